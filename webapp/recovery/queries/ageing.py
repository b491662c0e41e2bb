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
    "party_kind": "party.kind",
    "service": "owed.service_id::text",
    "district": "street.district_id::text",
}
_OF_AGE = "SUM(debt) FILTER (WHERE due_date >= %s AND due_date < %s) AS age_{place}"
# money is summed by account and service before anything is joined. An account may owe for several
# services: all accounts together are counted, not summed
_SUMS = """
    WITH seen AS ({accounts}),
    owed AS (
        SELECT account_id, service_id, SUM(debt) AS debt, {of_ages} FROM ({charges}) AS unpaid
        GROUP BY account_id, service_id
    )
    SELECT {way}, COUNT(DISTINCT owed.account_id), COALESCE(SUM(debt), 0), {by_age}
    FROM owed
    JOIN seen ON seen.id = owed.account_id
    JOIN contracts_account AS account ON account.id = owed.account_id
    JOIN parties_party AS party ON party.id = account.party_id
    JOIN premises_premises AS premises ON premises.id = account.premises_id
    JOIN premises_building AS building ON building.id = premises.building_id
    JOIN premises_street AS street ON street.id = building.street_id
    GROUP BY GROUPING SETS (({way}), ())
    ORDER BY GROUPING({way}), 3 DESC
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
    inner, known = accounts.order_by().values("id").query.sql_with_params()
    bounds = [day for age in AGES for day in age.due(on=on)]
    charges = billing.unpaid(on=on).filter(due_date__lt=on)
    unpaid = charges.values("account_id", "service_id", "due_date", "debt")
    owed, due = unpaid.query.sql_with_params()
    places = range(len(AGES))
    statement = _SUMS.format(
        accounts=inner,
        charges=owed,
        of_ages=", ".join(_OF_AGE.format(place=place) for place in places),
        way=WAYS[way],
        by_age=", ".join(f"COALESCE(SUM(age_{place}), 0)" for place in places),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*known, *bounds, *due])
        found = [_aged(*row) for row in cursor.fetchall()]
    *rows, whole = found
    return rows, whole


def _aged(of: Any, accounts: int, debt: Decimal, *by_age: Decimal) -> Aged:
    return Aged(of, accounts, debt, by_age)
