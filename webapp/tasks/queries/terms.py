"""How much of a task's term is over, in the days in which the term is counted."""

from datetime import date, timedelta

from tariffs import calendar
from tariffs.parameters import NotInForce
from webapp.tasks.models import Reminder, Task

_DAY = timedelta(days=1)


def mark(*, task: Task, today: date) -> int | None:
    """Return the last mark that a task's term has passed; nothing before the first.

    >>> week = Task(created_on=date(2026, 3, 2), due_on=date(2026, 3, 12))
    >>> [mark(task=week, today=date(2026, 3, day)) for day in (6, 7, 10, 12)]
    [None, 50, 80, 100]
    """
    if task.due_on is None:
        return None
    if today >= task.due_on:
        return Reminder.Mark.END
    whole = _days(task, until=task.due_on)
    over = _days(task, until=today)
    passed = [known for known in Reminder.Mark.values if over * 100 >= known * whole]
    return max(passed, default=None)


def _days(task: Task, *, until: date) -> int:
    """Return the days from the one on which a task was given, which is not counted itself."""
    span = max(0, (until - task.created_on).days)
    if not task.counts_working_days:
        return span
    counted = [task.created_on + _DAY * number for number in range(1, span + 1)]
    return sum(map(_is_working, counted))


def _is_working(day: date) -> bool:
    """A reminder is no term of law: where the calendar is not known yet, weekends are enough."""
    try:
        return calendar.is_working(day)
    except NotInForce:
        return day.weekday() < calendar.SATURDAY
