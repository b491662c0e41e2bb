"""When a term of a task is over: counted in days, hours or months, forwards or backwards."""

from dataclasses import dataclass
from datetime import date, datetime

from tariffs import term_forms
from tariffs.terms import Kind
from workflows.interfaces.process import Facts
from workflows.process.plan import Term, Unit


class NoSuchDay(Exception):
    """A term counts from, or back from, a day or a moment that the facts do not name."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term; of a term of hours the moment at which it is over."""

    on: date
    at: datetime | None = None

    def is_over(self, *, today: date, now: datetime | None) -> bool:
        """Say whether the term has ended."""
        if self.at is not None and now is not None:
            return now >= self.at
        return today > self.on


def due(*, term: Term, asked_on: date, facts: Facts) -> Due:
    """Return when a term ends that was asked for on a day.

    :raises NoSuchDay: when the facts lack what the term is counted from
    """
    if term.before:
        before = _day(facts, term.before)
        last = term_forms.latest(
            before=before,
            days=term.length,
            kind=_kind(term),
        )
        return Due(last)
    start = asked_on
    if term.since:
        start = _day(facts, term.since)
    match term.unit:
        case Unit.HOURS:
            return _in_hours(term, facts)
        case Unit.MONTHS:
            return Due(term_forms.in_months(start=start, months=term.length).end)
        case _:
            return _in_days(term, start, facts)


def _in_hours(term: Term, facts: Facts) -> Due:
    if facts.now is None:
        raise NoSuchDay("now")
    over_at = term_forms.in_hours(start=facts.now, hours=term.length)
    return Due(over_at.date(), over_at)


def _in_days(term: Term, start: date, facts: Facts) -> Due:
    counted = term_forms.with_pauses(
        start=start,
        days=term.length,
        kind=_kind(term),
        still=still(term=term, facts=facts),
    )
    return Due(counted.end)


def still(*, term: Term, facts: Facts) -> tuple[term_forms.Still, ...]:
    """Return the days on which the clock of a term stood still.

    That of a statute runs on though we pause, unless the law itself stops it.
    """
    if term.may_pause:
        return facts.stood_still
    return facts.stood_still_by_law


def _kind(term: Term) -> Kind:
    if term.unit == Unit.WORKING_DAYS:
        return "working"
    return "calendar"


def _day(facts: Facts, name: str) -> date:
    if name not in facts.days:
        raise NoSuchDay(name)
    return facts.days[name]
