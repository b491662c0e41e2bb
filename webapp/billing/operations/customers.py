"""The accounts of a registry with what stands around them: districts, houses, premises, parties, contacts, contracts.

Each kind of thing is asked for once and made once for the whole registry, so the number of queries does not grow with the rows.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model

from webapp.billing.queries.plans import Planned
from webapp.billing.queries.registry import Row
from webapp.billing.queries.registry.cells import plain
from webapp.contracts.models import Account, Contract
from webapp.parties.models import Contact, Party
from webapp.parties.queries import names
from webapp.premises.models import Building, District, Premises, Street
from webapp.premises.queries import house_key, settlement_key, street_key

BATCH = 2000
type Ids = dict[Any, int]


def ensure_accounts(*, planned: Sequence[Planned]) -> dict[str, int]:
    """Make the accounts that are not there yet; add new contacts to all. Return account ids by number."""
    known = {item.row.account: item.account_id for item in planned if item.account_id is not None}
    firsts = {item.row.account: item for item in reversed(planned) if item.account_id is None}
    accounts = _accounts(firsts) if firsts else {}
    account_ids = {**known, **accounts}
    _contacts(planned, account_ids)
    return account_ids


def _accounts(firsts: dict[str, Planned]) -> dict[str, int]:
    """Each account is described by its first row; it was open since the earliest month the file shows at least."""
    premises = _premises(firsts)
    parties = _parties(firsts)
    contracts = _contracts(firsts, parties)
    accounts = [
        Account(
            number=number,
            party_id=parties[number],
            premises_id=premises[number],
            contract_id=contracts.get((item.supplier_id, item.row.contract_number)),
            supplier_id=item.supplier_id,
            opened_on=item.row.contract_date or item.row.period,
            restriction_possible=item.row.restriction_possible,
            never_cut=item.row.never_cut,
        )
        for number, item in firsts.items()
    ]
    return {
        account.number: account.pk
        for account in Account.objects.bulk_create(accounts, batch_size=BATCH)
    }


def _parties(firsts: dict[str, Planned]) -> Ids:
    """Two accounts are of one party only when the ИНН is the same; equal names may be different people."""
    fresh = {
        item.customer.identity: _party(item)
        for item in reversed(list(firsts.values()))
        if item.customer.party_id is None
    }
    Party.objects.bulk_create(fresh.values(), batch_size=BATCH)
    return {
        number: item.customer.party_id or fresh[item.customer.identity].pk
        for number, item in firsts.items()
    }


def _party(item: Planned) -> Party:
    row = item.row
    requisites_of = {"inn": row.inn, "kpp": item.customer.kpp, "ogrn": row.ogrn}
    party = Party(
        kind=row.kind,
        name=row.name,
        birth_date=row.birth_date,
        address=str(row.address),
        **requisites_of,
    )
    if row.kind.is_natural_person:
        parts = names.person_name(row.name)
        party.last_name, party.first_name, party.patronymic = (
            parts.last_name,
            parts.first_name,
            parts.patronymic,
        )
    return party


def _contacts(planned: Sequence[Planned], account_ids: dict[str, int]) -> None:
    party_of = dict(
        Account.objects.filter(id__in=set(account_ids.values())).values_list("number", "party_id")
    )
    contacts = {
        (party_of[item.row.account], kind, value): None
        for item in planned
        for kind, values in (
            (Contact.Kind.EMAIL, item.row.emails),
            (Contact.Kind.PHONE, item.row.phones),
        )
        for value in values
    }
    rows = [
        Contact(party_id=party_id, kind=kind, value=value) for party_id, kind, value in contacts
    ]
    Contact.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _contracts(firsts: dict[str, Planned], parties: Ids) -> Ids:
    wanted = {
        (item.supplier_id, item.row.contract_number): item
        for item in reversed(list(firsts.values()))
        if item.row.contract_number
    }

    def make(key: tuple[int, str]) -> Contract:
        row = wanted[key].row
        assert row.contract_date  # reading refuses a number without a date
        return Contract(
            supplier_id=key[0],
            number=key[1],
            party_id=parties[row.account],
            signed_on=row.contract_date,
        )

    existing = Contract.objects.filter(number__in={number for _supplier, number in wanted})
    return _ensure(
        wanted=wanted,
        existing=existing,
        key=lambda contract: (contract.supplier_id, contract.number),
        make=make,
    )


def _premises(firsts: dict[str, Planned]) -> Ids:
    """Return premises ids by account number."""
    streets = _streets(firsts, _districts(firsts))
    buildings = _buildings(firsts, streets)
    flats = {
        number: (buildings[number], house_key(item.row.address.flat))
        for number, item in firsts.items()
    }
    rows = {flat: firsts[number].row for number, flat in flats.items()}
    ids = _ensure(
        wanted=rows,
        existing=Premises.objects.filter(building__in=set(buildings.values())).order_by("-id"),
        key=lambda it: (it.building_id, house_key(it.number)),
        make=lambda flat: _flat(flat[0], rows[flat]),
    )
    return {number: ids[flat] for number, flat in flats.items()}


def _flat(building_id: int, row: Row) -> Premises:
    is_residential = row.kind == Party.Kind.PERSON
    return Premises(
        building_id=building_id,
        number=row.address.flat,
        address=str(row.address),
        is_residential=is_residential,
    )


def _streets(firsts: dict[str, Planned], districts: Ids) -> Ids:
    """Return street ids by account number. A street keeps the name it has, or has in the first of the rows (here they come last first)."""
    roads = {
        number: _road(districts[number], item.row.address.settlement, item.row.address.street)
        for number, item in firsts.items()
    }
    addresses = {road: firsts[number].row.address for number, road in roads.items()}
    ids = _ensure(
        wanted=addresses,
        existing=Street.objects.filter(district__in=set(districts.values())).order_by("-id"),
        key=lambda street: _road(street.district_id, street.settlement, street.name),
        make=lambda road: Street(
            district_id=road[0], settlement=addresses[road].settlement, name=addresses[road].street
        ),
    )
    return {number: ids[road] for number, road in roads.items()}


def _road(district_id: int, settlement: str, street: str) -> tuple[Any, ...]:
    return (district_id, settlement_key(settlement), street_key(street))


def _buildings(firsts: dict[str, Planned], streets: Ids) -> Ids:
    """Return building ids by account number. A house that is there keeps its number, however the file spells it."""
    houses = {
        number: (streets[number], house_key(item.row.address.house))
        for number, item in firsts.items()
    }
    rows = {house: firsts[number].row for number, house in houses.items()}
    ids = _ensure(
        wanted=rows,
        existing=Building.objects.filter(street__in=set(streets.values())).order_by("-id"),
        key=lambda building: (building.street_id, house_key(building.number)),
        make=lambda house: Building(
            street_id=house[0], number=rows[house].address.house, kind=_building_kind(rows[house])
        ),
    )
    return {number: ids[house] for number, house in houses.items()}


def _building_kind(row: Row) -> Building.Kind:
    if row.address.flat or row.kind.manages_buildings:
        return Building.Kind.APARTMENT_BUILDING
    return Building.Kind.HOUSE if row.kind == Party.Kind.PERSON else Building.Kind.NON_RESIDENTIAL


def _districts(firsts: dict[str, Planned]) -> Ids:
    """Return district ids by account number. A row without a district is of the settlement's own one."""
    names = {
        number: item.row.district or item.row.address.settlement for number, item in firsts.items()
    }
    known = {
        number: item.district_id for number, item in firsts.items() if item.district_id is not None
    }
    wanted = {plain(name): name for number, name in names.items() if number not in known}
    fresh = _ensure(
        wanted=wanted,
        existing=District.objects.order_by("-id"),
        key=lambda district: plain(district.name),
        make=lambda word: District(code=_district_code(wanted[word]), name=wanted[word]),
    )
    return {number: known.get(number) or fresh[plain(name)] for number, name in names.items()}


def _district_code(name: str) -> str:
    """Names that begin alike must not get one code: a name that is cut carries a fingerprint of the whole."""
    return (
        name if len(name) <= 20 else f"{name[:13]}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    )


def _ensure[M: Model](
    *,
    wanted: Iterable[Any],
    existing: Iterable[M],
    key: Callable[[M], Any],
    make: Callable[[Any], M],
) -> Ids:
    """Return ids by key, making what is not there, in one order for everybody: two loads never wait for each other."""
    ids: Ids = {key(thing): thing.pk for thing in existing}
    fresh = [make(one) for one in sorted(set(wanted) - ids.keys())]
    if fresh:
        type(fresh[0])._default_manager.bulk_create(fresh, batch_size=BATCH)
    return {**ids, **{key(thing): thing.pk for thing in fresh}}
