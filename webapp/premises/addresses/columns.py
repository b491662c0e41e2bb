"""What is inside a house, between its parts and the columns of the database."""

from collections.abc import Sequence

from webapp.premises.addresses.houses import Unit
from webapp.premises.addresses.kinds import UnitKind
from webapp.premises.addresses.marks import UnreadableAddress
from webapp.premises.addresses.reading import parse_units


def columns_of_units(units: tuple[Unit, ...]) -> dict[str, str]:
    """Return ``kind number room rest``.

    A room inside a flat has a column of its own, the rest is kept as written.
    """
    found = {"kind": "", "number": "", "room": "", "rest": ""}
    if not units:
        return found
    first, *inside = units
    found["kind"] = first.kind
    if first.kind == UnitKind.OTHER:
        return found | {"rest": _line(units)}
    found["number"] = first.number
    if inside and inside[0].kind == UnitKind.ROOM:
        found["room"] = inside.pop(0).number
    return found | {"rest": _line(inside)}


def units_of_columns(*, kind: str, number: str, room: str, rest: str) -> tuple[Unit, ...]:
    """Return what the columns mean together."""
    units: list[Unit] = []
    if number:
        units.append(
            Unit(
                kind=UnitKind(kind or UnitKind.FLAT),
                number=number,
            )
        )
    if room:
        units.append(Unit(kind=UnitKind.ROOM, number=room))
    return (*units, *_units_of_line(rest))


def _units_of_line(rest: str) -> tuple[Unit, ...]:
    """What an administrator typed in need not be understood to be printed."""
    if not rest:
        return ()
    try:
        return parse_units(rest)
    except UnreadableAddress:
        return (Unit(kind=UnitKind.OTHER, number=rest),)


def _line(units: Sequence[Unit]) -> str:
    return ", ".join(map(str, units))
