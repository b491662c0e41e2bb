"""The pauses of cases: what of a case rests, until when, and what that stops."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tariffs.term_forms import Still
from webapp.processes import registry
from webapp.processes.models import Case, Pause
from workflows.interfaces import process as words

ACTIVE = "ACTIVE"
_DAY = timedelta(days=1)


def standing(*, case: Case) -> QuerySet[Pause]:
    """Return the pauses of a case that nobody and nothing has ended yet, oldest first."""
    return case.pauses.filter(ended_on=None).order_by("id")


def standing_on(*, case: Case, on: date) -> QuerySet[Pause]:
    """Return the pauses in which a case stood at the end of a past day."""
    not_ended = Q(ended_on=None) | Q(ended_on__gt=on)
    return case.pauses.filter(not_ended, since__lte=on).order_by("id")


def side_on(*, case: Case, on: date) -> str:
    """Return what paused a whole case at the end of a past day."""
    whole = standing_on(case=case, on=on).filter(scope=Pause.Scope.EVERYTHING)
    newest = whole.last()
    if newest is None:
        return ACTIVE
    return newest.kind


def rests_because_of(*, case: Case) -> bool:
    """Say whether another case rests because of one."""
    return case.caused_pauses.filter(ended_on=None).exists()


def told(*, facts: words.Facts, case: Case, today: date) -> words.Facts:
    """Return the facts of a case with its pauses, and the days on which they stopped clocks."""
    known = list(case.pauses.select_related("cause").order_by("id"))
    return replace(
        facts,
        pauses=tuple(_told(pause) for pause in known if pause.ended_on is None),
        stood_still=tuple(_still(known, case, today)),
        stood_still_by_law=tuple(
            _still([pause for pause in known if pause.stops_clocks], case, today)
        ),
    )


def _told(pause: Pause) -> words.Pause:
    return words.Pause(pause.pk, pause.kind, last_day(pause), held(pause))


def last_day(pause: Pause) -> date | None:
    """Return the last day of a pause: its own, or the one before its cause was closed."""
    closed_on = pause.cause.closed_on if pause.cause else None
    if closed_on is None or not _ends_with_cause(pause):
        return pause.until
    before = closed_on - _DAY
    if pause.until is None:
        return before
    return min(pause.until, before)


def _ends_with_cause(pause: Pause) -> bool:
    process = registry.process_of(code=pause.case.process)
    kind = process.pause(code=pause.kind)
    return kind is not None and kind.ends_with_cause


def held(pause: Pause) -> tuple[str, ...]:
    """Return what a pause holds, as deciders read it: stages by their kind, the rest by its code.

    >>> held(Pause(scope="CHARGES", parts=["12"]))
    ('charges:12',)
    """
    parts = [str(part) for part in pause.parts]
    match pause.scope:
        case Pause.Scope.EVERYTHING:
            return ()
        case Pause.Scope.STAGES:
            return tuple(parts)
        case Pause.Scope.SUM:
            return (f"sum:{pause.amount}",)
        case _:
            return tuple(f"{pause.scope.lower()}:{part}" for part in parts)


def stops(pause: Pause, *, case: Case) -> bool:
    """Say whether a pause stops a case where it stands."""
    return pause.scope == Pause.Scope.EVERYTHING or case.stage_kind in held(pause)


def _still(known: Sequence[Pause], case: Case, today: date) -> Iterator[Still]:
    """Yield the days on which the clocks of the present stage stood still.

    Those of a pause without a last day have stood still until today.
    """
    for pause in known:
        if stops(pause, case=case):
            last = _last_still(pause, today)
            if pause.since <= last:
                yield Still(pause.since, last)


def _last_still(pause: Pause, today: date) -> date:
    if pause.ended_on is not None:
        return pause.ended_on - _DAY
    return last_day(pause) or today
