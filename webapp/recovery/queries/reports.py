"""What may be believed of a report: the first day on which what it tells can have happened."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.recovery.models import CourtCase, RecoveryCase, Writ
from webapp.recovery.queries import restriction
from webapp.staff import queries as staff
from webapp.tasks.models import Task
from workflows.interfaces import days

_DAYS = {"date": days.HAPPENED, "in_force_on": days.AWAITED}
_SUMS = ("claim", "penalty", "duty", "amount", "collected")
# what a meter shows has more digits after the comma than money; the meter itself knows how many before it
_NUMBERS = ("reading",)


def doubt(*, result: Mapping[str, Any], today: date) -> str:
    """Return why a day or a sum of a report cannot be right, in words; nothing when they may be."""
    try:
        told_on = {name: date.fromisoformat(result[name]) for name in _DAYS if result.get(name)}
        sums = [Decimal(result[name]) for name in _SUMS if result.get(name)]
        numbers = [Decimal(result[name]) for name in _NUMBERS if result.get(name)]
    except (ValueError, TypeError, ArithmeticError):
        return _("A date or a number of the report cannot be read: enter it again.")
    if told_on.get("date", today) > today:
        return _("The day has not come yet.")
    if not all(number.is_finite() for number in numbers):
        return _("Write the number in figures, for example 1234,56.")
    doubts = (
        *(
            staff.doubt_about_day(day, span=_DAYS[name], today=today)
            for name, day in told_on.items()
        ),
        *map(staff.doubt_about_sum, sums),
    )
    return next(filter(None, doubts), "")


def earliest(*, case: RecoveryCase, task: Task) -> date:
    """Return the first day a report on a task may be dated; a report may be written later than it happened, not before its cause."""
    match task.kind:
        case "deliver_by_post" | "file_court_order" | "file_lawsuit":
            return _paper(task) or task.created_on
        case "restriction" if task.outcome == "DONE":
            return max(task.created_on, restriction.promised(case=case) or task.created_on)
        case "court_order_ruling" | "court_order_effect" | "judgment" | "register_writ":
            return _court(case) or task.created_on
        case "present_writ" | "enforcement_opened" | "enforcement_result":
            return _writ(case, task.kind) or task.created_on
        case _:
            return task.created_on


def _paper(task: Task) -> date | None:
    """The day of the paper that the task is about."""
    stage = task.step.split(":")[0]
    made = Document.objects.filter(workflow_id=task.workflow_id, step__startswith=f"{stage}:make:")
    return (
        made.exclude(status=Document.Status.CANCELLED)
        .order_by("id")
        .values_list("dated", flat=True)
        .last()
    )


def _court(case: RecoveryCase) -> date | None:
    """The last day on which the court is known to have done something, or was asked to."""
    court = CourtCase.objects.filter(case=case).order_by("id").last()
    return (court.issued_on or court.ruled_on or court.filed_on) if court else None


def _writ(case: RecoveryCase, kind: str) -> date | None:
    writ = Writ.objects.filter(case=case).order_by("id").last()
    if writ is None:
        return None
    known = {
        "present_writ": writ.ended_on,
        "enforcement_opened": writ.presented_on,
        "enforcement_result": writ.opened_on,
    }
    return known[kind] or writ.issued_on
