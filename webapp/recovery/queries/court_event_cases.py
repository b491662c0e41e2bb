"""Which of several cases of one debtor an event of a court or of bailiffs can be about."""

from collections.abc import Callable

from webapp.processes.models import Case
from webapp.recovery.queries import court_events
from webapp.recovery.queries.court_knowledge import BAILIFFS, Known, Told, known_of

type Test = Callable[[Case, Known, Told], bool]


def concerned(*, cases: list[Case], told: Told) -> list[Case]:
    """Return the cases that an event can be about: by its number, else by how far they have come.

    A court acts where something goes to it, bailiffs where there is a writ or what gives one. When
    it can be about none, all of them are left.
    """
    known = {case.pk: known_of(case=case) for case in cases}
    tests: tuple[Test, ...] = (_has_its_number, _has_come_to_it)
    for test in tests:
        cases = [case for case in cases if test(case, known[case.pk], told)] or cases
    return cases


def _has_its_number(_case: Case, known: Known, told: Told) -> bool:
    writ = known.writ
    numbers = {court.number for court in (known.order, known.claim) if court}
    if writ:
        numbers |= {writ.number, writ.proceeding_number}
    return told.number != "" and told.number in numbers


def _has_come_to_it(case: Case, known: Known, told: Told) -> bool:
    if told.kind not in BAILIFFS:
        return (
            court_events.earliest(
                case=case,
                known=known,
                kind=told.kind,
            )
            is not None
        )
    courts = [court for court in (known.order, known.claim) if court]
    return known.writ is not None or any(court.in_force_on for court in courts)
