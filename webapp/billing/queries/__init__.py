"""How much is owed, by charge and by account, on any day.

The debt is computed here; of today the database keeps the same beside (``unpaid``).

Payments live in a higher app, so its tables are reached by the reverse name ``allocations`` only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import DecimalField, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from webapp.billing.models import Charge, Owed
from webapp.contracts.models import Account

ZERO = Decimal("0.00")
_MONEY: Any = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True, slots=True)
class AccountDebt:
    """What one account owes on a day for services.

    ``unpaid_periods`` and ``oldest_due_date`` count charges past their due date only.
    """

    account_id: int
    debt: Decimal = ZERO
    overdue_debt: Decimal = ZERO
    unpaid_periods: int = 0
    oldest_due_date: date | None = None


@dataclass(frozen=True, slots=True)
class Criteria:
    """Whom to call a debtor: not fewer unpaid periods, not less overdue debt, by these services
    only (codes; empty: all), and by charges that were due from a day and before another only.
    """

    min_periods: int = 0
    min_debt: Decimal = ZERO
    services: tuple[str, ...] = ()
    due_from: date | None = None
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class Debtors:
    """A slice of the debtors, with the count and the sums of all of them."""

    rows: tuple[AccountDebt, ...] = ()
    count: int = 0
    debt: Decimal = ZERO
    overdue_debt: Decimal = ZERO


_OF_ACCOUNT = {
    "number": "(SELECT number FROM contracts_account WHERE id = account_id)",
    "customer": (
        "(SELECT name FROM parties_party JOIN contracts_account owed"
        " ON owed.party_id = parties_party.id WHERE owed.id = account_id)"
    ),
    "address": (
        "(SELECT address FROM premises_premises JOIN contracts_account owed"
        " ON owed.premises_id = premises_premises.id WHERE owed.id = account_id)"
    ),
}
ORDERS = {
    **_OF_ACCOUNT,
    **{f"-{name}": f"{way} DESC" for name, way in _OF_ACCOUNT.items()},
    "overdue_debt": "overdue_debt",
    "-overdue_debt": "overdue_debt DESC",
    "debt": "debt",
    "-debt": "debt DESC",
    "unpaid_periods": "unpaid_periods, overdue_debt",
    "-unpaid_periods": "unpaid_periods DESC, overdue_debt DESC",
    "oldest_due_date": "oldest_due_date",
    "-oldest_due_date": "oldest_due_date DESC NULLS LAST",
}
"""Orders that ``debtors`` knows, by name; the account id breaks ties."""


def debt_by_charge(
    *, on: date | None = None, charges: QuerySet[Charge] | None = None
) -> QuerySet[Any]:
    """Return charges (``Charge``) annotated with ``paid`` and ``debt``, counting money received by
    the end of ``on`` (of any day when None).

    A charge of a month that begins after ``on`` did not exist then and is left out.
    """
    money = Q(allocations__payment__status="POSTED")
    if charges is None:
        queryset = Charge.objects.all()
    else:
        queryset = charges
    if on is not None:
        money &= Q(allocations__payment__paid_on__lte=on)
        queryset = queryset.filter(period__lte=on)
    paid = F("paid_before") + Coalesce(
        Sum("allocations__amount", filter=money),
        ZERO,
        output_field=_MONEY,
    )
    return queryset.annotate(paid=paid, debt=F("amount") - F("denied") - paid)


def principal() -> QuerySet[Charge]:
    """Return what was charged for services, apart from what courts awarded.

    It alone makes a debtor, is claimed and bears penalty.
    """
    return Charge.objects.filter(kind=Charge.Kind.PRINCIPAL)


def unpaid(*, on: date) -> QuerySet[Any]:
    """Return what is unpaid for services on a day: rows of ``Owed``, or charges that know the same.

    What is kept is of any day, so it is of this one unless money came later.
    """
    later = Charge.objects.filter(
        allocations__payment__paid_on__gt=on,
        allocations__payment__status="POSTED",
    )
    if later.exists():
        return debt_by_charge(on=on, charges=principal()).filter(debt__gt=0).order_by()
    return Owed.objects.filter(period__lte=on)


def kept_wrongly() -> QuerySet[Any, int]:
    """Return the charges of which the database keeps another debt than is computed: none."""
    kept = Coalesce("owed__debt", ZERO, output_field=_MONEY)
    computed = debt_by_charge(charges=principal()).exclude(debt=kept)
    return computed.order_by("id").values_list("id", flat=True)


def unpaid_charges(*, account_ids: Iterable[int], on: date | None = None) -> QuerySet[Any]:
    """Return the charges of accounts that are not fully paid on a day, awards of courts among them,
    the earliest due first.
    """
    charges = Charge.objects.filter(account_id__in=list(account_ids)).select_related("service")
    return (
        debt_by_charge(on=on, charges=charges)
        .filter(debt__gt=0)
        .order_by("due_date", "period", "service_id", "id")
    )


def overdue_charges(*, account_ids: Iterable[int], on: date) -> QuerySet[Any]:
    """Return the unpaid principal of accounts whose due date is over on a day,
    the earliest first.
    """
    return unpaid_charges(account_ids=account_ids, on=on).filter(
        due_date__lt=on,
        kind=Charge.Kind.PRINCIPAL,
    )


def unpaid_awards(*, account_id: int, on: date) -> Decimal:
    """Return what an account owes on a day of the costs and the penalty that courts awarded."""
    awarded = (Charge.Kind.COSTS, Charge.Kind.PENALTY)
    rows = unpaid_charges(account_ids=[account_id], on=on).filter(kind__in=awarded)
    return sum(rows.values_list("debt", flat=True), ZERO)


def account_debts(
    *, accounts: QuerySet[Account], on: date, services: tuple[str, ...] = ()
) -> dict[int, AccountDebt]:
    """Return what accounts owe on a day by their id; accounts that owe nothing are absent."""
    return {
        row.account_id: row
        for row in debtors(
            accounts=accounts,
            on=on,
            criteria=Criteria(services=services),
        ).rows
    }


def debtors(
    *,
    accounts: QuerySet[Account],
    on: date,
    criteria: Criteria,
    order: str = "-overdue_debt",
    limit: int | None = None,
    offset: int = 0,
) -> Debtors:
    """Return the accounts out of ``accounts`` that meet the criteria on a day.

    Two queries whatever their number.

    ``order`` is a key of ``ORDERS``. Charges are grouped first, accounts second, which the ORM
    cannot say in one query.
    """
    inner, inner_params = _unpaid(
        accounts=accounts,
        on=on,
        criteria=criteria,
    ).query.sql_with_params()
    sql = f"""
        SELECT account_id, SUM(debt) AS debt,
               COALESCE(SUM(debt) FILTER (WHERE due_date < %s), 0) AS overdue_debt,
               COUNT(DISTINCT period) FILTER (WHERE due_date < %s) AS unpaid_periods,
               MIN(due_date) FILTER (WHERE due_date < %s) AS oldest_due_date,
               COUNT(*) OVER (), SUM(SUM(debt)) OVER (),
               COALESCE(SUM(SUM(debt) FILTER (WHERE due_date < %s)) OVER (), 0)
        FROM ({inner}) AS unpaid
        GROUP BY account_id
        HAVING COUNT(DISTINCT period) FILTER (WHERE due_date < %s) >= %s
           AND COALESCE(SUM(debt) FILTER (WHERE due_date < %s), 0) >= %s
        ORDER BY {ORDERS[order]}, account_id LIMIT %s OFFSET %s
    """
    bounds: list[Any] = [on, criteria.min_periods, on, criteria.min_debt, limit, offset]
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [on, on, on, on, *inner_params, *bounds],
        )
        rows = cursor.fetchall()
    return _debtors(rows)


def count_debtors(*, accounts: QuerySet[Account], on: date, criteria: Criteria) -> int:
    """Return how many of the accounts meet the criteria on a day."""
    inner, inner_params = _unpaid(
        accounts=accounts,
        on=on,
        criteria=criteria,
    ).query.sql_with_params()
    sql = f"""
        SELECT COUNT(*) FROM (
            SELECT account_id FROM ({inner}) AS unpaid
            GROUP BY account_id
            HAVING COUNT(DISTINCT period) FILTER (WHERE due_date < %s) >= %s
               AND COALESCE(SUM(debt) FILTER (WHERE due_date < %s), 0) >= %s
        ) AS found
    """
    bounds: list[Any] = [on, criteria.min_periods, on, criteria.min_debt]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*inner_params, *bounds])
        [(count,)] = cursor.fetchall()
    return int(count)


def _unpaid(*, accounts: QuerySet[Account], on: date, criteria: Criteria) -> QuerySet[Any]:
    charges = unpaid(on=on)
    if accounts.query.has_filters():
        charges = charges.filter(account__in=accounts.order_by().values("id"))
    asked: dict[str, Any] = {
        "service__code__in": criteria.services,
        "due_date__gte": criteria.due_from,
        "due_date__lt": criteria.due_before,
    }
    charges = charges.filter(**{name: value for name, value in asked.items() if value})
    return charges.values("account_id", "period", "due_date", "debt")


def _debtors(rows: list[tuple[Any, ...]]) -> Debtors:
    if not rows:
        return Debtors()
    *_row, count, debt, overdue_debt = rows[0]
    return Debtors(
        rows=tuple(AccountDebt(*row[:5]) for row in rows),
        count=count,
        debt=debt,
        overdue_debt=overdue_debt,
    )
