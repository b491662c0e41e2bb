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
    PRINCIPAL = 2
    LAST = 3


_REASONS = {
    _Place.NAMED: Allocation.Reason.NAMED_PERIOD,
    _Place.COSTS: Allocation.Reason.AWARD,
    _Place.PRINCIPAL: Allocation.Reason.EARLIEST_DEBT,
    _Place.LAST: Allocation.Reason.AWARD,
}


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a payment for a charge."""

    charge_id: int
    account_id: int
    amount: Decimal
    reason: Allocation.Reason


def allocate(
    *,
    amount: Decimal,
    debts: Iterable[ChargeDebt],
    months: tuple[date, ...] = (),
    account_id: int | None = None,
    paid_on: date = date.max,
) -> tuple[Portion, ...]:
    """Lay ``amount`` on the named months, on awarded costs, on the earliest debt, on awarded
    penalty.

    ``account_id`` goes before its contract's other accounts. Debts of one due date share what is
    left in proportion. A penalty that no court has awarded is no charge.
    """
    portions: list[Portion] = []
    left = amount
    turn = partial(_turn, months=months, account_id=account_id, paid_on=paid_on)
    in_line = sorted(
        debts,
        key=lambda debt: (turn(debt), debt.service_id, debt.charge_id),
    )
    for (_is_other, place), group in groupby(in_line, key=turn):
        reason = _REASONS[place]
        shares = allocation.share(
            left, [allocation.Debt(debt, debt.due_date, debt.debt) for debt in group]
        )
        portions += [
            Portion(debt.charge_id, debt.account_id, part, reason) for debt, part in shares
        ]
        left -= sum(part for _debt, part in shares)
    return tuple(portions)


def _turn(
    debt: ChargeDebt, months: tuple[date, ...], account_id: int | None, paid_on: date
) -> tuple[bool, _Place]:
    """Return the place in the line: the named account, then the kind of the debt.

    The rule of sharing adds the due date.
    """
    return (
        account_id is not None and debt.account_id != account_id,
        _place(debt, months, paid_on),
    )


def _place(debt: ChargeDebt, months: tuple[date, ...], paid_on: date) -> _Place:
    """The month in which an award was entered is not what a payer names.

    Costs not in force yet do not go before what is due.
    """
    match debt.kind:
        case Charge.Kind.PRINCIPAL:
            if debt.period in months:
                return _Place.NAMED
            return _Place.PRINCIPAL
        case Charge.Kind.COSTS if debt.due_date <= paid_on:
            return _Place.COSTS
        case _:
            return _Place.LAST
