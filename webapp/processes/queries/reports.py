"""What may be believed of a report: the first day on which what it tells can have happened."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.staff import queries as staff
from webapp.tasks.models import Task
from workflows.interfaces import days

_DAYS = {"date": days.HAPPENED, "in_force_on": days.AWAITED}
_SUMS = ("claim", "penalty", "duty", "amount", "collected")
# what a meter shows has more digits after the comma than money; the meter itself knows how many
# before it
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


def day_of(*, task: Task, today: date) -> date:
    """Return the day a report is about: the one it names, else the day on which it is made."""
    told = task.result.get("date")
    if told:
        return date.fromisoformat(told)
    return today


def earliest(*, case: Case, task: Task) -> date:
    """Return the first day a report on a task may be dated.

    A report may be written later than it happened, not before its cause.
    """
    kind = registry.kind_of_task(task)
    if kind is None or kind.earliest is None:
        return task.created_on
    return kind.earliest(case, task) or task.created_on


def paper_dated(case: Case, task: Task) -> date | None:
    """Return the day of the paper that a task is about."""
    made = Document.objects.filter(
        case=case,
        stage=task.stage,
        attempt=task.attempt,
    )
    alive = made.exclude(status=Document.Status.CANCELED).order_by("id")
    return alive.values_list("dated", flat=True).last()
