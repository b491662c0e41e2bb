"""Which cases a staff member sees: those of the accounts in the person's segment."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from webapp.contracts.models import Account
from webapp.recovery.models import RecoveryCase
from webapp.staff.models import User

_DISTRICT = "premises__building__street__district__code__in"


def is_everything(user: User) -> bool:
    """Say whether a person sees all customers."""
    return user.is_superuser or not (user.segment_party_kinds or user.segment_districts)


def cases(*, user: User) -> QuerySet[RecoveryCase]:
    """Return the cases a person may see. A case of a contract is seen by whoever sees one of its accounts."""
    found = RecoveryCase.objects.all()
    if is_everything(user):
        return found
    if user.segment_party_kinds:
        found = found.filter(party__kind__in=user.segment_party_kinds)
    if user.segment_districts:
        theirs = Account.objects.filter(
            contract=OuterRef("contract_id"), **{_DISTRICT: user.segment_districts}
        )
        found = found.filter(
            Q(**{f"account__{_DISTRICT}": user.segment_districts}) | Exists(theirs)
        )
    return found
