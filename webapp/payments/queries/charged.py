"""What accounts were ever charged for, paid or not: a payer means that, or pays ahead."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg

from webapp.billing.models import Charge
from webapp.contracts.models import Account, Service


@dataclass(frozen=True, slots=True)
class Charged:
    """The months and the codes of the services that stand in charges."""

    months: frozenset[date] = frozenset()
    services: frozenset[str] = frozenset()


NOTHING = Charged()


def read(account_ids: Collection[int]) -> dict[int, Charged]:
    """Return what each account was charged for; awards of courts have no month of their own."""
    if not account_ids:
        return {}
    rows = (
        Charge.objects.filter(account_id__in=account_ids, kind=Charge.Kind.PRINCIPAL)
        .values_list("account_id")
        .annotate(
            months=ArrayAgg("period", distinct=True),
            services=ArrayAgg("service__code", distinct=True),
        )
        .order_by()
    )
    return {
        account_id: Charged(frozenset(months), frozenset(services))
        for account_id, months, services in rows
    }


def together(some: Iterable[Charged]) -> Charged:
    """Return what several accounts of one contract were charged for."""
    each = list(some)
    return Charged(
        frozenset(month for one in each for month in one.months),
        frozenset(service for one in each for service in one.services),
    )


def our_services() -> frozenset[str]:
    """Return the codes of the services that we supply at all."""
    return frozenset(Service.objects.values_list("code", flat=True))


def without_charges(months: Iterable[date], *, account_id: int, paid_on: date) -> list[date]:
    """Return the months for which neither an account nor another of its contract can be paid."""
    account = Account.objects.get(pk=account_id)
    same = Account.objects.filter(contract_id=account.contract_id or 0) | Account.objects.filter(
        pk=account_id
    )
    has = together(read(list(same.values_list("pk", flat=True))).values())
    return [month for month in months if is_out_of_place(month, among=has, paid_on=paid_on)]


def is_out_of_place(month: date, *, among: Charged, paid_on: date) -> bool:
    """Say whether nothing can be paid for a month: it is not charged, and it is no advance.

    This month and the next are paid ahead; so is the last one, while its bill is not there yet.
    An account without any charge is too new to tell.
    """
    if not among.months or month in among.months:
        return False
    ahead = (month.year - paid_on.year) * 12 + month.month - paid_on.month
    is_billed_later = ahead == -1 and month > max(among.months)
    return ahead not in {0, 1} and not is_billed_later
