"""How old the overdue debt is, by kind of customer, service, supplier, district, and by stage.

Stages are of the open case that claims a charge. What no case claims is of the case that gave it up
last, by the reason for which that ended; or of none.
"""

from collections.abc import Mapping, Sequence
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
    "party_kind": "(SELECT kind FROM parties_party WHERE id = place.party_id)",
    "service": "owed.service",
    "supplier": "(SELECT supplier_id::text FROM contracts_account WHERE id = owed.account_id)",
    "district": "place.district_id::text",
    "stage": "owed.stage",
}
NOT_CLAIMED = ""
GIVEN_UP = "closed:"
"""Stands before the reason for which the case ended that gave a debt up."""
# the open case, else the one that was closed last
_STAGE = """
    COALESCE((
        SELECT CASE WHEN claim.is_open AND claim.cut_on IS NULL THEN claiming.stage_kind
                    WHEN claiming.close_reason IN ('', 'PAID') THEN ''
                    ELSE 'closed:' || claiming.close_reason END
        FROM recovery_casecharge AS claim
        JOIN processes_case AS claiming ON claiming.id = claim.case_id
        WHERE claim.charge_id = unpaid.claimed
        ORDER BY claim.is_open DESC, claiming.closed_on DESC NULLS LAST, claim.case_id DESC
        LIMIT 1
    ), '')
"""
_OF_AGE = "SUM(debt) FILTER (WHERE due_date >= %s AND due_date < %s) AS age_{place}"
# money is summed by account before anything is looked up: an index has it in this order. An account
# may owe for several services: all accounts together are counted, not summed
_SUMS = """
    WITH owed AS (
        SELECT account_id, {service} AS service, {stage} AS stage, SUM(debt) AS debt, {of_ages}
        FROM ({charges}) AS unpaid GROUP BY 1, 2, 3
    ), told AS (
        SELECT owed.*, {way} AS way FROM owed
        JOIN contracts_place AS place ON place.account_id = owed.account_id
        WHERE {condition}
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


def of_stage(*, accounts: QuerySet[Account], on: date, stage: str) -> tuple[list[Aged], Aged]:
    """Return the overdue debt that stands in a stage on a day, by account, and all of it."""
    asked = {
        "way": "owed.account_id",
        "accounts": _EACH,
        "stage": _STAGE,
        "condition": "owed.stage = %s",
    }
    return _read(accounts, on, asked, [stage])


def read(*, accounts: QuerySet[Account], on: date, way: str) -> tuple[list[Aged], Aged]:
    """Return the overdue debt of accounts on a day, by one of ``WAYS``, and all of it."""
    asked = {"way": WAYS[way], "accounts": _EACH}
    if way == "service":
        asked |= {"service": "service_id::text", "accounts": _SEVERAL}
    if way == "stage":
        asked |= {"stage": _STAGE, "accounts": _SEVERAL}
    return _read(accounts, on, asked, [])


def _read(
    accounts: QuerySet[Account], on: date, asked: Mapping[str, str], wanted: Sequence[str]
) -> tuple[list[Aged], Aged]:
    bounds = [day for age in AGES for day in age.due(on=on)]
    charges = billing.unpaid(on=on).filter(due_date__lt=on)
    if accounts.query.has_filters():
        charges = charges.filter(account__in=accounts.order_by().values("id"))
    unpaid = charges.values("account_id", "service_id", "due_date", "debt", claimed=F("pk"))
    owed, due = unpaid.query.sql_with_params()
    places = range(len(AGES))
    usual = {"service": "''", "stage": "''", "condition": "TRUE"}
    statement = _SUMS.format(
        charges=owed,
        of_ages=", ".join(_OF_AGE.format(place=place) for place in places),
        by_age=", ".join(f"COALESCE(SUM(age_{place}), 0)" for place in places),
        **{**usual, **asked},
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*bounds, *due, *wanted])
        found = [_aged(*row) for row in cursor.fetchall()]
    *rows, whole = found
    return rows, whole


def _aged(of: Any, accounts: int, debt: Decimal, *by_age: Decimal) -> Aged:
    return Aged(of, accounts, debt, by_age)
