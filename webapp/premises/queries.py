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
    r"^(?:д|дом|домовл|домовладение|зд|здание|стр|строение)\.?\s*(?:№\s*)?(?P<number>\d\S*(?:\s*(?:к|корп|стр|лит)\.?\s*\S+)?)$",
    re.IGNORECASE,
)
_FLAT = re.compile(r"^(?:кв|квартира|пом|помещение|оф|офис|комн|комната)\.?\s*(?:№\s*)?(?P<number>\S+)$", re.IGNORECASE)
_BLOCK = re.compile(r"^(?:к|корп|корпус|стр|строение|лит|литера)\.?\s*(?P<number>\S+)$", re.IGNORECASE)
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
_REGION = re.compile(r"\b(?:обл|область|край|респ|республика|р-н|район|ао|округ|го)\b\.?", re.IGNORECASE)


class UnreadableAddress(ValueError):
    """The line has no settlement, no street or no house; the message says which."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; an empty ``flat`` is the whole house."""

    settlement: str
    street: str
    house: str
    flat: str = ""

    def __str__(self) -> str:
        """Return the line that papers print."""
        line = f"{self.settlement}, {self.street}, д. {self.house}"
        return f"{line}, кв. {self.flat}" if self.flat else line


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
    return user.is_superuser or not user.segment_party_kinds or any(Party.Kind(kind).manages_buildings for kind in user.segment_party_kinds)


@functools.lru_cache(maxsize=4096)
def parse_address(line: str) -> Address:
    """Return the parts of "г. Тверь, ул. Мира, д. 1, кв. 2"; postcode and region may stand before.

    :raises UnreadableAddress: when the settlement, the street or the house is not found
    """
    found: dict[str, str] = {}
    for part in (" ".join(piece.split()) for piece in line.split(",")):
        if part:
            _take(found, part)
    missing = [
        label for key, label in (("settlement", _("settlement")), ("street", _("street")), ("house", _("house"))) if key not in found
    ]
    if missing:
        raise UnreadableAddress(
            _("The address has no %(parts)s: write it as «г. Тверь, ул. Мира, д. 1, кв. 2».") % {"parts": ", ".join(missing)}
        )
    return Address(**found)


def _take(found: dict[str, str], part: str) -> None:
    """Note what the part of a line is: house and flat are known by their marks or, after the street, by their place."""
    if _POSTCODE.match(part):
        return
    if "street" in found:
        _take_house(found, part)
    elif _STREET.search(part):
        found["street"] = part
    elif "settlement" not in found and _SETTLEMENT.search(part):
        found["settlement"] = part
    elif "settlement" in found:
        _take_house(found, part) if _HOUSE.match(part) else found.setdefault("street", part)
    elif not _REGION.search(part):
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
