"""Forms of terms besides days ahead: months, hours, days before a date, a clock that may stop.

They are built on ``tariffs.terms``: the day after the start is day 1 (Civil Code art. 191), and a
term of days or months whose last day is not a working day ends on the next working day (art. 193).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from tariffs import calendar, inputs, terms
from tariffs.terms import ExcludedDay, Kind, Term

MOST_MONTHS = 120
STOOD_STILL = "срок приостановлен"


@dataclass(frozen=True, slots=True)
class Still:
    """Days on which a clock stands still, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Say whether the clock stands still on a day."""
        return self.first <= day <= self.last


def in_months(*, start: date, months: int) -> Term:
    """Count a term of months: it ends on the same number, or on the month's last (art. 192 п. 3).

    >>> in_months(start=date(2026, 8, 31), months=3).end
    datetime.date(2026, 11, 30)

    :raises UnableToCalculate: when the number of months makes no sense.
    :raises NotInForce: when the term runs into a year whose working calendar is not known.
    """
    inputs.whole(field="months", value=months, least=1, most=MOST_MONTHS)
    last = start + relativedelta(months=months)
    end = calendar.next_working(last)
    return Term(
        start,
        end,
        (last - start).days,
        "calendar",
        _off(last, end),
    )


def in_hours(*, start: datetime, hours: int) -> datetime:
    """Give the moment at which a term of hours is over: neither nights nor days off stop it.

    :raises UnableToCalculate: when the number of hours makes no sense.
    """
    inputs.whole(
        field="hours",
        value=hours,
        least=1,
        most=24 * terms.MOST_DAYS,
    )
    return start + timedelta(hours=hours)


def latest(*, before: date, days: int, kind: Kind) -> date:
    """Give the last working day for what must be done not later than so many days before a date.

    All the days of the term lie between the two. On a day off nobody can do it, and later is too
    late: so the day moves back, never forward.

    >>> latest(before=date(2026, 5, 4), days=2, kind="working")
    datetime.date(2026, 4, 28)

    :raises UnableToCalculate: when the number of days or the kind makes no sense.
    :raises NotInForce: when the term begins in a year whose working calendar is not known.
    """
    inputs.choice(field="kind", value=kind, among=terms.KINDS)
    inputs.whole(
        field="days",
        value=days,
        least=1,
        most=terms.MOST_DAYS,
    )
    day = before
    while days:
        day -= calendar.DAY
        if kind == "calendar" or calendar.is_working(day):
            days -= 1
    return _working_before(day)


def _working_before(day: date) -> date:
    day -= calendar.DAY
    while not calendar.is_working(day):
        day -= calendar.DAY
    return day


def with_pauses(*, start: date, days: int, kind: Kind, still: Sequence[Still]) -> Term:
    """Count a term whose clock stands still on some days: they are passed over, and listed.

    :raises UnableToCalculate: when the number of days or the kind makes no sense.
    :raises NotInForce: when the term runs into a year whose working calendar is not known.
    """
    if not still:
        return terms.deadline(start=start, days=days, kind=kind)
    inputs.choice(field="kind", value=kind, among=terms.KINDS)
    inputs.whole(
        field="days",
        value=days,
        least=1,
        most=terms.MOST_DAYS,
    )
    left, last, excluded = days, start, list[ExcludedDay]()
    while left:
        last += calendar.DAY
        if why := _why_not_counted(last, kind, still):
            excluded.append(ExcludedDay(last, why))
        else:
            left -= 1
    end = calendar.next_working(last)
    return Term(
        start,
        end,
        days,
        kind,
        (*excluded, *_off(last, end)),
    )


def _why_not_counted(day: date, kind: Kind, still: Sequence[Still]) -> str | None:
    if any(stretch.covers(day) for stretch in still):
        return STOOD_STILL
    return calendar.why_not_working(day) if kind == "working" else None


def _off(last: date, end: date) -> tuple[ExcludedDay, ...]:
    """List the days off by which the end has moved behind the last day counted."""
    off, day = [], last
    while day < end:
        off.append(ExcludedDay(day, calendar.why_not_working(day) or ""))
        day += calendar.DAY
    return tuple(off)
