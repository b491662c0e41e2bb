"""How old the overdue debt is, by kind of customer, by service and by district."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.recovery.queries.ages import AGES

WAYS: Mapping[str, str] = {
    "party_kind": "(SELECT kind FROM parties_party WHERE id = place.party_id)",
    "service": "owed.service",
    "district": "place.district_id::text",
}
_OF_AGE = "SUM(debt) FILTER (WHERE due_date >= %s AND due_date < %s) AS age_{place}"
# money is summed by account before anything is looked up: an index has it in this order. An account
# may owe for several services: all accounts together are counted, not summed
_SUMS = """
    WITH owed AS (
        SELECT account_id, {service} AS service, SUM(debt) AS debt, {of_ages}
        FROM ({charges}) AS unpaid GROUP BY 1, 2
    ), told AS (
        SELECT owed.*, {way} AS way FROM owed
        JOIN contracts_place AS place ON place.account_id = owed.account_id
    )
    SELECT way, {accounts}, COALESCE(SUM(debt), 0), {by_age}
    FROM told
    GROUP BY GROUPING SETS ((way), ())
    ORDER BY GROUPING(way), 3 DESC
"""
_EACH, _SEVERAL = "COUNT(*)", "COUNT(DISTINCT account_id)"


@dataclass(frozen=True, slots=True)
class Aged:
    """The overdue debt of customers of one kind: of how many accounts, and how old, in roubles."""

    of: Any
    accounts: int
    debt: Decimal
    by_age: tuple[Decimal, ...]


def read(*, accounts: QuerySet[Account], on: date, way: str) -> tuple[list[Aged], Aged]:
    """Return the overdue debt of accounts on a day, by one of ``WAYS``, and all of it."""
    bounds = [day for age in AGES for day in age.due(on=on)]
    charges = billing.unpaid(on=on).filter(due_date__lt=on)
    if accounts.query.has_filters():
        charges = charges.filter(account__in=accounts.order_by().values("id"))
    unpaid = charges.values("account_id", "service_id", "due_date", "debt")
    owed, due = unpaid.query.sql_with_params()
    places = range(len(AGES))
    statement = _SUMS.format(
        charges=owed,
        service="service_id::text" if way == "service" else "''",
        accounts=_SEVERAL if way == "service" else _EACH,
        of_ages=", ".join(_OF_AGE.format(place=place) for place in places),
        way=WAYS[way],
        by_age=", ".join(f"COALESCE(SUM(age_{place}), 0)" for place in places),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*bounds, *due])
        found = [_aged(*row) for row in cursor.fetchall()]
    *rows, whole = found
    return rows, whole


def _aged(of: Any, accounts: int, debt: Decimal, *by_age: Decimal) -> Aged:
    return Aged(of, accounts, debt, by_age)
