"""Money that a debts registry calls paid, and payments of a date and number: one money or two.

A registry tells a sum of a month and no document. It is compared with the payments that are here
when it is loaded, and those that come after it with what it has told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.billing.models import Charge
from webapp.billing.queries.paid_here import Paid
from webapp.payments.models import Payment
from webapp.payments.queries import debts
from webapp.payments.queries.standing import Entry
from webapp.staff.amounts import money

type _Sums = dict[Decimal, date]
"""A sum that may have been paid at once, and the first month that it pays."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a registry that is loaded says was paid for a month."""

    account_id: int
    period: date
    amount: Decimal
    load_id: int
    file_name: str
    loaded_on: date


def beside(paid: Sequence[Paid]) -> Iterator[tuple[int, str]]:
    """Yield the rows of a new registry whose money may be a payment that is here, with the remedy.

    It may be when the account has an advance, or when the sum of the row, of its month or of the
    whole account was paid at once since the month began.
    """
    scopes = debts.scopes({one.account_id for one in paid})
    here = _payments({account_id for scope in scopes.values() for account_id in scope})
    by_account: dict[int, list[Paid]] = defaultdict(list)
    for one in paid:
        by_account[one.account_id].append(one)
    for account_id, rows in by_account.items():
        payments = [payment for one in scopes[account_id] for payment in here.get(one, ())]
        for row in rows:
            if payment := _first(payments, _sums(row, rows)):
                yield row.number, _remedy(payment)


def like(entries: Sequence[Entry]) -> list[Said | None]:
    """Return for each payment what a registry, loaded since it was paid, may have told of it."""
    said = _said({entry.account_id for entry in entries if entry.account_id})
    return [_told(entry, said.get(entry.account_id or 0, ())) for entry in entries]


def _remedy(payment: Payment) -> str:
    return _(
        "%(payment)s for %(amount)s ₽ is here and may be this money: clear the cell, for it is "
        "counted already. What was paid besides is entered as a payment."
    ) % {"payment": payment, "amount": money(payment.amount)}


def _payments(account_ids: set[int]) -> dict[int, list[Payment]]:
    found: dict[int, list[Payment]] = defaultdict(list)
    payments = Payment.objects.filter(
        account__in=account_ids,
        status=Payment.Status.POSTED,
    )
    used = Coalesce(Sum("allocations__amount"), Decimal(0))
    for payment in payments.annotate(used=used).order_by("paid_on", "id"):
        found[payment.account_id or 0].append(payment)
    return found


def _first(payments: Iterable[Payment], sums: _Sums) -> Payment | None:
    for payment in payments:
        is_advance = payment.amount > payment.used  # type: ignore[attr-defined]
        if is_advance or _is_one_of(payment.amount, payment.paid_on, sums):
            return payment
    return None


def _is_one_of(amount: Decimal, paid_on: date, sums: _Sums) -> bool:
    return amount in sums and sums[amount] <= paid_on


def _sums[Row: (Paid, Said)](row: Row, rows: Iterable[Row]) -> _Sums:
    """Return what may have been paid at once: the row, its month, all months of the account."""
    rows = list(rows)
    month = sum((one.amount for one in rows if one.period == row.period), Decimal(0))
    whole = sum((one.amount for one in rows), Decimal(0))
    began = min(one.period for one in rows)
    return {
        whole: began,
        month: row.period,
        row.amount: row.period,
    }


def _told(entry: Entry, said: Sequence[Said]) -> Said | None:
    for one in said:
        of_load = [other for other in said if other.load_id == one.load_id]
        is_before = entry.paid_on <= one.loaded_on
        if is_before and _is_one_of(entry.amount, entry.paid_on, _sums(one, of_load)):
            return one
    return None


def _said(account_ids: set[int]) -> dict[int, list[Said]]:
    """Return by the account what registries say of it and of its contract's other accounts."""
    scopes = debts.scopes(account_ids)
    charges = Charge.objects.filter(
        account__in={account_id for scope in scopes.values() for account_id in scope},
        paid_before__gt=0,
        load__isnull=False,
    ).select_related("load")
    by_account: dict[int, list[Said]] = defaultdict(list)
    for charge in charges.order_by("period", "id"):
        by_account[charge.account_id].append(_of_charge(charge))
    return {
        account_id: [said for one in scope for said in by_account.get(one, ())]
        for account_id, scope in scopes.items()
    }


def _of_charge(charge: Charge) -> Said:
    load = charge.load
    assert load is not None
    return Said(
        charge.account_id,
        charge.period,
        charge.paid_before,
        load.pk,
        load.file_name,
        load.loaded_on or timezone.localdate(load.loaded_at),
    )
