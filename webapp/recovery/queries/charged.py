"""What was charged in the months of a span, what of it is paid, overdue, and in recovery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from webapp.billing import queries as billing
from webapp.contracts.models import Account

WAYS: Mapping[str, str] = {
    "month": "charged.period",
    "party_kind": "party.kind",
    "service": "charged.service_id::text",
    "supplier": "account.supplier_id::text",
    "district": "street.district_id::text",
    "account": "charged.account_id",
}
# an open case has a charge once: the database holds it
_SUMS = """
    WITH seen AS ({accounts}),
    charged AS ({charges})
    SELECT {way}, COUNT(DISTINCT charged.account_id),
           COALESCE(SUM(charged.amount), 0), COALESCE(SUM(charged.paid), 0),
           COALESCE(SUM(charged.debt), 0),
           COALESCE(SUM(charged.debt) FILTER (WHERE charged.due_date < %s), 0),
           COALESCE(SUM(charged.debt) FILTER (WHERE charged.due_date < %s AND claim.is_open), 0),
           COUNT(DISTINCT charged.account_id)
               FILTER (WHERE charged.due_date < %s AND charged.debt > 0)
    FROM charged
    JOIN seen ON seen.id = charged.account_id
    JOIN contracts_account AS account ON account.id = charged.account_id
    JOIN parties_party AS party ON party.id = account.party_id
    JOIN premises_premises AS premises ON premises.id = account.premises_id
    JOIN premises_building AS building ON building.id = premises.building_id
    JOIN premises_street AS street ON street.id = building.street_id
    LEFT JOIN recovery_casecharge AS claim
        ON claim.charge_id = charged.id AND claim.is_open AND claim.cut_on IS NULL
    WHERE {condition}
    GROUP BY GROUPING SETS (({way}), ())
    ORDER BY GROUPING({way}), {way}
"""
_SHOWN = ("id", "account_id", "service_id", "period", "due_date", "amount", "paid", "debt")


@dataclass(frozen=True, slots=True)
class Charged:
    """What was charged to customers of one kind, or for one month. Accounts and roubles."""

    of: Any
    accounts: int
    amount: Decimal
    paid: Decimal
    debt: Decimal
    overdue: Decimal
    claimed: Decimal
    debtors: int


def read(
    *,
    accounts: QuerySet[Account],
    first_on: date,
    last_on: date,
    way: str,
    within: tuple[str, str] | None = None,
) -> tuple[list[Charged], Charged]:
    """Return what was charged to accounts, by one of ``WAYS``, and all of it.

    It is of the months of a span, as its last day knows it. ``within`` is one row of another way.
    """
    inner, known = accounts.order_by().values("id").query.sql_with_params()
    months = billing.principal().filter(period__range=(first_on.replace(day=1), last_on))
    sums = billing.debt_by_charge(on=last_on, charges=months).order_by()
    charges, given = sums.values(*_SHOWN).query.sql_with_params()
    condition, wanted = "TRUE", []
    if within is not None:
        of, value = within
        condition, wanted = f"{WAYS[of]}::text = %s", [value]
    statement = _SUMS.format(
        accounts=inner,
        charges=charges,
        way=WAYS[way],
        condition=condition,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*known, *given, last_on, last_on, last_on, *wanted])
        *rows, whole = [Charged(*row) for row in cursor.fetchall()]
    return rows, whole
