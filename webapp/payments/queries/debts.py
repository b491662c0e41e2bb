"""What is still owed charge by charge, as allocation needs it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.payments.models import Allocation, Payment


@dataclass(frozen=True, slots=True)
class ChargeDebt:
    """A charge that is not paid in full."""

    charge_id: int
    account_id: int
    service_id: int
    period: date
    due_date: date
    debt: Decimal
    kind: str = Charge.Kind.PRINCIPAL
    service: str = ""


def open_charges(account_ids: Collection[int]) -> Iterator[ChargeDebt]:
    """Yield the charges of these accounts that are not paid in full."""
    paid = dict(
        Allocation.objects.filter(charge__account_id__in=account_ids)
        .values_list("charge")
        .annotate(Sum("amount"))
        .order_by()
    )
    charges = Charge.objects.filter(
        account_id__in=account_ids,
        amount__gt=F("paid_before") + F("denied"),
    ).values_list(
        "id",
        "account_id",
        "service_id",
        "period",
        "due_date",
        F("amount") - F("paid_before") - F("denied"),
        "kind",
        "service__code",
    )
    for charge_id, account_id, service_id, period, due_date, unpaid, *what in charges:
        debt = unpaid - paid.get(charge_id, Decimal(0))
        if debt > 0:
            yield ChargeDebt(charge_id, account_id, service_id, period, due_date, debt, *what)


def less(debt: ChargeDebt, *, by: Decimal) -> ChargeDebt:
    """Return the debt after a part of it is paid."""
    return replace(debt, debt=debt.debt - by)


def scopes(account_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return for each account the accounts that its money may pay for.

    Those of the same contract, or itself alone.
    """
    contracts = dict(Account.objects.filter(id__in=account_ids).values_list("id", "contract_id"))
    members: dict[int, list[int]] = {}
    wanted = {contract for contract in contracts.values() if contract}
    for account_id, contract_id in (
        Account.objects.filter(contract_id__in=wanted)
        .order_by("id")
        .values_list("id", "contract_id")
    ):
        members.setdefault(contract_id or 0, []).append(account_id)
    return {
        account_id: tuple(members[contract]) if contract else (account_id,)
        for account_id, contract in contracts.items()
    }


def allocated(payment_ids: Collection[int]) -> dict[int, Decimal]:
    """Return how much of each payment covers charges."""
    rows = (
        Allocation.objects.filter(payment_id__in=payment_ids)
        .values_list("payment")
        .annotate(Sum("amount"))
        .order_by()
    )
    return dict(rows)


def with_advances(account_ids: Collection[int] | None = None) -> list[Payment]:
    """Return the posted payments that are not used up, oldest first.

    Of these accounts, when given.
    """
    posted = Payment.objects.filter(status=Payment.Status.POSTED)
    if account_ids is not None:
        posted = posted.filter(account_id__in=account_ids)
    used = Coalesce(Sum("allocations__amount"), Decimal(0))
    return list(
        posted.annotate(used=used)
        .filter(amount__gt=F("used"))
        .order_by(
            "paid_on",
            "id",
        )
    )
