"""Which debts meet the entry criteria of a scheme."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.recovery.models import RecoveryCase
from workflows.interfaces.debt_recovery import Scheme


def account_ids(*, scheme: Scheme, today: date) -> list[int]:
    """Return accounts with enough unpaid overdue periods and money, whose debt has no open case."""
    followed = RecoveryCase.objects.filter(closed_on=None).filter(
        Q(account=OuterRef("pk")) | Q(contract=OuterRef("contract"), contract__isnull=False)
    )
    free = Account.objects.filter(party__kind__in=scheme.party_kinds, closed_on=None).filter(~Exists(followed))
    criteria = billing.Criteria(min_periods=scheme.min_periods, min_debt=scheme.min_debt)
    return [row.account_id for row in billing.debtors(accounts=free, on=today, criteria=criteria, order="oldest_due_date").rows]
