"""How money is laid on charges. Pure: a payment and debts in, portions out (ГК РФ ст. 319.1, Пленум ВС № 22/2017 п. 32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from tariffs import allocation
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

    Debts of one due date share what is left in proportion. Charges only: late-payment penalty comes after principal and is no charge.
    """
    portions: list[Portion] = []
    left = amount
    in_line = sorted(debts, key=lambda debt: (_turn(debt, months, account_id), debt.service_id, debt.charge_id))
    for (_is_other, is_unnamed), group in groupby(in_line, key=lambda debt: _turn(debt, months, account_id)):
        reason = Allocation.Reason.EARLIEST_DEBT if is_unnamed else Allocation.Reason.NAMED_PERIOD
        shares = allocation.share(left, [allocation.Debt(debt, debt.due_date, debt.debt) for debt in group])
        portions += [Portion(debt.charge_id, debt.account_id, part, reason) for debt, part in shares]
        left -= sum(part for _debt, part in shares)
    return tuple(portions)


def _turn(debt: ChargeDebt, months: tuple[date, ...], account_id: int | None) -> tuple[bool, bool]:
    """Return the place in the line: the named account, then the named months; the rule of sharing adds the due date."""
    is_other_account = account_id is not None and debt.account_id != account_id
    return (is_other_account, debt.period not in months)
