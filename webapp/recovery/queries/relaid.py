"""The months of one of several who owe, with the payments that count toward his own debt.

A payment is laid on a month, not on a debtor. What one of several paid by his own writ stands among
the payments of all of them, by their shares: it is taken off the others, and laid on him.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from webapp.recovery.queries.claims import ClaimedCharge

_ZERO = Decimal(0)


def owing(charges: Sequence[ClaimedCharge], debt: Decimal) -> tuple[ClaimedCharge, ...]:
    """Return the months with so much left of them, in roubles."""
    now = sum((row.debt for row in charges), _ZERO)
    if debt < now:
        return _laid(charges, now - debt)
    return _taken_off(charges, debt - now)


def _taken_off(charges: Sequence[ClaimedCharge], amount: Decimal) -> tuple[ClaimedCharge, ...]:
    """Take a sum off the payments, the newest first."""
    off: dict[tuple[int, int], Decimal] = {}
    for _day, place, number in sorted(_paid(charges), reverse=True):
        taken = min(amount, charges[place].payments[number][1])
        off[place, number] = taken
        amount -= taken
    return tuple(_less(row, place, off) for place, row in enumerate(charges))


def _paid(charges: Sequence[ClaimedCharge]) -> list[tuple[date, int, int]]:
    """Return the day of each payment, and where it stands."""
    return [
        (day, place, number)
        for place, row in enumerate(charges)
        for number, (day, _amount) in enumerate(row.payments)
    ]


def _less(row: ClaimedCharge, place: int, off: dict[tuple[int, int], Decimal]) -> ClaimedCharge:
    left = [(day, amount - off[place, number]) for number, (day, amount) in enumerate(row.payments)]
    return replace(row, payments=tuple(paid for paid in left if paid[1]))


def _laid(charges: Sequence[ClaimedCharge], amount: Decimal) -> tuple[ClaimedCharge, ...]:
    """Lay a sum on what is unpaid, the earliest month first, on the day of the last payment."""
    days = [day for row in charges for day, _amount in row.payments]
    found = []
    for row in charges:
        part = min(amount, max(row.debt, _ZERO))
        amount -= part
        on = max(days, default=row.due)
        found.append(replace(row, payments=(*row.payments, (on, part))) if part else row)
    return tuple(found)
