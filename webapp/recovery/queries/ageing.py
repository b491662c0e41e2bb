"""How old the overdue debt is, by kind of customer, by service and by district."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.recovery.queries.ages import AGES

WAYS: Mapping[str, str] = {
    "party_kind": "account__party__kind",
    "service": "service_id",
    "district": "account__premises__building__street__district_id",
}
_BY_AGE = "COALESCE(SUM(debt) FILTER (WHERE due_date >= %s AND due_date < %s), 0)"
# an account may owe for several services: all accounts together are counted, not summed
_SUMS = """
    SELECT way, COUNT(DISTINCT account_id), COALESCE(SUM(debt), 0), {by_age}
    FROM ({unpaid}) AS unpaid
    GROUP BY GROUPING SETS ((way), ())
    ORDER BY GROUPING(way), 3 DESC
"""


@dataclass(frozen=True, slots=True)
class Aged:
    """The overdue debt of customers of one kind: of how many accounts, and how old, in roubles."""

    of: Any
    accounts: int
    debt: Decimal
    by_age: tuple[Decimal, ...]


def read(*, accounts: QuerySet[Account], on: date, way: str) -> tuple[list[Aged], Aged]:
    """Return the overdue debt of accounts on a day, by one of ``WAYS``, and all of it."""
    charges = billing.principal().filter(account__in=accounts.order_by().values("id"))
    unpaid = billing.debt_by_charge(
        on=on,
        charges=charges,
    ).filter(
        debt__gt=0,
        due_date__lt=on,
    )
    named = unpaid.order_by().annotate(way=F(WAYS[way]))
    inside = named.values_list(
        "way",
        "account_id",
        "due_date",
        "debt",
    )
    inner, known = inside.query.sql_with_params()
    bounds = [day for age in AGES for day in age.due(on=on)]
    statement = _SUMS.format(
        by_age=", ".join([_BY_AGE] * len(AGES)),
        unpaid=inner,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*bounds, *known])
        found = [_aged(*row) for row in cursor.fetchall()]
    *rows, whole = found
    return rows, whole


def _aged(of: Any, accounts: int, debt: Decimal, *by_age: Decimal) -> Aged:
    return Aged(
        of,
        accounts,
        debt,
        by_age,
    )
