"""The premises of new accounts, with their houses, streets and districts.

One house however files spell it.

Each kind of place is asked for once and made once for the whole registry. The database keeps one
spelling key of each, so of two loads at one moment the second waits for the first and finds its
row.
"""

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, QuerySet

from webapp.billing.queries.plans import Planned
from webapp.billing.queries.registry import Row
from webapp.contracts.models import Account
from webapp.premises import addresses
from webapp.premises.models import Building, District, Premises, Street
from webapp.uploads.tables.cells import plain

BATCH = 2000
type Firsts = Mapping[str, Planned]
"""The first row of each new account, by the number of the account; they come last first."""
type Ids = dict[Any, int]


def ensure_premises(*, firsts: Firsts) -> Ids:
    """Return premises ids by account number, making what is not there."""
    named = {
        number: item.place.premises_id for number, item in firsts.items() if item.place.premises_id
    }
    others = {number: item for number, item in firsts.items() if number not in named}
    return {**named, **_premises(others)}


def keep_codes(*, planned: Sequence[Planned], account_ids: dict[str, int]) -> None:
    """Write the GUIDs of the registry on houses and premises that have none yet."""
    coded = {
        account_ids[item.row.account]: item.row
        for item in planned
        if item.row.house_code or item.row.premises_code
    }
    if not coded:
        return
    accounts = Account.objects.filter(id__in=coded).select_related("premises__building")
    places = {account.premises: coded[account.pk] for account in accounts}
    houses = {place.building: row for place, row in places.items()}
    _write_codes(
        Building,
        {house: row.house_code for house, row in houses.items()},
    )
    _write_codes(
        Premises,
        {place: row.premises_code for place, row in places.items()},
    )


def _write_codes(
    model: type[Building] | type[Premises], codes: dict[Any, uuid.UUID | None]
) -> None:
    uncoded = [place for place, code in codes.items() if code and place.fias_code is None]
    for place in uncoded:
        place.fias_code = codes[place]
    # one order for everybody: two loads never wait for each other
    uncoded.sort(key=lambda place: int(place.pk))
    model._default_manager.bulk_update(uncoded, ["fias_code"], batch_size=BATCH)


def _premises(firsts: Firsts) -> Ids:
    buildings = _buildings(firsts)
    keys = {
        number: (buildings[number], addresses.units_key(item.row.address.units))
        for number, item in firsts.items()
    }
    wanted = {
        key: _unit(building_id=key[0], row=firsts[number].row) for number, key in keys.items()
    }
    ids = _ensure(
        wanted=wanted,
        find=_find(
            Premises.objects.filter(building__in=set(buildings.values())),
            "building_id",
        ),
    )
    return {number: ids[key] for number, key in keys.items()}


def _unit(*, building_id: int, row: Row) -> Premises:
    units = row.address.units
    is_dwelling = not units or units[0].kind.is_dwelling
    return Premises(
        building_id=building_id,
        address=str(row.address),
        is_residential=row.kind.is_citizen and is_dwelling,
        **addresses.columns_of_units(units),
    )


def _buildings(firsts: Firsts) -> Ids:
    """Return building ids by account number: by their GUID, else by street and number."""
    named = {
        number: item.place.building_id for number, item in firsts.items() if item.place.building_id
    }
    others = {number: item for number, item in firsts.items() if number not in named}
    streets = _streets(others)
    keys = {
        number: (streets[number], addresses.house_key(item.row.address.house))
        for number, item in others.items()
    }
    wanted = {key: _house(street_id=key[0], row=others[number].row) for number, key in keys.items()}
    ids = _ensure(
        wanted=wanted,
        find=_find(
            Building.objects.filter(street__in=set(streets.values())),
            "street_id",
        ),
    )
    return {
        **named,
        **{number: ids[key] for number, key in keys.items()},
    }


