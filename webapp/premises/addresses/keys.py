"""What is the same for every spelling of a settlement, a street, a house, a flat.

The database keeps these unique.
"""

import functools
import re
from collections.abc import Iterable

from webapp.premises.addresses import words
from webapp.premises.addresses.houses import House, Unit
from webapp.premises.addresses.kinds import Ownership

# a house 12A is typed with either alphabet
_LOOKALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")
_ORDINAL = re.compile(r"(\d+)-?(?:й|я|е|ый|ой|ая|ое|го)")
_UNSAID = re.compile(r"[\s«»\"'№.]+")
_DASH_BEFORE_LETTER = re.compile(r"(?<=\d)-(?=[^\W\d])")


@functools.lru_cache(maxsize=4096)
def settlement_key(name: str) -> tuple[str, ...]:
    """Return one key for «г. Тверь», «город Тверь» and «Тверь»."""
    known = (words.SETTLEMENT_KINDS.get(word, word) for word in _plain(name))
    return tuple(sorted(filter(None, known)))


@functools.lru_cache(maxsize=4096)
def street_key(name: str) -> tuple[str, ...]:
    """Return one key for «ул. Мира» and «Мира улица», the kind first.

    «пр. Мира» has another, no street an empty one.
    """
    found: list[str] = []
    for part in name.split(","):
        if part.strip():
            found += _road_key(part)
    return tuple(found)


def road_key(*, settlement: str, street: str) -> str:
    """Return one line for every spelling of a street of a settlement."""
    place = " ".join(settlement_key(settlement))
    road = " ".join(street_key(street))
    return f"{place} | {road}".strip()


def _road_key(name: str) -> tuple[str, ...]:
    found = [_ORDINAL.sub(r"\1", word) for word in _plain(name)]
    kind = "улица"
    place = _place_of_kind(found)
    if place is not None:
        word = found.pop(place)
        kind = words.STREET_KINDS[word]
    return (kind, *sorted(found))


def _place_of_kind(found: list[str]) -> int | None:
    """Return at which end of a street's name its kind stands."""
    if len(found) < 2:
        return None
    kinds = {0: words.STREET_KINDS.get(found[0])}
    last = len(found) - 1
    kinds[last] = words.STREET_KINDS.get(found[last])
    # «Набережная ул.» is an ordinary street with a name that elsewhere is a kind
    for place, kind in kinds.items():
        if kind == "улица":
            return place
    return next((place for place, kind in kinds.items() if kind), None)


def street_words(name: str) -> frozenset[str]:
    """Return the words of a street without a kind that files leave out or take for another."""
    return frozenset(street_key(name)) - words.KINDS_LEFT_OUT


def can_be_one_settlement(one: str, other: str) -> bool:
    """Say whether two spellings can be one settlement.

    One may leave the county out, none may say another kind.
    """
    here = set(settlement_key(one))
    there = set(settlement_key(other))
    if not (here <= there or there <= here):
        return False
    kinds_here = _kinds(one)
    kinds_there = _kinds(other)
    if kinds_here and kinds_there:
        return not kinds_here.isdisjoint(kinds_there)
    return True


def _kinds(settlement: str) -> set[str]:
    """The kinds a settlement is said to be, a city among them; a county is none."""
    found = [word for word in _plain(settlement) if word in words.SETTLEMENT_KINDS]
    return {words.SETTLEMENT_KINDS[word] for word in found} - {"район"}


def house_key(house: House) -> str:
    """Return one key for «12 к.1» and «д. 12, корпус 1»; a possession is no house."""
    if house.ownership == Ownership.HOUSE:
        owned = ""
    else:
        owned = house.ownership.value.lower()
    parts = (
        ("", house.number),
        ("к", house.korpus),
        ("стр", house.stroenie),
        ("лит", house.litera),
    )
    found = [owned]
    for mark, value in parts:
        if value:
            found.append(mark + _compact(value))
    return " ".join(filter(None, found))


def units_key(units: Iterable[Unit]) -> str:
    """Return one key for every spelling of what is meant inside a house.

    The floor counts only where nothing else is said.
    """
    told_apart = [unit for unit in units if not unit.kind.only_leads_there]
    keys = (_unit_key(unit) for unit in told_apart or units)
    return "/".join(keys)


def _unit_key(unit: Unit) -> str:
    family = unit.kind.family.value.lower()
    number = _compact(unit.number)
    return f"{family} {number}".strip()


def _compact(number: str) -> str:
    line = _UNSAID.sub("", _lower(number))
    line = line.translate(_LOOKALIKES)
    return _DASH_BEFORE_LETTER.sub("", line)


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-/]\w+)*", _lower(text))


def _lower(text: str) -> str:
    return text.casefold().replace("ё", "е")
