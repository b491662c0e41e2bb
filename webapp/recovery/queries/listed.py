"""What the list of cases tells of each besides the case itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from webapp.processes.models import Case
from webapp.recovery.queries import casefile, limitation
from webapp.recovery.queries.casefile import Owed
from webapp.recovery.queries.limitation import Limitation
from webapp.staff import queries as staff


class _Terms:
    """Until when the cases of a page can be sued for: counted once somebody asks."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._open = [case for case in cases if case.closed_on is None]

    @cached_property
    def found(self) -> dict[int, Limitation]:
        return limitation.of_cases(cases=self._open, today=staff.today())


@dataclass(frozen=True, slots=True)
class Listed:
    """What is owed in a case, and until when it can be sued for."""

    case_id: int
    owed: Owed
    terms: _Terms

    @property
    def debt(self) -> Decimal:
        """Return what is unpaid of the principal."""
        return self.owed.debt

    @property
    def awarded(self) -> Decimal:
        """Return what is unpaid of what a court added."""
        return self.owed.awarded

    @property
    def limitation(self) -> Limitation | None:
        """Return the last day to sue; nothing where nothing is owed."""
        return self.terms.found.get(self.case_id)


def read(cases: Sequence[Case]) -> dict[int, Listed]:
    """Return what is told of each case that owes something, or has."""
    owed = casefile.debts(cases=cases)
    terms = _Terms(cases)
    return {case_id: Listed(case_id, found, terms) for case_id, found in owed.items()}