def _house(*, street_id: int, row: Row) -> Building:
    house = row.address.house
    return Building(
        street_id=street_id,
        ownership=house.ownership,
        number=house.number,
        korpus=house.korpus,
        stroenie=house.stroenie,
        litera=house.litera,
        kind=_building_kind(row),
    )


def _building_kind(row: Row) -> Building.Kind:
    units = row.address.units
    if units and units[0].kind.is_of_garages and not row.address.house.number:
        return Building.Kind.NON_RESIDENTIAL
    if units or row.kind.manages_buildings:
        return Building.Kind.APARTMENT_BUILDING
    if row.kind.is_citizen:
        return Building.Kind.HOUSE
    return Building.Kind.NON_RESIDENTIAL


def _streets(firsts: Firsts) -> Ids:
    """Return street ids by account number.

    A street keeps the name it has, or has in the first of the rows.
    """
    districts = _districts(firsts)
    keys = {number: (districts[number], _road(item.row)) for number, item in firsts.items()}
    wanted = {
        key: Street(
            district_id=key[0],
            settlement=firsts[number].row.address.settlement,
            name=firsts[number].row.address.street,
        )
        for number, key in keys.items()
    }
    ids = _ensure(
        wanted=wanted,
        find=_find(
            Street.objects.filter(key__in={road for _district, road in keys.values()}),
            "district_id",
        ),
    )
    return {number: ids[key] for number, key in keys.items()}


def _road(row: Row) -> str:
    return addresses.road_key(settlement=row.address.settlement, street=row.address.street)


def _districts(firsts: Firsts) -> Ids:
    """Return district ids by account number.

    A row without a district is of the settlement's own one, however that is spelt.
    """
    known = {number: item.district_id for number, item in firsts.items() if item.district_id}
    keys = {
        number: _district_key(item.row) for number, item in firsts.items() if number not in known
    }
    wanted = {key: _district(firsts[number].row) for number, key in keys.items()}
    ids = _ensure(wanted=wanted, find=_known_districts)
    return {
        **known,
        **{number: ids[key] for number, key in keys.items()},
    }


def _district_key(row: Row) -> tuple[str, str]:
    if row.district:
        return ("named", plain(row.district))
    return ("settlement", _settlement(row.address.settlement))


def _district(row: Row) -> District:
    if row.district:
        return District(code=_district_code(row.district), name=row.district)
    settlement = row.address.settlement
    return District(code=_district_code(_settlement(settlement)), name=settlement)


def _known_districts() -> Ids:
    ids: Ids = {}
    for district in District.objects.order_by("-id"):
        ids["named", plain(district.name)] = district.pk
        for word in (district.code, district.name):
            ids["settlement", _settlement(word)] = district.pk
    return ids


def _settlement(name: str) -> str:
    return " ".join(addresses.settlement_key(name))


def _district_code(name: str) -> str:
    """Names that begin alike must not get one code.

    A name that is cut carries a fingerprint of the whole.
    """
    if len(name) <= 20:
        return name
    return f"{name[:13]}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def _ensure(*, wanted: Mapping[Any, Model], find: Callable[[], Ids]) -> Ids:
    """Return ids by key, making what is not there, in one order for everybody.

    Two loads never wait for each other.

    What another load makes meanwhile is waited for (ON CONFLICT DO NOTHING) and then found.
    """
    if wanted:
        ids = find()
    else:
        ids = {}
    fresh = [wanted[key] for key in sorted(wanted.keys() - ids.keys())]
    if fresh:
        type(fresh[0])._default_manager.bulk_create(
            fresh,
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        ids = find()
    if wanted.keys() - ids.keys():
        raise IntegrityError("a place of the registry is taken by another one")
    return ids


def _find(rows: QuerySet[Any], owner: str) -> Callable[[], Ids]:
    """Return a search for rows by their owner and key, which may be repeated."""
    return lambda: {(getattr(row, owner), row.key): row.pk for row in rows.all()}
