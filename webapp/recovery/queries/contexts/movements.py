"""All that happened on an account: what was charged, what came in, what is owed after each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from documents import contexts, wording
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.payments.models import Allocation, Payment

_ZERO = Decimal(0)
type _Entry = tuple[date, str, Decimal, Decimal]


def of_account(*, account: Account, since: date, until: date) -> dict[str, Any]:
    """Return what an extract of an account prints of the days, both included.

    Only what is charged for services: costs and penalty that a court awarded stand apart.
    """
    known = sorted(_entries(account, until), key=lambda entry: entry[0])
    before = [entry for entry in known if entry[0] < since]
    opening = sum((charged - paid for _on, _text, charged, paid in before), _ZERO)
    return {
        "since": since,
        "until": until,
        "opening": opening,
        "movements": tuple(_moves(known[len(before) :], opening)),
    }


def _moves(entries: list[_Entry], opening: Decimal) -> Iterator[contexts.Movement]:
    rest = opening
    for on, text, charged, paid in entries:
        rest += charged - paid
        yield contexts.Movement(
            on=on,
            text=text,
            charged=charged,
            paid=paid,
            rest=rest,
        )


def _entries(account: Account, until: date) -> Iterator[_Entry]:
    yield from _charged(account, until)
    yield from _paid(account, until)


def _charged(account: Account, until: date) -> Iterator[_Entry]:
    """Yield what was charged, at the end of its month, and what had been paid of it elsewhere."""
    charges = Charge.objects.filter(
        account=account,
        kind=Charge.Kind.PRINCIPAL,
        period__lte=until,
    )
    for charge in charges.select_related("service").order_by("period", "service_id"):
        on = min(wording.month_end(charge.period), until)
        name = f"{charge.service.name}, {charge.period:%m.%Y}"
        yield on, f"Начислено: {name}", charge.amount - charge.denied, _ZERO
        if charge.paid_before:
            yield on, f"Оплачено до принятия к учёту: {name}", _ZERO, charge.paid_before


def _paid(account: Account, until: date) -> Iterator[_Entry]:
    """Yield what came in, by payment: what of one lies on other accounts is no entry here."""
    laid = Allocation.objects.filter(
        charge__account=account,
        charge__kind=Charge.Kind.PRINCIPAL,
        payment__status=Payment.Status.POSTED,
        payment__paid_on__lte=until,
    )
    sums: dict[int, Decimal] = {}
    payments: dict[int, Payment] = {}
    for row in laid.select_related("payment").order_by("payment_id"):
        payments[row.payment_id] = row.payment
        sums[row.payment_id] = sums.get(row.payment_id, _ZERO) + row.amount
    for pk, payment in payments.items():
        number = payment.document_number
        text = f"Оплата, документ № {number}" if number else "Оплата"
        yield payment.paid_on, text, _ZERO, sums[pk]
