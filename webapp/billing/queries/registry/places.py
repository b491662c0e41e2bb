"""Where a row of a registry is: its address line, the columns of its parts, its GUIDs in ГАР."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.parties.models import Party
from webapp.premises import addresses
from webapp.premises.addresses import Address, UnitKind
from webapp.uploads.tables import cells
from webapp.uploads.tables.said import said as _

PARTS = (
    "settlement",
    "street",
    "house",
    "korpus",
    "stroenie",
    "litera",
    "flat",
    "premises",
    "room",
)
_LONGEST = {"number": 20, "korpus": 10, "stroenie": 10, "litera": 10}
_LONGEST_LINE = 400


def fias_code(value: Any) -> uuid.UUID:
    """Return a GUID of ГАР (ФИАС), with or without braces."""
    try:
        return uuid.UUID(cells.text(value))
    except ValueError as error:
        raise cells.BadCell(
            _("This is not a GUID of ГАР: it has 32 letters and figures, or leave the cell empty.")
        ) from error


def address(values: Mapping[str, Any]) -> Address:
    """Return the address of a row.

    Of the columns of its parts when they are filled, else of its line.

    :raises UnreadableAddress: when it is not understood, or does not fit
    """
    parts = {part: str(values[part]) for part in PARTS if values.get(part)}
    line = str(values.get("address", ""))
    if parts.get("settlement") and parts.get("house") and (parts.get("street") or not line):
        found = addresses.from_cells(parts)
    else:
        found = addresses.with_units_of_cells(addresses.parse_address(line), parts)
    found = _with_unmarked_told(found, values["kind"])
    _refuse_long(found)
    return found


def _with_unmarked_told(found: Address, kind: Party.Kind) -> Address:
    """A bare number after the house of a citizen is the flat.

    Of anybody else it may be an office.
    """
    if not found.has_unmarked_unit:
        return found
    if kind.is_citizen:
        return found.with_unmarked_as(UnitKind.FLAT)
    number = next(unit.number for unit in found.units if unit.kind == UnitKind.UNMARKED)
    message = _(
        "It is not said what «%(number)s» after the house is: write «оф. %(number)s», "
        "«пом. %(number)s» or «кв. %(number)s»."
    )
    raise addresses.UnreadableAddress(message % {"number": number})


def _refuse_long(found: Address) -> None:
    columns = addresses.columns_of_units(found.units)
    for text, longest in _measured(found, columns):
        if len(text) > longest:
            message = _("«%(part)s» is longer than %(longest)s characters: shorten it.")
            raise addresses.UnreadableAddress(message % {"part": text, "longest": longest})


def _measured(found: Address, columns: dict[str, str]) -> Iterable[tuple[str, int]]:
    yield found.settlement, 120
    yield found.street, 120
    yield from ((getattr(found.house, part), longest) for part, longest in _LONGEST.items())
    yield from ((columns[part], 20) for part in ("number", "room"))
    yield columns["rest"], 120
    yield str(found), _LONGEST_LINE
