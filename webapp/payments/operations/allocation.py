"""How money is laid on charges.

Pure: a payment and debts in, portions out (ГК РФ ст. 319, 319.1, Пленум ВС № 54/2016 п. 37,
№ 22/2017 п. 32).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import partial
from itertools import groupby

from tariffs import allocation
from webapp.billing.models import Charge
from webapp.payments.models import Allocation
from webapp.payments.queries.debts import ChargeDebt


class _Place(IntEnum):
    """The turns of what one account owes."""

    NAMED = 0
    COSTS = 1
    AWARDED = 2
    ADDED = 3
    PRINCIPAL = 4
    RECONNECT = 5
    LAST = 6


_REASONS = {
    _Place.COSTS: Allocation.Reason.AWARD,
    _Place.AWARDED: Allocation.Reason.AWARD,
    _Place.ADDED: Allocation.Reason.AWARD,
    _Place.PRINCIPAL: Allocation.Reason.EARLIEST_DEBT,
    _Place.RECONNECT: Allocation.Reason.RECONNECT,
    _Place.LAST: Allocation.Reason.AWARD,
}


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a payment for a charge."""

    charge_id: int
    account_id: int
    amount: Decimal
    reason: Allocation.Reason


@dataclass(frozen=True, slots=True)
class Named:
    """What the payer said he pays for: it goes first (ГК РФ ст. 319.1 п. 1).

    Who ``names_penalty`` alone means no month of the principal. Bailiffs mean what their writ is
    for: what was due when the claim was filed, the day ``awarded_before``, and what the court added
    to it.
    """

    months: tuple[date, ...] = ()
    services: frozenset[str] = frozenset()
    names_penalty: bool = False
    awarded_before: date | None = None

    def holds(self, debt: ChargeDebt) -> bool:
        """Say whether the payer meant this charge."""
        if self.names_penalty:
            return debt.kind == Charge.Kind.PENALTY
        if debt.kind != Charge.Kind.PRINCIPAL:
            return False  # the month in which an award was entered is not what a payer names
        is_of_month = not self.months or debt.period in self.months
        is_of_service = not self.services or debt.service in self.services
        return bool(self.months or self.services) and is_of_month and is_of_service

    @property
    def reason(self) -> Allocation.Reason:
        """Return how the choice is explained."""
        if self.names_penalty:
            return Allocation.Reason.NAMED_PENALTY
        if self.months and self.services:
            return Allocation.Reason.NAMED_BOTH
        if self.services:
            return Allocation.Reason.NAMED_SERVICE
        return Allocation.Reason.NAMED_PERIOD


NOTHING = Named()


def allocate(
    *,
    amount: Decimal,
    debts: Iterable[ChargeDebt],
    named: Named = NOTHING,
    account_id: int | None = None,
    paid_on: date = date.max,
) -> tuple[Portion, ...]:
    """Lay ``amount`` on what is named, on awarded costs, on the earliest debt, on awarded penalty.

    Named are months, or codes of services, or these months of these services, or the penalty; what
    bailiffs collect covers what they were given to collect. The costs of a restriction come behind
    what it was for. ``account_id`` goes before its
    contract's other accounts. Debts of one due date share what is left in proportion. A penalty
    that nobody has awarded or charged is no charge.
    """
    portions: list[Portion] = []
    left = amount
    turn = partial(_turn, named=named, account_id=account_id, paid_on=paid_on)
    in_line = sorted(debts, key=lambda debt: (turn(debt), debt.service_id, debt.charge_id))
    for (_is_other, place), group in groupby(in_line, key=turn):
        reason = _REASONS.get(place, named.reason)
        shares = allocation.share(
            left,
            [allocation.Debt(debt, debt.due_date, debt.debt) for debt in group],
        )
        portions += [
            Portion(debt.charge_id, debt.account_id, part, reason) for debt, part in shares
        ]
        left -= sum(part for _debt, part in shares)
    return tuple(portions)


def _turn(
    debt: ChargeDebt, named: Named, account_id: int | None, paid_on: date
) -> tuple[bool, _Place]:
    """Return the place in the line: the named account, then the kind of the debt.

    The rule of sharing adds the due date.
    """
    return (account_id is not None and debt.account_id != account_id, _place(debt, named, paid_on))


def _place(debt: ChargeDebt, named: Named, paid_on: date) -> _Place:
    """Costs not in force yet do not go before what is due."""
    if named.awarded_before:
        return _by_writ(debt, named.awarded_before)
    if named.holds(debt):
        return _Place.NAMED
    match debt.kind:
        case Charge.Kind.PRINCIPAL:
            return _Place.PRINCIPAL
        case Charge.Kind.COSTS if debt.due_date <= paid_on:
            return _Place.COSTS
        case Charge.Kind.RECONNECT:
            return _Place.RECONNECT
        case _:
            return _Place.LAST


def _by_writ(debt: ChargeDebt, awarded_before: date) -> _Place:
    """Money under a writ goes to what the writ is for before anything that came due later."""
    match debt.kind:
        case Charge.Kind.COSTS:
            return _Place.COSTS
        case Charge.Kind.PENALTY:
            return _Place.ADDED
        case Charge.Kind.RECONNECT:
            return _Place.RECONNECT
        case _ if debt.due_date < awarded_before:
            return _Place.AWARDED
        case _:
            return _Place.PRINCIPAL
