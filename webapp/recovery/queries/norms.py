"""What a month of a service costs by the norm, meter or not: how ПП 354 п. 118 measures a debt."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from tariffs import restriction
from webapp.contracts.models import Account, MonthlyNorm

type Monthly = dict[tuple[int, str], Decimal]


def monthly(*, accounts: Collection[int], on: date) -> Monthly:
    """Return the month by the norm in force on a day, by account and service, where it is known.

    Where the norm does not say for how many people, those registered count, and where nobody is,
    the owners (п. 56(2)).
    """
    rows = MonthlyNorm.objects.filter(account__in=accounts, starts_on__lte=on)
    known = {
        (row.account_id, row.service.code): row
        for row in rows.select_related("service").order_by("starts_on")
    }
    people = _people({row.account_id for row in known.values() if row.persons is None}, on)
    found: Monthly = {}
    for key, row in known.items():
        persons = people.get(row.account_id, 0) if row.persons is None else row.persons
        if persons:
            found[key] = restriction.by_norm(
                norm=row.norm,
                persons=persons,
                tariff=row.tariff,
            )
    return found


def _people(accounts: Collection[int], on: date) -> dict[int, int]:
    if not accounts:
        return {}
    counted = Account.objects.filter(id__in=accounts).annotate(
        registered=_there(
            "residents",
            on,
            residents__is_absence=False,
        ),
        owning=_there("owners", on),
    )
    rows = counted.values_list("id", "registered", "owning")
    return {account_id: registered or owning for account_id, registered, owning in rows}


def _there(name: str, on: date, **more: bool) -> Count:
    begun = Q(**{f"{name}__starts_on__lte": on}, **more)
    endless = Q(**{f"{name}__ends_on": None}) | Q(**{f"{name}__ends_on__gt": on})
    return Count(
        f"{name}__party",
        filter=begun & endless,
        distinct=True,
    )
