"""The beginning of an address.

Country, region, county, settlement, area and street, known by their words.
"""

import enum
import functools
import re
from collections.abc import Iterable, Sequence

from webapp.premises.addresses import words


class Level(enum.Enum):
    """What a piece of an address names."""

    POSTCODE = "postcode"
    COUNTRY = "country"
    REGION = "region"
    COUNTY = "county"
    CITY = "city"
    VILLAGE = "village"
    AREA = "area"
    STREET = "street"

    @property
    def is_around(self) -> bool:
        """Say whether it is read and not printed."""
        return self in {Level.POSTCODE, Level.COUNTRY, Level.REGION}


def _any(spellings: Iterable[str]) -> str:
    longest_first = sorted(spellings, key=len, reverse=True)
    return "|".join(map(re.escape, longest_first))


# a name may have a number of its own before it: «с. 2-е Отделение», «п. 1 Мая», «ул. 50 лет
# Октября»
_NAME = r"(?:\d+(?:-[а-яё]+|[а-яё]{1,2})?\s+)?[«\"]?[а-яёa-z][а-яёa-z]"
_CITY = _any(words.CITIES)
_VILLAGE = "|".join(
    (
        *(r"поселок городского типа", r"посёлок городского типа", r"рабочий пос[её]лок"),
        *(r"р\.\s?п", r"п\.\s?г\.\s?т", r"ж/д ст(?:анция)?", r"посёлок"),
        _any(words.SETTLEMENTS),
    )
)
_STREETS = _any(words.STREETS)
_AREAS = _any(words.AREAS)
_NUMBERED = r"№?\s*\d+(?:-?[а-яё]{1,2})?"
_NUMBERED_BEFORE = r"\d+(?:-?[а-яё]{1,2})?\s*"
_NOT_LONGER = r"(?![а-яё/-])"


def _before(kinds: str, name: str = _NAME) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{kinds}){_NOT_LONGER}\.?\s*{name}",
        re.IGNORECASE,
    )


def _after(kinds: str) -> re.Pattern[str]:
    return re.compile(rf"[а-яё»\"]\s+(?:{kinds})\.?$", re.IGNORECASE)


def _numbered(kinds: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:(?:{kinds}){_NOT_LONGER}\.?\s*{_NUMBERED}|{_NUMBERED_BEFORE}(?:{kinds})\.?)$",
        re.IGNORECASE,
    )


_POSTCODE = re.compile(r"^(?:индекс\s*)?\d{6}$", re.IGNORECASE)
_REGION = re.compile(
    r"\b(?:обл|область|край|респ|республика|ао|автономный округ|аобл)\b\.?", re.IGNORECASE
)
_COUNTY = re.compile(
    r"\b(?:м\.?\s?р-н|р-н|район|округ|м\.?\s?о|г\.?\s?о|мо|го|с/п|с/с|с/о|сельсовет|сельское "
    r"поселение|поселение"
    r"|вн\.\s?тер\.\s?г)\b\.?",
    re.IGNORECASE,
)
_BY_PREFIX = (
    (Level.CITY, _before(_CITY)),
    (Level.AREA, _before(_AREAS)),
    (Level.STREET, _before(_STREETS)),
    (Level.VILLAGE, _before(_VILLAGE)),
)
_BY_SUFFIX = (
    (Level.AREA, _after(_AREAS)),
    (Level.STREET, _after(_STREETS)),
    (Level.CITY, _after(_CITY)),
    (Level.VILLAGE, _after(_any(set(words.SETTLEMENTS) - {"станция", "слобода"}))),
)
_BY_NUMBER = ((Level.AREA, _numbered(_AREAS)), (Level.STREET, _numbered(_STREETS)))
_ENDS_IN_NUMBER = re.compile(r"\s\d+\s?[а-яё]?$", re.IGNORECASE)
_POSTCODE_BEFORE = re.compile(r"^(\d{6})[\s.]*(?=\D)")


@functools.lru_cache(maxsize=8192)
def level(piece: str) -> Level | None:
    """Return what a piece names, or nothing when no word says it, or two words say different
    things.
    """
    if _POSTCODE.match(piece):
        return Level.POSTCODE
    plain = " ".join(re.findall(r"\w+", piece.casefold()))
    if plain in words.COUNTRIES:
        return Level.COUNTRY
    if plain in words.REGIONS:
        return Level.REGION
    return _by_number(piece) or _by_words(piece)


def _by_number(piece: str) -> Level | None:
    for found, pattern in _BY_NUMBER:
        if pattern.search(piece):
            return found
    return None


def _by_words(piece: str) -> Level | None:
    before = _matched(_BY_PREFIX, piece)
    after = _matched(_BY_SUFFIX, piece)
    is_area = Level.AREA in before and not after
    if is_area or Level.STREET in before:
        return before[0]
    if _REGION.search(piece):
        return Level.REGION
    if _COUNTY.search(piece):
        return Level.COUNTY
    if before and after and set(before) != set(after):
        return None
    found = set(before or after)
    if len(found) == 1:
        return found.pop()
    return None


def _matched(patterns: Sequence[tuple[Level, re.Pattern[str]]], piece: str) -> list[Level]:
    return [level for level, pattern in patterns if pattern.search(piece)]


def ends_in_number(piece: str) -> bool:
    """Say whether a name is followed by a number that may be a house.

    «ул. Мира 5», but not «мкр. 5».
    """
    if not _ENDS_IN_NUMBER.search(piece):
        return False
    return _by_number(piece) is None


def cut_levels(piece: str) -> list[str]:
    """Return «170100 г. Тверь ул. Мира» as three pieces.

    What is whole ends where the word of the next one stands.
    """
    if match := _POSTCODE_BEFORE.match(piece):
        after = piece[match.end() :]
        return [match[1], *cut_levels(after)]
    for match in re.finditer(r"\s+(?=\S)", piece):
        before = piece[: match.start()]
        after = piece[match.end() :]
        is_whole = level(before) not in {None, Level.STREET}
        if is_whole and _starts_with_word(after):
            return [before, *cut_levels(after)]
    return [piece]


def _starts_with_word(piece: str) -> bool:
    if not _matched((*_BY_PREFIX, *_BY_NUMBER), piece):
        return False
    return level(piece) is not None
