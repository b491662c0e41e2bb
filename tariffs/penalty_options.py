"""How the law of the penalty is read for one debtor."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Exempt:
    """Days ``[start, end)`` for which one debtor owes no penalty, by his own state."""

    start: date
    end: date | None = None

    @property
    def edges(self) -> tuple[date, ...]:
        """Return the days on which it begins and ends."""
        return tuple(filter(None, (self.start, self.end)))


@dataclass(frozen=True, slots=True)
class Options:
    """What the law leaves open: move a due date off a day off, apply the cap, which day's rate.

    ``exempt`` are days of this debtor alone, beside the moratoria for all.
    """

    shift_due_date: bool = False
    cap: bool = True
    rate_mode: Literal["on_payment", "by_day"] = "on_payment"
    exempt: tuple[Exempt, ...] = ()
