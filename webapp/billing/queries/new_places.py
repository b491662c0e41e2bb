"""The streets and houses that a load would make, told before it: a misprint makes them too."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.billing.queries.plans import Planned
from webapp.premises import addresses
from webapp.premises.models import Building, Street

type Road = tuple[int | None, str]
type House = tuple[int | None, str, str]


@dataclass(frozen=True, slots=True)
class NewPlaces:
    """Names of what does not exist yet, in the order of the alphabet."""

    streets: tuple[str, ...]
    houses: tuple[str, ...]


def of(*, planned: Iterable[Planned]) -> NewPlaces:
    """Return what the new accounts of a load would make."""
    fresh = [item for item in planned if item.account_id is None and not item.place.building_id]
    roads = {_road(item): item for item in reversed(fresh)}
    houses = {_house(item): item for item in reversed(fresh)}
    keys = {key for _district, key in roads}
    known_roads = set(Street.objects.filter(key__in=keys).values_list("district_id", "key"))
    known_houses = set(
        Building.objects.filter(street__key__in=keys).values_list(
            "street__district_id",
            "street__key",
            "key",
        )
    )
    return NewPlaces(
        streets=_named(_street_name(roads[key]) for key in roads.keys() - known_roads),
        houses=_named(_house_name(houses[key]) for key in houses.keys() - known_houses),
    )


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def _road(item: Planned) -> Road:
    address = item.row.address
    key = addresses.road_key(settlement=address.settlement, street=address.street)
    return item.district_id, key


def _house(item: Planned) -> House:
    return *_road(item), addresses.house_key(item.row.address.house)


def _street_name(item: Planned) -> str:
    return ", ".join(filter(None, (item.row.address.settlement, item.row.address.street)))


def _house_name(item: Planned) -> str:
    return ", ".join(filter(None, (_street_name(item), str(item.row.address.house))))
