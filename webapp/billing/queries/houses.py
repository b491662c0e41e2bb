"""Whether the GUIDs of a registry and its addresses agree, with the database
and with each other.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import Row
from webapp.premises import addresses, queries
from webapp.premises.addresses import Address
from webapp.premises.models import Building, Premises
from webapp.uploads.tables.lines import Fault


@dataclass(frozen=True, slots=True)
class Place:
    """The building and the premises that the GUIDs of a row name.

    ``None`` is found or made by the address.
    """

    building_id: int | None = None
    premises_id: int | None = None


class Houses:
    """The houses of a registry by GUID.

    A GUID wins over spelling when both can mean one place; else a person is asked.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        house_codes = {row.house_code for row in rows if row.house_code}
        codes = {row.premises_code for row in rows if row.premises_code}
        coded = Building.objects.filter(fias_code__in=house_codes).select_related("street")
        self._buildings = {building.fias_code: building for building in coded}
        self._premises = {
            premises.fias_code: premises
            for premises in Premises.objects.filter(fias_code__in=codes).select_related(
                "building__street"
            )
        }
        self._other_codes = _codes_by_spelling(rows)
        self._firsts: dict[uuid.UUID, Row] = {}
        self._codes: dict[tuple[str, str], tuple[uuid.UUID, Row]] = {}

    def of(self, row: Row) -> Place:
        """Return what the GUIDs of a row without faults name."""
        building = self._buildings.get(row.house_code)
        premises = self._premises.get(row.premises_code)
        return Place(
            building_id=building.pk if building else None,
            premises_id=premises.pk if premises else None,
        )

    def faults(self, row: Row) -> Iterable[Fault]:
        """Yield why a GUID cannot be of this address."""
        if row.house_code:
            yield from self._house_faults(row, row.house_code)
        if row.premises_code:
            yield from self._premises_faults(row, row.premises_code)

    def _house_faults(self, row: Row, code: uuid.UUID) -> Iterable[Fault]:
        if building := self._buildings.get(code):
            known = queries.address_of(Premises(building=building))
            if not known.is_same_house(row.address):
                yield "house_code", _elsewhere(known, row.address)
            return
        yield from self._contradictions_of_file(row, code)
        other = self._other_codes.get(_spelling(row.address))
        if other and other != code:
            message = _("In the database this house has the GUID %(code)s: correct one of them.")
            yield "house_code", message % {"code": other}

    def _contradictions_of_file(self, row: Row, code: uuid.UUID) -> Iterable[Fault]:
        """One GUID of two houses, or two of one."""
        first = self._firsts.setdefault(code, row)
        if not first.address.is_same_house(row.address):
            yield "house_code", _elsewhere(_house_of(first.address), row.address)
            return
        given, by = self._codes.setdefault(_spelling(row.address), (code, row))
        if given != code:
            message = _("Row %(row)s gives this house the GUID %(code)s: correct one of them.")
            yield "house_code", message % {"row": by.number, "code": given}

    def _premises_faults(self, row: Row, code: uuid.UUID) -> Iterable[Fault]:
        premises = self._premises.get(code)
        first = self._firsts.setdefault(code, row)
        if premises:
            known = queries.address_of(premises)
        else:
            known = first.address
        if not known.is_same_place(row.address):
            yield "premises_code", _elsewhere(known, row.address)


def _codes_by_spelling(rows: Sequence[Row]) -> dict[tuple[str, str], uuid.UUID | None]:
    spellings = {_spelling(row.address) for row in rows if row.house_code}
    if not spellings:
        return {}
    coded = Building.objects.exclude(fias_code=None).filter(
        street__key__in={road for road, _house in spellings},
        key__in={house for _road, house in spellings},
    )
    found = coded.values_list("street__key", "key", "fias_code")
    return {(road, house): code for road, house, code in found}


def _spelling(address: Address) -> tuple[str, str]:
    road = addresses.road_key(settlement=address.settlement, street=address.street)
    return road, addresses.house_key(address.house)


def _house_of(address: Address) -> Address:
    return replace(address, units=())


def _elsewhere(known: Address, written: Address) -> str:
    message = _(
        "This GUID is of «%(known)s», and the address is «%(written)s»: correct the one "
        "that is wrong."
    )
    return message % {"known": known, "written": written}
