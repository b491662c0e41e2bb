"""What a citizen owes for a restriction of his supply and its return (ПП 354 п. 120, 121(1))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet

from tariffs import parameters
from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.contracts.models import Account, ReconnectionPrice
from webapp.payments.models import Allocation, Payment
from webapp.processes.models import Case
from webapp.recovery.queries import claims, restriction
from webapp.tasks.models import Task

_ZERO = Decimal(0)
_LIMITED = "electricity"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a restriction of a service costs, in roubles, and by which calculation."""

    amount: Decimal
    ground: str


def price(*, account: Account, service: str, on: date) -> Cost | None:
    """Return the supplier's own cost on a day, within the limit; none while nobody has entered it.

    Only of citizens at home: business pays by its contract.
    """
    if restriction.debtor_at(account) != "citizen":
        return None
    known = ReconnectionPrice.objects.filter(
        supplier=account.supplier_id,
        service__code=service,
        starts_on__lte=on,
    )
    newest = known.order_by("starts_on").last()
    if newest is None:
        return None
    return Cost(min(newest.amount, limit(service=service, on=on)), newest.ground)


def limit(*, service: str, on: date) -> Decimal:
    """Return the most that the decree allows; of other services than electricity it says nothing.

    :raises NotInForce: when the law of the day is not known
    """
    if service != _LIMITED:
        return Decimal("Infinity")
    return parameters.series("reconnection_cost").on(on).decimal()


def most(*, account: Account, services: Iterable[str], on: date) -> Decimal:
    """Return the supplier's own costs, or the limits; nothing where one of them is not known."""
    total = _ZERO
    for service in services:
        cost = price(
            account=account,
            service=service,
            on=on,
        )
        total += cost.amount if cost else limit(service=service, on=on)
    if total.is_finite():
        return total
    return _ZERO


def source(*, case_id: int) -> str:
    """Return the name under which the costs are charged: once until the supply comes back."""
    returns = Task.objects.filter(
        case=case_id,
        kind="resumption",
        status=Task.Status.DONE,
    )
    return f"{_named(case_id)}{returns.count()}"


def charged(*, case: Case) -> QuerySet[Charge]:
    """Return what a case has charged for restrictions."""
    return Charge.objects.filter(
        account__in=claims.accounts(case).values("id"),
        kind=Charge.Kind.RECONNECT,
        source__startswith=_named(case.pk),
    )


def unpaid(*, case: Case) -> Decimal:
    """Return what is unpaid of it: until then the supply does not come back."""
    owed = billing.debt_by_charge(charges=charged(case=case))
    return sum(owed.values_list("debt", flat=True), _ZERO)


def paid(*, case: Case, since: date) -> Decimal:
    """Return what has been paid of it since a day."""
    posted = _posted(case).filter(payment__paid_on__gte=since)
    return sum(posted.values_list("amount", flat=True), _ZERO)


def last_paid_on(*, case: Case) -> date | None:
    """Return the day of its last payment."""
    found: date | None = _posted(case).aggregate(last=Max("payment__paid_on"))["last"]
    return found


def _posted(case: Case) -> QuerySet[Any]:
    return Allocation.objects.filter(
        charge__in=charged(case=case),
        payment__status=Payment.Status.POSTED,
    )


def _named(case_id: int) -> str:
    return f"restriction:{case_id}:"


def case_of(*, source: str) -> int:
    """Return the case that charged costs under a name."""
    return int(source.split(":")[1])
