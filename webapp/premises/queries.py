"""Addresses as text and as parts, and which of them a staff member may see."""

import functools
import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.parties.models import Party
from webapp.premises.models import Building, District, Premises, Street
from webapp.staff.models import User

_HOUSE = re.compile(
    r"^(?:д|дом|домовл|домовладение|зд|здание|стр|строение)\.?\s*(?:№\s*)?(?P<number>\d\S*(?:\s*(?:корпус|корп|к|строение|стр|литера|лит)\.?\s*\S+)?)$",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"^(?:кв|квартира|пом|помещение|оф|офис|комн|комната)\.?\s*(?:№\s*)?(?P<number>\S+)$",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"^(?:к|корп|корпус|стр|строение|лит|литера)\.?\s*(?P<number>\S+)$", re.IGNORECASE
)
_SETTLEMENT = re.compile(
    r"^(?:г|гор|город|пгт|рп|п|пос|поселок|посёлок|с|село|д|дер|деревня|х|хутор|ст-ца|станица|снт)\.?\s+\D|^(?:г|с|п|д|х|пос|дер|пгт)\.\D",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"^(?:ул|улица|пр|пр-т|пр-кт|просп|проспект|пер|переулок|б-р|бул|бульвар|наб|набережная|ш|шоссе|пл|площадь|проезд|пр-д|мкр|мкрн|микрорайон|кв-л|туп|тупик"
    r"|аллея|линия)\b|\b(?:улица|проспект|переулок|бульвар|шоссе|площадь|проезд|набережная|микрорайон|ул|пер|пр-т|пр-кт|б-р|наб|ш)\.?$",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"^\d{6}$")
_REGION = re.compile(
    r"\b(?:обл|область|край|респ|республика|ао|автономный округ|аобл)\b\.?", re.IGNORECASE
)
_COUNTY = re.compile(
    r"\b(?:р-н|район|округ|м\.?\s?о|г\.?\s?о|мо|го|с/п|с/с|сельсовет|поселение)\b\.?", re.IGNORECASE
)
_CITY = re.compile(r"^(?:г|гор|город)\b", re.IGNORECASE)
_HOUSE_IN_STREET = re.compile(r"\s\d+\s?[а-я]?$", re.IGNORECASE)
_NUMBERED_STREET = re.compile(
    r"^(?:мкр|мкрн|микрорайон|кв-л|квартал|линия|ряд|аллея|проезд|пр-д|туп|тупик)\.?\s*№?\s*\d+\s?[а-я]?$",
    re.IGNORECASE,
)
_KINDS_OF_STREET = frozenset(
    (
        "ул",
        "улица",
        "пр",
        "просп",
        "проспект",
        "кт",
        "т",
        "пер",
        "переулок",
        "б",
        "р",
        "бульвар",
        "наб",
        "набережная",
        "ш",
        "шоссе",
        "пл",
    )
)
# how the kind of a street is written, by the one name it goes under here; a street without a kind is an ordinary one
_STREET_KIND = {
    spelling: kind
    for kind, spellings in {
        "улица": "ул улица",
        "проспект": "пр пр-т пр-кт просп проспект",
        "переулок": "пер переулок",
        "бульвар": "б-р бул бульв бульвар",
        "набережная": "наб набережная",
        "шоссе": "ш шоссе",
        "площадь": "пл площадь",
        "проезд": "пр-д проезд",
        "микрорайон": "мкр мкрн мкр-н микрорайон",
        "квартал": "кв-л квартал",
        "тупик": "туп тупик",
        "аллея": "ал аллея",
        "линия": "лин линия",
    }.items()
    for spelling in spellings.split()
}
_SETTLEMENT_KIND = {
    **dict.fromkeys(("г", "гор", "город"), ""),
    **dict.fromkeys(("п", "пос", "поселок"), "поселок"),
    **dict.fromkeys(("с", "село"), "село"),
    **dict.fromkeys(("д", "дер", "деревня"), "деревня"),
    **dict.fromkeys(("х", "хутор"), "хутор"),
    **dict.fromkeys(("ст-ца", "станица"), "станица"),
    **dict.fromkeys(("р-н", "район"), "район"),
}
_LOOKALIKES = str.maketrans(
    "abcehkmoptxy", "авсенкмортху"
)  # a house 12A is typed with either alphabet
_PART_OF_HOUSE = {
    **dict.fromkeys(("к", "корп", "корпус"), "к"),
    **dict.fromkeys(("с", "стр", "строение"), "стр"),
    **dict.fromkeys(("лит", "литер", "литера"), "лит"),
}


class UnreadableAddress(ValueError):
    """The line has no settlement, no street or no house; the message says which."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; an empty ``flat`` is the whole house. A village comes with its county: many have one name."""

    settlement: str
    street: str
    house: str
    flat: str = ""

    def __str__(self) -> str:
        """Return the line that papers print."""
        line = f"{self.settlement}, {self.street}, д. {self.house}"
        return f"{line}, кв. {self.flat}" if self.flat else line

    def is_same_place(self, other: "Address") -> bool:
        """Say whether two addresses can be one place: spelling, order of words, the kind of the street, a county left out do not matter."""
        here, there = set(settlement_key(self.settlement)), set(settlement_key(other.settlement))
        return (
            (here <= there or there <= here)
            and _words(self.street) - _KINDS_OF_STREET == _words(other.street) - _KINDS_OF_STREET
            and all(
                house_key(mine) == house_key(its)
                for mine, its in ((self.house, other.house), (self.flat, other.flat))
            )
        )


