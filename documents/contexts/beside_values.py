"""The values that papers beside the stages are made of. Sums are roubles."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an agreement to pay in parts, and what is left after it."""

    due_on: date
    amount: Decimal
    rest: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What is asked of a court or awarded by it."""

    debt: Decimal
    penalty: Decimal
    duty: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.debt + self.penalty + self.duty


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierOrder:
    """An order that came to nothing: its duty counts toward a claim (НК 333.20, 333.22, 333.40).

    ``outcome`` says what became of it, as after «судебный приказ» in the nominative. ``payment`` is
    the number of the payment order of its duty, where it is known.
    """

    number: str
    filed_on: date
    ruled_on: date
    outcome: str
    duty: Decimal
    payment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedDay:
    """A day that a term does not count, and why."""

    on: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTerm:
    """A term of the law: what started it and what proves that, its rule, its days and its end.

    ``rule`` and ``edition`` name the act and since when its text is as it was applied.
    """

    name: str
    event: str
    started_on: date
    evidence: str
    rule: str
    edition: str
    length: str
    ends_on: date
    excluded: tuple[ExcludedDay, ...] = ()
