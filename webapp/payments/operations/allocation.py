"""How money is laid on charges. Pure: a payment and debts in, portions out (ГК РФ ст. 319.1, Пленум ВС № 22/2017 п. 32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.payments.models import Allocation
from webapp.payments.queries.debts import ChargeDebt


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a payment for a charge."""

    charge_id: int
    account_id: int
    amount: Decimal
    reason: Allocation.Reason


def allocate(
    *, amount: Decimal, debts: Iterable[ChargeDebt], months: tuple[date, ...] = (), account_id: int | None = None
) -> tuple[Portion, ...]:
    """Lay ``amount`` on the named months, then on the earliest debt; ``account_id`` goes before its contract's other accounts.

    Charges only: late-payment penalty comes after principal and is not a charge.
    """
    portions = []
    left = amount
    for debt in sorted(debts, key=lambda debt: _turn(debt, months, account_id)):
        part = min(left, debt.debt)
        if part <= 0:
            break
        reason = Allocation.Reason.NAMED_PERIOD if debt.period in months else Allocation.Reason.EARLIEST_DEBT
        portions.append(Portion(debt.charge_id, debt.account_id, part, reason))
        left -= part
    return tuple(portions)


def _turn(debt: ChargeDebt, months: tuple[date, ...], account_id: int | None) -> tuple[bool, bool, date, int, int]:
    is_other_account = account_id is not None and debt.account_id != account_id
    return (debt.period not in months, is_other_account, debt.due_date, debt.service_id, debt.charge_id)
