"""Which addresses a staff member may see, and what premises have for an address."""

from django.db.models import QuerySet

from webapp.parties.models import Party
from webapp.premises.addresses import Address
from webapp.premises.models import Building, District, Premises, Street
from webapp.staff.models import User


def address_of(premises: Premises) -> Address:
    """Return the address of premises in its parts; the building and its street are at hand."""
    building = premises.building
    return Address(
        settlement=building.street.settlement,
        street=building.street.name,
        house=building.house,
        units=premises.units,
    )


def visible_districts(*, user: User) -> QuerySet[District]:
    """Return the user's districts; no districts in the segment mean all."""
    districts = District.objects.all()
    if user.is_superuser or not user.segment_districts:
        return districts
    return districts.filter(code__in=user.segment_districts)


def visible_streets(*, user: User) -> QuerySet[Street]:
    """Return the streets of the user's districts."""
    return Street.objects.filter(district__in=visible_districts(user=user))


def visible_buildings(*, user: User) -> QuerySet[Building]:
    """Return the buildings of the user's districts."""
    return Building.objects.filter(street__district__in=visible_districts(user=user))


def visible_premises(*, user: User) -> QuerySet[Premises]:
    """Return the premises of the user's districts."""
    return Premises.objects.filter(building__street__district__in=visible_districts(user=user))


def sees_managers(*, user: User) -> bool:
    """Say whether the user may know who manages a building.

    A lawyer for persons sees no companies.
    """
    return (
        user.is_superuser
        or not user.segment_party_kinds
        or any(Party.Kind(kind).manages_buildings for kind in user.segment_party_kinds)
    )
