"""What is inside a house, between its parts and the columns of the database."""

from webapp.premises.addresses.houses import Unit
from webapp.premises.addresses.kinds import UnitKind
from webapp.premises.addresses.marks import UnreadableAddress
from webapp.premises.addresses.reading import parse_units


def columns_of_units(units: tuple[Unit, ...]) -> dict[str, str]:
    """Return ``kind number room rest``.

    A room inside a flat has a column of its own, the rest is kept as written.
    """
    if not units:
        return {"kind": "", "number": "", "room": "", "rest": ""}
    first, *inside = units
    room = ""
    if inside and inside[0].kind == UnitKind.ROOM:
        room = inside.pop(0).number
    if first.kind == UnitKind.OTHER:
        return {"kind": first.kind, "number": "", "room": "", "rest": _line(list(units))}
    return {"kind": first.kind, "number": first.number, "room": room, "rest": _line(inside)}


def units_of_columns(*, kind: str, number: str, room: str, rest: str) -> tuple[Unit, ...]:
    """Return what the columns mean together."""
    units: list[Unit] = []
    if number:
        units.append(Unit(kind=UnitKind(kind or UnitKind.FLAT), number=number))
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


def _line(units: list[Unit]) -> str:
    return ", ".join(map(str, units))
