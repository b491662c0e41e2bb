"""Which debts meet the entry criteria of a scheme."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.recovery.models import CaseCharge, RecoveryCase
from workflows.interfaces.debt_recovery import Scheme

_GIVEN_UP = [
    RecoveryCase.CloseReason.WITHDRAWN,
    RecoveryCase.CloseReason.BANKRUPTCY,
    RecoveryCase.CloseReason.WRITTEN_OFF,
    RecoveryCase.CloseReason.DENIED,
]


def account_ids(*, scheme: Scheme, today: date) -> list[int]:
    """Return accounts with enough unpaid overdue periods and money, whose debt has no open case and was not given up before."""
    followed = RecoveryCase.objects.filter(closed_on=None).filter(
        Q(account=OuterRef("pk")) | Q(contract=OuterRef("contract"), contract__isnull=False)
    )
    free = Account.objects.filter(party__kind__in=scheme.party_kinds, closed_on=None).filter(~Exists(followed))
    criteria = billing.Criteria(min_periods=scheme.min_periods, min_debt=scheme.min_debt)
    found = [row.account_id for row in billing.debtors(accounts=free, on=today, criteria=criteria, order="oldest_due_date").rows]
    touched = set(given_up().filter(charge__account__in=found).values_list("charge__account_id", flat=True))
    return [pk for pk in found if pk not in touched or _is_ripe_without_given_up(pk, scheme, today)]


def given_up() -> QuerySet[CaseCharge]:
    """Return the claims of cases that people or courts ended without payment: a sweep does not take them up again."""
    return CaseCharge.objects.filter(case__close_reason__in=_GIVEN_UP)


def _is_ripe_without_given_up(account_id: int, scheme: Scheme, today: date) -> bool:
    charges: list[Any] = list(billing.overdue_charges(account_ids=[account_id], on=today).exclude(pk__in=given_up().values("charge_id")))
    debt = sum((charge.debt for charge in charges), Decimal(0))
    return debt >= scheme.min_debt and len({charge.period for charge in charges}) >= scheme.min_periods
