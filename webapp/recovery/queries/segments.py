"""Which cases a staff member sees: those of the accounts in the person's segment."""

from django.db.models import QuerySet

from webapp.contracts import queries as contracts
from webapp.processes.models import Case
from webapp.staff.models import User
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE


def is_everything(user: User) -> bool:
    """Say whether a person sees all customers."""
    return user.is_superuser or not (user.segment_party_kinds or user.segment_districts)


def cases(*, user: User) -> QuerySet[Case]:
    """Return the cases a person may see.

    A case of a contract is seen by whoever sees one of its accounts.
    """
    return every().filter(contracts.customers_seen(user=user))


def every() -> QuerySet[Case]:
    """Return the cases of debt recovery, whoever asks."""
    return Case.objects.filter(process=WORKFLOW_TYPE).select_related("recovery")
