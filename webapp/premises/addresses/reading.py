"""From a line to an address.

Every piece is understood, kept as written, or refused with the way to write it.
"""

import functools
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from webapp.premises.addresses import faults, places, words
from webapp.premises.addresses.houses import House, Unit
from webapp.premises.addresses.keys import street_key
from webapp.premises.addresses.kinds import Ownership, UnitKind
from webapp.premises.addresses.marks import (
    Mark,
    UnreadableAddress,
    cut_before_marks,
    marks_in,
    tidy,
)
from webapp.premises.addresses.parts import Address
from webapp.premises.addresses.places import Level

LONGEST_LINE = 400
_SEPARATORS = re.compile(r"[,;()]")
_HOUSE_OR_FLAT = re.compile(r"^\d+[а-яё]?-\d+[а-яё]?$", re.IGNORECASE)
_BARE_UNIT = re.compile(r"^\d+[а-яё]?$", re.IGNORECASE)
_NAME_WITH_NUMBER = re.compile(r"^\d+(?:-[а-яё]+|[а-яё]{1,2})?\s+[а-яё]{3,}", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    """What was found in a line so far."""

    around: list[str] = field(default_factory=list)
    counties: list[str] = field(default_factory=list)
    settlements: dict[Level, str] = field(default_factory=dict)
    roads: list[tuple[Level, str]] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    house: dict[str, str] = field(default_factory=dict)
    ownership: Ownership = Ownership.HOUSE
    units: list[Unit] = field(default_factory=list)

    @property
    def areas(self) -> list[str]:
        """Return what is laid out with houses: districts of a city, allotments, garages."""
        return [road for level, road in self.roads if level is Level.AREA]

    @property
    def streets(self) -> list[str]:
        """Return the streets; a second one is refused."""
        return [road for level, road in self.roads if level is Level.STREET]

    @property
    def has_house(self) -> bool:
        """Say whether the numbers have begun."""
        return bool(self.house or self.units)


@functools.lru_cache(maxsize=4096)
def parse_address(line: str) -> Address:
    """Return the parts of "г. Тверь, ул. Мира, д. 1 корп. 2, кв. 3".

    Country, region, postcode may stand anywhere.

    :raises UnreadableAddress: when a part is missing, stands twice, or a number cannot be told to
        be a house or a flat
    """
    found = _Found()
    for piece in _pieces(line):
        _take(found, piece)
    return _address(found)


def parse_house(text: str) -> House:
    """Return the number of a house as a column of houses or a list shows it: «12 корп. 1», «вл. 7».

    :raises UnreadableAddress: when it is no number of a house
    """
    found = _Found()
    for piece in _pieces(text):
        for mark in _marks(piece):
            _take_house_mark(found, mark, piece)
    if found.units or not found.house:
        raise faults.not_understood(text)
    return _house(found)


def parse_units(text: str, *, bare: UnitKind = UnitKind.UNMARKED) -> tuple[Unit, ...]:
    """Return what is inside a house: «кв. 3, комн. 2»; a bare number is of the kind ``bare``.

    :raises UnreadableAddress: when a number is not understood
    """
    found = _Found()
    for piece in _pieces(text):
        marks = marks_in(piece)
        if marks is None:
            found.units.append(_as_written(piece))
            continue
        for mark in marks:
            meaning = mark.meaning or (UnitKind.UNMARKED if found.units else bare)
            _take_unit(found, Mark(meaning=meaning, value=mark.value), piece)
    return _ordered(found.units)


def _pieces(line: str) -> list[str]:
    if len(line) > LONGEST_LINE:
        message = _("«%(part)s» is longer than %(longest)s characters: shorten it.")
        raise UnreadableAddress(message % {"part": line[:60], "longest": LONGEST_LINE})
    pieces: list[str] = []
    for part in _SEPARATORS.split(tidy(line)):
        pieces += _cut(part.strip())
    return pieces


@functools.lru_cache(maxsize=8192)
def _cut(part: str) -> tuple[str, ...]:
    """What stands between two commas may be several things: «г. Тверь ул. Мира д. 5»."""
    whole = part.strip(" .")
    if marks_in(whole):
        return (whole,)
    place, numbers = cut_before_marks(part)
    pieces = (*places.cut_levels(place.strip()), numbers)
    return tuple(piece for piece in pieces if re.search(r"\w", piece))


def _marks(piece: str) -> tuple[Mark, ...]:
    marks = marks_in(piece)
    if marks is None:
        raise faults.not_understood(piece)
    return marks


def _take(found: _Found, piece: str) -> None:
    """A postcode is no house.

    Then numbers with their words, then names with theirs, then what has no word.
    """
    level = places.level(piece)
    if level is Level.POSTCODE:
        found.around.append(piece)
        return
    marks = marks_in(piece)
    is_marked = bool(marks and marks[0].meaning)
    if level and not is_marked:
        _take_place(found, level, piece)
    elif marks is None:
        _take_words(found, piece)
    else:
        _take_marks(found, marks, piece)


def _take_place(found: _Found, level: Level, piece: str) -> None:
    if places.ends_in_number(piece):
        raise UnreadableAddress(
            _(
                "«%(street)s» ends in a number: write the house after a comma, as in «ул. "
                "Мира, д. 5, кв. 12»."
            )
            % {"street": piece}
        )
    if level.is_around:
        found.around.append(piece)
    elif level is Level.COUNTY:
        found.counties.append(piece)
    elif level in {Level.CITY, Level.VILLAGE}:
        _once(found.settlements, level, piece)
    elif level is Level.STREET and found.streets:
        raise faults.twice(found.streets[0], piece)
    else:
        found.roads.append((level, piece))


def _take_words(found: _Found, piece: str) -> None:
    """A name without a word is a settlement or a street by its place.

    After the house it is kept as written.
    """
    if found.has_house:
        found.units.append(_as_written(piece))
        return
    if places.ends_in_number(piece):
        _take_place(found, Level.STREET, piece)
    if re.search(r"\d", piece) and not _NAME_WITH_NUMBER.match(piece):
        raise faults.not_understood(piece)
    if re.search(r"[.\s](?:ул|улица|пер|пр-т|пр-кт|просп)\b", piece, re.IGNORECASE):
        raise faults.not_understood(piece)
    found.unnamed.append(piece)


def _as_written(piece: str) -> Unit:
    if re.search(r"\d", piece):
        raise faults.not_understood(piece)
    return Unit(kind=UnitKind.OTHER, number=piece)


def _take_bare(found: _Found, value: str) -> None:
    """The first bare number after a street is the house, the second is inside it.

    Whoever knows the customer says what.
    """
    if found.units:
        raise faults.not_understood(value)
    if not found.has_house:
        if _HOUSE_OR_FLAT.match(value):
            raise faults.house_or_flat(value)
        found.house["number"] = value
    elif _BARE_UNIT.match(value):
        found.units.append(Unit(kind=UnitKind.UNMARKED, number=value))
    else:
        raise faults.not_understood(value)


def _take_marks(found: _Found, marks: tuple[Mark, ...], piece: str) -> None:
    first = marks[0]
    is_bare = len(marks) == 1 and first.meaning is None
    if is_bare:
        _take_bare(found, first.value)
        return
    for mark in marks:
        _take_mark(found, mark, piece)


def _take_mark(found: _Found, mark: Mark, piece: str) -> None:
    may_be_room = mark.meaning == "korpus" and found.units
    if may_be_room or isinstance(mark.meaning, UnitKind):
        _take_unit(found, mark, piece)
    else:
        _take_house_mark(found, mark, piece)


def _take_unit(found: _Found, mark: Mark, piece: str) -> None:
    kind = _unit_kind(found, mark)
    if kind is None:
        raise faults.not_understood(piece)
    if any(unit.kind == kind for unit in found.units):
        raise faults.twice(str(found.units[-1]), piece)
    found.units.append(Unit(kind=kind, number=mark.value))


def _unit_kind(found: _Found, mark: Mark) -> UnitKind | None:
    """«к.» after a flat is a room of it, after a house it is a block.

    A second bare number is nothing.
    """
    if mark.meaning is UnitKind.UNMARKED and found.units:
        return None
    if isinstance(mark.meaning, UnitKind):
        return mark.meaning
    if mark.meaning != "korpus" or not found.units:
        return None
    inside = found.units[-1]
    if inside.kind in _WITH_ROOMS:
        return UnitKind.ROOM
    return None


_WITH_ROOMS = {UnitKind.FLAT, UnitKind.PREMISES, UnitKind.NON_RESIDENTIAL}


def _take_house_mark(found: _Found, mark: Mark, piece: str) -> None:
    if isinstance(mark.meaning, UnitKind):
        raise faults.not_understood(piece)
    if found.units:
        raise faults.twice(str(found.units[-1]), piece)
    part = "number"
    if isinstance(mark.meaning, Ownership):
        found.ownership = mark.meaning
    elif mark.meaning:
        part = mark.meaning
    if part == "number" and not re.search(r"\d", mark.value):
        raise faults.not_understood(piece)
    if part in found.house:
        raise faults.twice(found.house[part], piece)
    found.house[part] = mark.value


def _once(settlements: dict[Level, str], level: Level, piece: str) -> None:
    if level in settlements:
        raise faults.twice(settlements[level], piece)
    settlements[level] = piece


def _address(found: _Found) -> Address:
    settlement = _settlement(found)
    street = _street(found)
    _refuse_missing(found, settlement, street)
    return Address(
        settlement=settlement,
        street=street,
        house=_house(found),
        units=_ordered(found.units),
        around=", ".join(found.around),
    )


def _settlement(found: _Found) -> str:
    """A village keeps its county, for many have one name.

    In a city the county is one of its own districts.
    """
    named = _settlements(found)
    if not named:
        return ""
    if Level.CITY not in found.settlements:
        named = [*found.counties, *named]
    else:
        found.around += found.counties
    return ", ".join(named)


def _settlements(found: _Found) -> list[str]:
    """The names of the settlement: by its word, by its place, or an area that is one."""
    levels = (Level.CITY, Level.VILLAGE)
    named = [found.settlements.get(level, "") for level in levels]
    if any(named):
        return list(filter(None, named))
    if found.unnamed:
        return [found.unnamed.pop(0)]
    if found.areas:
        return [_pop_area(found)]
    return []


def _pop_area(found: _Found) -> str:
    first = (Level.AREA, found.areas[0])
    found.roads.remove(first)
    found.settlements[Level.VILLAGE] = first[1]
    return first[1]


def _street(found: _Found) -> str:
    """What is not the settlement itself: an area with its street, or a name without a word."""
    roads = [road for _level, road in found.roads]
    is_doubtful = len(found.unnamed) > 1
    if is_doubtful or (found.unnamed and roads):
        raise faults.not_understood(found.unnamed[-1])
    return ", ".join(roads or found.unnamed)


def _refuse_missing(found: _Found, settlement: str, street: str) -> None:
    missing: list[str] = []
    if not settlement:
        missing.append(_("settlement"))
    if not street and not _needs_no_street(found):
        missing.append(_("street"))
    if not found.house and not _is_garage(found):
        missing.append(_("house"))
    if missing:
        message = _("The address has no %(parts)s: write it as «г. Тверь, ул. Мира, д. 1, кв. 2».")
        raise UnreadableAddress(message % {"parts": ", ".join(missing)})


def _needs_no_street(found: _Found) -> bool:
    """A village, an allotment society.

    Of cities Zelenograd alone, where the blocks are numbered through.
    """
    if Level.VILLAGE in found.settlements:
        return True
    has_only_block = set(found.house) == {"korpus"}
    return has_only_block and Level.CITY in found.settlements


def _is_garage(found: _Found) -> bool:
    """A cooperative of garages numbers them without houses."""
    has_garages = any(unit.kind.is_of_garages for unit in found.units)
    if not has_garages:
        return False
    village = found.settlements.get(Level.VILLAGE, "")
    areas = (*found.areas, village)
    return any(_is_cooperative(area) for area in areas)


def _is_cooperative(area: str) -> bool:
    kind = street_key(area)[:1]
    return not words.COOPERATIVES.isdisjoint(kind)


def _house(found: _Found) -> House:
    return House(ownership=found.ownership, **found.house)


def _ordered(units: list[Unit]) -> tuple[Unit, ...]:
    """What tells premises apart stands before what leads there: «пом. I, эт. 2»."""
    ordered = sorted(units, key=_rank)
    return tuple(ordered)


def _rank(unit: Unit) -> tuple[bool, bool]:
    return unit.kind.only_leads_there, unit.kind == UnitKind.OTHER
