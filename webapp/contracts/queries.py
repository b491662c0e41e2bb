"""Which accounts a staff member may see: the segments.

Every screen that shows customers starts from here.
"""

from typing import Any

from django.db import IntegrityError
from django.db.models import OuterRef, Q, QuerySet

from webapp.contracts.models import DEBTOR_CONSTRAINT, Account, Place, Supplier
from webapp.staff.lookups import there_is
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
        accounts = accounts.filter(place__district__code__in=user.segment_districts)
    return accounts


def on_accounts_seen(*, user: User) -> Q:
    """Return the condition on rows of an account that a person sees: none where all are seen."""
    accounts = visible_accounts(user=user)
    if accounts.query.has_filters():
        return Q(account__in=accounts)
    return Q()


def account_seen(*, user: User) -> Q:
    """Return the condition on rows of an account that a person sees it, asked of each row."""
    places = Place.objects.filter(account=OuterRef("account_id"))
    if user.segment_party_kinds:
        places = places.filter(party__kind__in=user.segment_party_kinds)
    if user.segment_districts:
        places = places.filter(district__code__in=user.segment_districts)
    return there_is(places)


def customers_seen(*, user: User) -> Q:
    """Return the condition on rows of a party and its account or contract that a person sees.

    What is about a contract, or about the party alone, is seen by whoever sees one of the accounts.
    """
    seen = Q()
    if user.is_superuser:
        return seen
    if user.segment_party_kinds:
        seen &= Q(party__kind__in=user.segment_party_kinds)
    if user.segment_districts:
        seen &= _in_districts(code__in=user.segment_districts)
    return seen


def customers_of(*, party_kind: str = "", district_id: int | None = None) -> Q:
    """Return the condition on rows of a party and its account or contract of a kind, in a district.

    Nothing given means all.
    """
    wanted = Q()
    if party_kind:
        wanted &= Q(party__kind=party_kind)
    if district_id:
        wanted &= _in_districts(pk=district_id)
    return wanted


def accounts_of(*, party_kind: str = "", district_id: int | None = None) -> Q:
    """Return the condition on accounts of customers of a kind, in a district."""
    asked: dict[str, str | int | None] = {
        "party__kind": party_kind,
        "place__district": district_id,
    }
    return Q(**{name: value for name, value in asked.items() if value})


def _in_districts(**asked: Any) -> Q:
    here = Place.objects.filter(**{f"district__{name}": value for name, value in asked.items()})
    own = here.filter(account=OuterRef("account_id"))
    of_contract = here.filter(contract=OuterRef("contract_id"), contract__isnull=False)
    of_party = here.filter(party=OuterRef("party_id"))
    alone = Q(
        account=None,
        contract=None,
    )
    has_contract = Q(contract__isnull=False)
    seen = there_is(own) | has_contract & there_is(of_contract)
    return seen | alone & there_is(of_party)


def with_address(*, accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Return the accounts with customer, premises, house, street and district loaded in the same
    query.
    """
    return accounts.select_related(
        "party",
        "contract",
        "supplier",
        "premises__building__street__district",
    )


def is_about_debtor(error: IntegrityError) -> bool:
    """Say whether the database refused a change because an account that owes would get another
    customer.
    """
    return (
        getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        == DEBTOR_CONSTRAINT
    )


def supplier_contacts() -> list[str]:
    """Return the addresses and numbers that the papers of suppliers show."""
    return [
        text for pair in Supplier.objects.values_list("email", "phone") for text in pair if text
    ]
