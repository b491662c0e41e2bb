"""Which cases a staff member sees: those of the accounts in the person's segment."""

from django.db.models import QuerySet

from webapp.contracts import queries as contracts
from webapp.recovery.models import RecoveryCase
from webapp.staff.models import User


def is_everything(user: User) -> bool:
    """Say whether a person sees all customers."""
    return user.is_superuser or not (user.segment_party_kinds or user.segment_districts)


def cases(*, user: User) -> QuerySet[RecoveryCase]:
    """Return the cases a person may see. A case of a contract is seen by whoever sees one of its accounts."""
    return RecoveryCase.objects.filter(contracts.customers_seen(user=user))
