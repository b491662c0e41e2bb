"""Terms: when does a period of working or calendar days end (Civil Code arts. 190-194; the
procedural codes count the same way).

The day after the start is day 1 (art. 191). A calendar term whose last day is not a working day
ends on the nearest following working day (art. 193). Every day that was passed over is listed with
its reason.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tariffs import calendar, inputs

Kind = Literal["working", "calendar"]
KINDS = ("working", "calendar")
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class ExcludedDay:
    """A day the term passes over, and why."""

    date: date
    why: str


@dataclass(frozen=True, slots=True)
class Term:
    """A counted term; ``end`` is its last day."""

    start: date
    end: date
    days: int
    kind: Kind
    excluded: tuple[ExcludedDay, ...]


def deadline(*, start: date, days: int, kind: Kind) -> Term:
    """Count a term from the day after `start`.

    >>> deadline(start=date(2026, 4, 29), days=2, kind="working").end
    datetime.date(2026, 5, 4)

    :raises UnableToCalculate: when the number of days or the kind makes no sense.
    :raises NotInForce: when the term runs into a year whose working calendar is not known.
    """
    inputs.choice(field="kind", value=kind, among=KINDS)
    inputs.whole(field="days", value=days, least=1, most=MOST_DAYS)
    calendar.is_working(start)  # a start in a year that is not known counts nothing
    end, excluded = _working(start, days) if kind == "working" else _calendar(start, days)
    return Term(
        start=start,
        end=end,
        days=days,
        kind=kind,
        excluded=tuple(excluded),
    )


def _working(start: date, days: int) -> tuple[date, list[ExcludedDay]]:
    end = start
    excluded = []
    while days:
        end += calendar.DAY
        if why := calendar.why_not_working(end):
            excluded.append(ExcludedDay(end, why))
        else:
            days -= 1
    return end, excluded


def _calendar(start: date, days: int) -> tuple[date, list[ExcludedDay]]:
    end = start + days * calendar.DAY
    excluded = []
    while why := calendar.why_not_working(end):
        excluded.append(ExcludedDay(end, why))
        end += calendar.DAY
    return end, excluded
