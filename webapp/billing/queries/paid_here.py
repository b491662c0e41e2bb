"""Money that a registry calls paid, and that may have come to this system itself.

Payments are no business of this app, so whoever knows them tells here what speaks against.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """What the row of this ``number`` says was paid for a month of an account that is known."""

    number: int
    account_id: int
    period: date
    amount: Decimal


type Tell = Callable[[Sequence[Paid]], Iterable[tuple[int, str]]]
_told: list[Tell] = []


def told_by(tell: Tell) -> None:
    """Let an app tell by the rows' numbers what may be the same money, and what to do."""
    _told.append(tell)


def doubts(paid: Sequence[Paid]) -> dict[int, str]:
    """Return by the row what makes it doubtful that its money came before this system."""
    if not paid:
        return {}
    return {number: text for tell in _told for number, text in tell(paid)}
