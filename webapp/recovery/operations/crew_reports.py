"""Reports of crews: what has been done at an address is a fact.

Whatever the office decided while the crew was there.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import journal, work
from webapp.recovery.operations import own_deeds
from webapp.recovery.queries import view
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.debt_recovery import ending
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.debt_recovery import CloseReason


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was taken: on which task, and whether its order had been recalled before."""

    task: Task
    was_recalled: bool


def may_report(task: Task) -> bool:
    """Say whether a crew may still report on a task.

    On an open one, and on one that was recalled under its hands.
    """
    if task.status == Task.Status.OPEN:
        return True
    return task.status == Task.Status.RECALLED and is_visit(task)


def is_visit(task: Task) -> bool:
    """Say whether a task sends a crew to the customer."""
    kind = registry.kind_of(code=task.kind)
    return kind is not None and kind.is_visit


@transaction.atomic
def take(
    *, task_id: int, outcome: str, result: dict[str, Any], by: User, today: date, remarks: str = ""
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
    )
    tasks.move_photos(of=about, to=task)
    if was_recalled:
        journal.write_decision(
            case_id=case.pk, fact="late-report", by=by, today=today, ground=ground[:300]
        )
        _bring_back(case, today)
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
    if outcome == "NO_ACCESS":
        # nobody let the crew in: that answers no order that was given since
        return recalled
    newer = same.filter(status=Task.Status.OPEN).first()
    return newer or recalled


def _bring_back(case: Case, today: date) -> None:
    """The process of a closed case has ended.

    What was cut off without a ground is brought back from here.
    """
    case.refresh_from_db()
    if case.closed_on is None:
        return
    known = view.case_view(
        case_id=case.pk,
        today=today,
        clock=BusinessClock(),
    )
    reason = CloseReason(case.close_reason)
    if not known.facts.resumption_open and ending.must_resume(facts=known.facts, reason=reason):
        own_deeds.ask_to_resume(case=case, today=today)
