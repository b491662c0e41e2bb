"""Receipts by which debtors pay what is overdue: a slip each, with the code that banks read."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from documents import qr, wording
from webapp.billing import queries as billing
from webapp.contracts.models import Account


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an account is to pay, to whom, and what for: the months, the earliest first."""

    account: Account
    charges: Sequence[Any]

    @property
    def total(self) -> Decimal:
        """Return the overdue principal. Roubles."""
        return sum((charge.debt for charge in self.charges), Decimal(0))

    @property
    def purpose(self) -> str:
        """Return what is paid for."""
        first, last = self.charges[0].period, max(charge.period for charge in self.charges)
        months = wording.month(first)
        if first != last:
            months = f"{months} - {wording.month(last)}"
        return f"Оплата задолженности за {months}, ЛС {self.account.number}"

    @property
    def code(self) -> str:
        """Return the code by ГОСТ Р 56042-2014 as a picture of its own address."""
        picture = qr.picture(qr.payload(self._requisites()))
        return f"data:image/png;base64,{b64encode(picture).decode()}"

    def _requisites(self) -> qr.PaymentRequisites:
        payee = self.account.supplier
        last = max(charge.period for charge in self.charges)
        return qr.PaymentRequisites(
            name=payee.name,
            settlement_account=payee.settlement_account,
            bank_name=payee.bank_name,
            bik=payee.bik,
            correspondent_account=payee.correspondent_account,
            amount=self.total,
            inn=payee.inn,
            account=self.account.number,
            period=f"{last:%m%Y}",
            purpose=self.purpose,
        )


def of_accounts(*, account_ids: Sequence[int], on: date) -> Iterator[Receipt]:
    """Yield a receipt for each account that owes something overdue on a day, house by house."""
    charges: dict[int, list[Any]] = {}
    for charge in billing.overdue_charges(account_ids=account_ids, on=on):
        charges.setdefault(charge.account_id, []).append(charge)
    accounts = Account.objects.filter(pk__in=charges)
    joined = accounts.select_related("party", "premises", "supplier", "contract")
    for account in joined.order_by("premises__address", "number"):
        found = sorted(charges[account.pk], key=lambda charge: charge.period)
        yield Receipt(account, found)
