"""Which accounts a staff member may see: the segments.

Every screen that shows customers starts from here.
"""

from django.db import IntegrityError
from django.db.models import QuerySet

from webapp.contracts.models import DEBTOR_CONSTRAINT, Account
from webapp.staff.models import User


def visible_accounts(*, user: User) -> QuerySet[Account]:
    """Return the accounts of the user's segment: of parties of their kinds, in their districts.

    Empty lists mean all.
    """
    accounts = Account.objects.all()
    if user.is_superuser:
        return accounts
    if user.segment_party_kinds:
        accounts = accounts.filter(party__kind__in=user.segment_party_kinds)
    if user.segment_districts:
        accounts = accounts.filter(
            premises__building__street__district__code__in=user.segment_districts
        )
    return accounts


def with_address(*, accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Return the accounts with customer, premises, house, street and district loaded in the same
    query.
    """
    return accounts.select_related(
        "party", "contract", "supplier", "premises__building__street__district"
    )


def is_about_debtor(error: IntegrityError) -> bool:
    """Say whether the database refused a change because an account that owes would get another
    customer.
    """
    return (
        getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        == DEBTOR_CONSTRAINT
    )