@functools.lru_cache(maxsize=4096)
def settlement_key(name: str) -> tuple[str, ...]:
    """Return what is the same for every spelling of a settlement: «г. Тверь», «город Тверь» and «Тверь» are one."""
    return tuple(sorted(filter(None, (_SETTLEMENT_KIND.get(word, word) for word in _plain(name)))))


@functools.lru_cache(maxsize=4096)
def street_key(name: str) -> tuple[str, ...]:
    """Return what is the same for every spelling of a street, its kind first: «ул. Мира» and «Мира улица», but not «пр. Мира»."""
    words = _plain(name)
    # «Набережная ул.» is an ordinary street with a name that elsewhere is a kind
    ends = sorted(
        {0, len(words) - 1} if len(words) > 1 else (),
        key=lambda place: _STREET_KIND.get(words[place]) != "улица",
    )
    kind = next((place for place in ends if words[place] in _STREET_KIND), None)
    if kind is None:
        return ("улица", *sorted(words))
    return (_STREET_KIND[words.pop(kind)], *sorted(words))


@functools.lru_cache(maxsize=4096)
def house_key(number: str) -> tuple[str, ...]:
    """Return what is the same for every spelling of the number of a house or a flat: «12 к.1» and «д. 12, корпус 1»."""
    words = re.findall(r"\d+|[^\W\d_]+|[/-]", _lower(number).translate(_LOOKALIKES))
    while words and words[0] in {"д", "дом"}:
        words.pop(0)
    return tuple(_PART_OF_HOUSE.get(word, word) for word in words)


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*", _lower(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _lower(text)))


def _lower(text: str) -> str:
    return text.casefold().replace("ё", "е")


def visible_districts(*, user: User) -> QuerySet[District]:
    """Return the user's districts; no districts in the segment mean all."""
    districts = District.objects.all()
    if user.is_superuser or not user.segment_districts:
        return districts
    return districts.filter(code__in=user.segment_districts)


def visible_streets(*, user: User) -> QuerySet[Street]:
    """Return the streets of the user's districts."""
    return Street.objects.filter(district__in=visible_districts(user=user))


def visible_buildings(*, user: User) -> QuerySet[Building]:
    """Return the buildings of the user's districts."""
    return Building.objects.filter(street__district__in=visible_districts(user=user))


def visible_premises(*, user: User) -> QuerySet[Premises]:
    """Return the premises of the user's districts."""
    return Premises.objects.filter(building__street__district__in=visible_districts(user=user))


def sees_managers(*, user: User) -> bool:
    """Say whether the user may know who manages a building: a lawyer for persons sees no companies."""
    return (
        user.is_superuser
        or not user.segment_party_kinds
        or any(Party.Kind(kind).manages_buildings for kind in user.segment_party_kinds)
    )


@functools.lru_cache(maxsize=4096)
def parse_address(line: str) -> Address:
    """Return the parts of "г. Тверь, ул. Мира, д. 1, кв. 2"; postcode, region and county may stand before.

    :raises UnreadableAddress: when the settlement, the street or the house is not found, or the house is written into the street
    """
    found: dict[str, str] = {}
    for part in (" ".join(piece.split()) for piece in line.split(",")):
        if part:
            _take(found, part)
    if not re.search(r"\d", found.get("house", "")):
        found.pop("house", None)
    missing = [
        label
        for key, label in (
            ("settlement", _("settlement")),
            ("street", _("street")),
            ("house", _("house")),
        )
        if key not in found
    ]
    if missing:
        raise UnreadableAddress(
            _("The address has no %(parts)s: write it as «г. Тверь, ул. Мира, д. 1, кв. 2».")
            % {"parts": ", ".join(missing)}
        )
    if _HOUSE_IN_STREET.search(found["street"]) and not _NUMBERED_STREET.match(found["street"]):
        raise UnreadableAddress(
            _(
                "«%(street)s» ends in a number: write the house after a comma, as in «ул. Мира, д. 5, кв. 12»."
            )
            % {"street": found["street"]}
        )
    county = found.pop("county", "")
    if county and not _CITY.match(found["settlement"]):
        found["settlement"] = f"{county}, {found['settlement']}"
    return Address(**found)


def _take(found: dict[str, str], part: str) -> None:
    """Note what the part of a line is: house and flat are known by their marks or, after the street, by their place."""
    if _POSTCODE.match(part):
        return
    if "street" in found:
        _take_house(found, part)
    elif _REGION.search(part):
        return
    elif _STREET.search(part):
        found["street"] = part
    elif _COUNTY.search(part):
        found["county"] = f"{found['county']}, {part}" if "county" in found else part
    elif "settlement" not in found and _SETTLEMENT.search(part):
        found["settlement"] = part
    elif "settlement" in found:
        _take_house(found, part) if _HOUSE.match(part) else found.setdefault("street", part)
    else:
        found["settlement"] = part


def _take_house(found: dict[str, str], part: str) -> None:
    if flat := _FLAT.match(part):
        found["flat"] = flat["number"]
    elif house := _HOUSE.match(part):
        _house(found, house["number"])
    elif (block := _BLOCK.match(part)) and "house" in found:
        found["house"] += f" корп. {block['number']}"
    else:
        _house(found, part)


def _house(found: dict[str, str], number: str) -> None:
    """The first bare number after the street is the house, the second the flat."""
    found["flat" if "house" in found else "house"] = number
