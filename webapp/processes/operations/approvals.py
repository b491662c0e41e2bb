"""Answers from the seats of a route: whether somebody may give one, about the text of now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import known
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.tasks.queries import substitutes
from workflows.interfaces.approval import (
    APPROVED,
    FORWARDED,
    OPINION,
    RETURNED,
    TAKEN_BACK,
    Matter,
    Route,
    Seat,
)
from workflows.process.approval import Approval
from workflows.process.plan import Approve

ANSWERS = (APPROVED, RETURNED, FORWARDED, OPINION, TAKEN_BACK)
_OF_SEAT = {APPROVED, RETURNED, FORWARDED}
_OF_OTHERS = {OPINION, TAKEN_BACK}
_OBJECTIONS = {
    "not_asked": gettext_lazy("This answer is not asked for any more: reload the page."),
    "not_in_role": gettext_lazy("People of another role answer this."),
    "own_work": gettext_lazy("Nobody approves what he has written himself."),
    "has_answered": gettext_lazy("You have answered already, from another place of the route."),
}


def weigh(
    *,
    case: Case,
    task: Task,
    outcome: str,
    result: Mapping[str, Any],
    by: User | None,
    today: date,
) -> None:
    """Do nothing when an answer may be given; the case is locked.

    :raises UnableToComplete: when the text is another by now, when the person may not answer for
        this seat, or when a colleague's opinion is asked of nobody
    """
    process = registry.process_of(code=case.process)
    found = known.read(
        process=process,
        case_id=case.pk,
        today=today,
    )
    stage = found.policy.stages[case.stage]
    step = known.step_of(Approve, process.conduct.rules.steps(stage))
    matter = found.facts.matter
    if step is None or matter is None or by is None:
        raise UnableToComplete(str(_OBJECTIONS["not_asked"]))
    seat = _seat(step.route, task.about)
    _refuse_another_text(task, seat, matter)
    _refuse_another_answer(task, seat, outcome, result)
    if outcome != TAKEN_BACK:
        approval = Approval(step.route, matter, found.state.votes)
        _refuse_person(approval, seat, task, by, today)
    elif seat.role not in by.roles:
        raise UnableToComplete(str(_OBJECTIONS["not_in_role"]))


def _seat(route: Route, name: str) -> Seat:
    for one in route.rounds:
        for seat in one.seats:
            if seat.name == name:
                return seat
    raise UnableToComplete(str(_OBJECTIONS["not_asked"]))


def _refuse_another_text(task: Task, seat: Seat, matter: Matter) -> None:
    """An answer belongs to the version that it was asked for."""
    if task.version != matter.version_for(seat):
        raise UnableToComplete(_("The text has changed: you will be asked about the new one."))


def _refuse_another_answer(task: Task, seat: Seat, outcome: str, result: Mapping[str, Any]) -> None:
    allowed = _OF_SEAT
    if task.role != seat.role:
        allowed = _OF_OTHERS
    if outcome not in allowed:
        raise UnableToComplete(_("Choose how the task ended."))
    if outcome == FORWARDED and result.get("to_role") not in Role.values:
        raise UnableToComplete(_("Choose whose opinion is asked."))


def _refuse_person(approval: Approval, seat: Seat, task: Task, by: User, today: date) -> None:
    """Four eyes: neither the one who answers nor the absent one may have written it."""
    roles = [*by.roles]
    people = [by]
    colleague = substitutes.acted_for(
        task=task,
        by=by,
        today=today,
    )
    if colleague:
        roles += colleague.roles
        people.append(colleague)
    for person in people:
        why = approval.objection(
            seat=seat,
            by=person.pk,
            roles=roles,
        )
        if why:
            raise UnableToComplete(str(_OBJECTIONS[why]))
