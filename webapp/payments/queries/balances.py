"""What one account owes on a day, by month and service, and what it has paid in advance."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q, Sum

from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.payments.models import Allocation, Payment

ZERO = Decimal("0.00")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed on a day: the lines of the last year and all unpaid ones, newest first, and what
    of it is past its due date.
    """

    on: date
    lines: tuple[Any, ...] = ()
    debt: Decimal = ZERO
    overdue: Decimal = ZERO
    periods: int = 0
    advance: Decimal = ZERO


def of_account(*, account: Account, on: date) -> Balance:
    """Return what an account owes on a day, counting the money received by its end."""
    charges = Charge.objects.filter(account=account).select_related("service")
    since = (on - relativedelta(months=_MONTHS)).replace(day=1)
    known = billing.debt_by_charge(on=on, charges=charges).filter(
        Q(debt__gt=0) | Q(period__gte=since)
    )
    lines = tuple(known.order_by("-period", "service_id"))
    unpaid = [line for line in lines if line.debt > 0]
    overdue = [line for line in unpaid if line.due_date < on]
    return Balance(
        on=on,
        lines=lines,
        debt=sum((line.debt for line in unpaid), ZERO),
        overdue=sum((line.debt for line in overdue), ZERO),
        periods=len({line.period for line in overdue if line.is_principal}),
        advance=_advance(account, on),
    )


def _advance(account: Account, on: date) -> Decimal:
    """Return what was received by the end of a day and is on no charge of that day yet."""
    standing = Payment.objects.filter(
        account=account,
        status=Payment.Status.POSTED,
        paid_on__lte=on,
    )
    used = Allocation.objects.filter(
        payment__in=standing.values("id"),
        charge__period__lte=on,
    )
    received = standing.aggregate(total=Sum("amount"))["total"] or ZERO
    return received - (used.aggregate(total=Sum("amount"))["total"] or ZERO)
