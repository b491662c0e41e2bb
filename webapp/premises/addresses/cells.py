"""An address that a registry writes in several columns."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from webapp.premises.addresses.houses import House, Unit
from webapp.premises.addresses.kinds import UnitKind
from webapp.premises.addresses.marks import UnreadableAddress, marks_in, tidy
from webapp.premises.addresses.parts import Address
from webapp.premises.addresses.reading import parse_address, parse_house, parse_units

HOUSES = {"korpus": "корп.", "stroenie": "стр.", "litera": "лит."}
UNITS = {"flat": UnitKind.FLAT, "premises": UnitKind.PREMISES, "room": UnitKind.ROOM}
_NOTHING = {"", "-", "—", "–", "нет", "без улицы", "б/н", "0"}


def from_cells(cells: Mapping[str, str]) -> Address:
    """Return the address of the columns ``settlement street house korpus stroenie litera flat
    premises room``.

    Settlement and street are taken as they stand; without a street, the settlement must say what it
    is.

    :raises UnreadableAddress: when a part is missing or is not understood
    """
    settlement = _said(cells, "settlement")
    street = _said(cells, "street")
    house = _house(cells)
    if street:
        address = Address(settlement=settlement, street=street, house=house)
    else:
        # a village without streets is a village by its word, and only then
        address = replace(parse_address(f"{settlement}, д. 1"), house=house)
    return with_units_of_cells(address, cells)


def with_units_of_cells(address: Address, cells: Mapping[str, str]) -> Address:
    """Return the address with the flat and the room that columns of their own name.

    :raises UnreadableAddress: when the address names another flat, or a cell is not understood
    """
    told = tuple(_units(cells))
    if not told:
        return address
    if address.units and not _is_repeated(address.units, told):
        message = _(
            "The address says «%(written)s», the columns say «%(told)s»: correct one of them."
        )
        both = {"written": _listed(address.units), "told": _listed(told)}
        raise UnreadableAddress(message % both)
    return replace(address, units=address.units or told)


def _units(cells: Mapping[str, str]) -> Iterator[Unit]:
    for key, kind in UNITS.items():
        yield from parse_units(_said(cells, key), bare=kind)


def _listed(units: tuple[Unit, ...]) -> str:
    return ", ".join(map(str, units))


def _is_repeated(written: tuple[Unit, ...], told: tuple[Unit, ...]) -> bool:
    numbers = {unit.number for unit in written}
    return all(unit.number in numbers for unit in told)


def _house(cells: Mapping[str, str]) -> House:
    parts = [_said(cells, "house")]
    for key, mark in HOUSES.items():
        cell = _said(cells, key)
        if cell:
            parts.append(_marked(cell, mark))
    return parse_house(", ".join(parts))


def _marked(cell: str, mark: str) -> str:
    """A cell of a column of blocks says «2» or «корп. 2»."""
    marks = marks_in(tidy(cell))
    if marks and marks[0].meaning:
        return cell
    return f"{mark} {cell}"


def _said(cells: Mapping[str, str], key: str) -> str:
    cell = cells.get(key, "").strip()
    if cell.casefold() in _NOTHING:
        return ""
    return cell
