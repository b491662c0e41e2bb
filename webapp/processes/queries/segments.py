"""Which cases a staff member sees: those of the accounts in the person's segment."""

from django.db.models import QuerySet

from webapp.contracts import queries as contracts
from webapp.processes.models import Case
from webapp.staff.models import User


def is_everything(user: User) -> bool:
    """Say whether a person sees all customers."""
    return user.is_superuser or not (user.segment_party_kinds or user.segment_districts)


def cases(*, user: User, process: str) -> QuerySet[Case]:
    """Return the cases of a process that a person may see.

    A case of a contract is seen by whoever sees one of its accounts.
    """
    return Case.objects.filter(process=process).filter(contracts.customers_seen(user=user))
