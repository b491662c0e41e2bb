"""Money that a debts registry calls paid, and payments of a date and number: one money or two.

A registry tells a sum of a month and no document: it may be one payment, several or a part of one.
So sums tell nothing apart, only days do, and the months that a payer names: any money that came
between the beginning of a month and the load may be what is told of it.
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
from webapp.payments.queries import debts, months, standing
from webapp.payments.queries.standing import Entry
from webapp.staff.amounts import money

SHOWN_MAX = 5


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
    """Yield the rows of a new registry whose money may be payments that are here, with the remedy.

    It may be what came since the month began and names no other month, and any advance.
    """
    scopes = debts.scopes({one.account_id for one in paid})
    here = _payments({account_id for scope in scopes.values() for account_id in scope})
    for row in paid:
        payments = [payment for one in scopes[row.account_id] for payment in here.get(one, ())]
        if same := [payment for payment in payments if _may_be(payment, row.period)]:
            yield row.number, _remedy(same)


def like(entries: Sequence[Entry]) -> list[Said | None]:
    """Return for each payment what a registry, loaded since it was paid, may have told of it."""
    said = _said({entry.account_id for entry in entries if entry.account_id})
    return [_told(entry, said.get(entry.account_id or 0, ())) for entry in entries]


def _remedy(payments: Sequence[Payment]) -> str:
    shown = [_in_words(payment) for payment in payments[:SHOWN_MAX]]
    if rest := len(payments) - len(shown):
        shown.append(_("and %(count)d more") % {"count": rest})
    total = sum((payment.amount for payment in payments), Decimal(0))
    return _(
        "%(total)s ₽ came here and may be this money: %(payments)s. Clear the cell, for they are "
        "counted already. What was paid besides is entered as a payment."
    ) % {"total": money(total), "payments": "; ".join(shown)}


def _in_words(payment: Payment) -> str:
    return _("payment %(payment)s for %(amount)s ₽") % {
        "payment": payment,
        "amount": money(payment.amount),
    }


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


def _may_be(payment: Payment, period: date) -> bool:
    is_advance = payment.amount > payment.used  # type: ignore[attr-defined]
    return is_advance or _may_pay(standing.of(payment), period)


def _may_pay(entry: Entry, period: date) -> bool:
    """Say whether the money came since the month began, and not for other months."""
    if entry.paid_on < period:
        return False
    named = months.read(entry.months_said or entry.purpose, paid_on=entry.paid_on)
    return bool(named.unread) or not named.months or period in named.months


def _told(entry: Entry, said: Iterable[Said]) -> Said | None:
    """Return the likeliest month: of the very sum, else the latest."""
    before = (one for one in said if entry.paid_on <= one.loaded_on)
    likely = [one for one in before if _may_pay(entry, one.period)]
    return max(
        likely,
        key=lambda one: (one.amount == entry.amount, one.period),
        default=None,
    )


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
