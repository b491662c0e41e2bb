"""Reports of crews: what has been done at an address is a fact, whatever was decided meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import journal, work
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was taken: on which task, and whether its order had been recalled before."""

    task: Task
    was_recalled: bool


def may_report(task: Task) -> bool:
    """Say whether a task takes a report: an open one; of a visit also one that was recalled."""
    if task.status == Task.Status.RECALLED:
        return is_visit(task)
    return task.status == Task.Status.OPEN


def is_visit(task: Task) -> bool:
    """Say whether a task sends a crew to the customer."""
    kind = registry.kind_of_task(task)
    return kind is not None and kind.is_visit


@transaction.atomic
def take(
    *,
    task_id: int,
    outcome: str,
    result: dict[str, Any],
    by: User,
    today: date,
    remarks: str = "",
    now: datetime | None = None,
    takes_over: bool = False,
) -> Taken:
    """Take a report on a visit.

    An order recalled meanwhile changes nothing about what was done; what follows is decided anew.

    :raises UnableToComplete: see ``work.complete``; or when the report is in the journal already
    """
    about = Task.objects.get(pk=task_id)
    # whoever recalls an order holds the case: from here on the answer stands
    case = Case.objects.select_for_update().get(pk=about.case_id or 0)
    about.refresh_from_db()
    was_recalled, ground = about.status == Task.Status.RECALLED, about.remarks
    task = about
    if was_recalled:
        task = _standing(about, outcome, result)
    task = work.complete(
        task_id=task.pk,
        outcome=outcome,
        result=result,
        by=by,
        today=today,
        remarks=remarks,
        even_recalled=True,
        now=now,
        takes_over=takes_over,
    )
    tasks.move_photos(of=about, to=task)
    if was_recalled:
        _write_late(case, by, today, ground)
    return Taken(task, was_recalled)


def _standing(recalled: Task, outcome: str, result: dict[str, Any]) -> Task:
    """Return the task that a late report answers.

    The newer order of the same visit when there is one, else its own.
    """
    same = Task.objects.filter(
        case=recalled.case_id, kind=recalled.kind, account=recalled.account_id
    )
    told = same.filter(
        status=Task.Status.DONE,
        outcome=outcome,
        result__date=result.get("date"),
    )
    if told.exists():
        raise UnableToComplete(_("This visit has been reported already: it is in the journal."))
    # nobody let the crew in: that answers no order that was given since
    if outcome == "NO_ACCESS":
        return recalled
    return same.filter(status=Task.Status.OPEN).first() or recalled


def _write_late(case: Case, by: User, today: date, ground: str) -> None:
    fact = "late-report"
    journal.write_decision(
        case_id=case.pk,
        fact=fact,
        by=by,
        today=today,
        ground=ground[:300],
    )
    case.refresh_from_db()
    registry.process_of(code=case.process).hooks.late(case, today)
