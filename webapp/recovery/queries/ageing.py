"""How old the overdue debt is, by kind of customer, by service and by district."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from webapp.contracts.models import Account
from webapp.recovery.queries.ages import AGES

WAYS: Mapping[str, str] = {
    "party_kind": "party.kind",
    "service": "owed.service_id::text",
    "district": "street.district_id::text",
}
_BY_AGE = "COALESCE(SUM(debt) FILTER (WHERE due_date >= %s AND due_date < %s), 0)"
# money is summed by charge before anything is joined: of the many charges few are unpaid.
# An account may owe for several services: all accounts together are counted, not summed
_SUMS = """
    WITH seen AS ({accounts}),
    paid AS (
        SELECT allocation.charge_id, SUM(allocation.amount) AS amount
        FROM payments_allocation AS allocation
        JOIN payments_payment AS payment ON payment.id = allocation.payment_id
        WHERE payment.status = 'POSTED' AND payment.paid_on <= %s
        GROUP BY allocation.charge_id
    ),
    owed AS MATERIALIZED (
        SELECT charge.account_id, charge.service_id, charge.due_date,
               charge.amount - charge.paid_before - charge.denied
                   - COALESCE(paid.amount, 0) AS debt
        FROM billing_charge AS charge LEFT JOIN paid ON paid.charge_id = charge.id
        WHERE charge.kind = 'PRINCIPAL' AND charge.period <= %s AND charge.due_date < %s
          AND charge.amount > charge.paid_before + charge.denied + COALESCE(paid.amount, 0)
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
    statement = _SUMS.format(
        accounts=inner,
        way=WAYS[way],
        by_age=", ".join([_BY_AGE] * len(AGES)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*known, on, on, on, *bounds])
        found = [_aged(*row) for row in cursor.fetchall()]
    *rows, whole = found
    return rows, whole


def _aged(of: Any, accounts: int, debt: Decimal, *by_age: Decimal) -> Aged:
    return Aged(of, accounts, debt, by_age)
