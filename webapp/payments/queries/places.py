"""The places that people name: street, house and flat as they write them. Pure."""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webapp.payments.queries import lettering, shortened
from webapp.payments.queries.dates import MONTH_NAME

# words between a street, a house and a flat
OF_ADDRESS = frozenset(
    (
        "УЛ УЛИЦА ПЕР ПЕРЕУЛОК ПР КТ ПРОСПЕКТ Д ДОМ КВ КВАРТИРА ОФ ОФИС К КОРП КОРПУС "
        "СТР СТРОЕНИЕ ЛИТ ЛИТЕРА ПОМ КОМН КОМНАТА"
    ).split()
)
_MONTH = re.compile(MONTH_NAME, re.IGNORECASE)
_NO_COUNT = rf"(?![\w./-]|,\d\d|{shortened.COUNTED})"
_STREET_MIN = 5
"""Letters of a street that is known though one of them is wrong."""
_YEAR_DIGITS = 4
NUMBERS_MAX = 5
"""Words that a house with its block and a flat with its room take at most."""
# «кв. 61», «кв-61», «кв/61», «квартира 61А», «61кв»; «за 3 кв. 26», «кв. 2026», «2 кв. 26 г.» and
# «кв-2 2026» are quarters
FLAT = re.compile(
    r"(?<!\w)(?<!за\s[1-4]\s)(?<!за\s[1-4])(?<!за\s[1-4]-)"
    r"кв(?:артир\w*|-?ра)?[.\s:=№_/-]{0,5}(?!20[1-3]\d(?!\d)|[1-4]\W{1,3}20[1-3]\d)"
    r"(\d{1,5}(?:(?!\sи)\s?[а-яё](?![.\wа-яё]))?)(?![\wа-яё]|[./]\d|,\d\d(?!\d)"
    r"|\s*(?:г(?:ода?|\.)?(?!\w)|руб|р\.|₽))",
    re.IGNORECASE,
)
_BEFORE_ITS_LABEL = re.compile(
    r"(?<![\w.,/-])(?:([5-9]|\d{2,3})\s?|([1-4]))кв(?![\w/]|\.?\s?(?:м|20\d\d|\d))", re.IGNORECASE
)
# д.7-28, дом 7 - 28, дом 7/28, д.7 кв.28; «д. 1-2 кв. 2026» is no flat
HOME = re.compile(
    r"(?<!\w)(?:д(?:ом)?\W{0,2}(\d{1,3}[а-яё]?(?:\s?[-–/]\s?\d{1,4}){1,3})"
    r"|д(?:ом)?\W{0,2}(\d{1,3}[а-яё]?,?\s{0,2}кв[.\s№-]{0,3}\d{1,4})|дом\s{0,2}№?\s?(\d{1,3}))"
    r"(?![\w/-]|[.,]\d|\s*(?:кварт|кв\.?\s*20|мес|г\.|г(?!\w)))",
    re.IGNORECASE,
)


# пр. Победы, д. 77
HOUSE = re.compile(
    r"(?<!\w)(?:ул\w*|пр(?:осп\w*|-?к?т)?|пер\w*|ш|наб\w*|пл|бул\w*|б-р)\.?\s+"
    r"([А-ЯЁа-яё][А-ЯЁа-яё -]{2,30}?),?\s*(?:д|дом)\W{0,2}\d",
    re.IGNORECASE,
)
# Сов. 1/6, Советская 1-6
SHORT = re.compile(
    r"(?<!\w)([А-ЯЁа-яё]{3,})\.?,?\s*(?:д\.?\s*)?(\d{1,3})\s*[/-]\s*(\d{1,4})(?![\w./-])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The words of an address. ``flat`` is empty for a house that stands alone."""

    street: tuple[str, ...]
    house: tuple[str, ...]
    flat: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return what stands after the street."""
        return self.house + self.flat

    @property
    def pair(self) -> tuple[str, str] | None:
        """Return the end of the street and the house: they stand side by side in any spelling."""
        if not self.street or not self.numbers:
            return None
        return self.street[-1], self.numbers[0]


@functools.lru_cache(maxsize=16_384)
def place(street: str, house: str, flat: str) -> Place:
    """Return the words of an address."""
    return Place(
        tuple(words(street)),
        tuple(words(house)),
        tuple(words(flat)),
    )


def words(text: str) -> list[str]:
    """Return the words and numbers of a text without «ул.», «д.», «кв.»."""
    return [word for word in lettering.words(text) if word not in OF_ADDRESS]


def pairs(spoken: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield each word that a number follows, with the number and the place of the word."""
    for index, (word, number) in enumerate(pairwise(spoken)):
        if number[0].isdecimal():
            yield index, (word, number)


def corrected(spoken: Sequence[str], streets: frozenset[str]) -> list[str]:
    """Return the words with a street put right that is misspelt by one letter before its house."""
    right = list(spoken)
    for index, (word, _number) in pairs(spoken):
        right[index] = _street_meant(word, streets)
    return right


@functools.lru_cache(maxsize=16_384)
def _street_meant(word: str, streets: frozenset[str]) -> str:
    if word in streets or len(word) < _STREET_MIN:
        return word
    likely = [street for street in streets if _is_one_letter_off(word, street)]
    if len(likely) == 1:
        return likely[0]
    return word


def _is_one_letter_off(word: str, street: str) -> bool:
    if word[0] != street[0]:
        return False
    shorter, longer = sorted((word, street), key=len)
    if len(shorter) == len(longer):
        pairs_of_letters = zip(word, street, strict=True)
        differing = [one for one, other in pairs_of_letters if one != other]
        return len(differing) == 1
    for index in range(len(longer)):
        before = longer[:index]
        behind = longer[index + 1 :]
        if before + behind == shorter:
            return True
    return False


def is_another_house(
    spoken: Sequence[str], known: Sequence[Place], streets: frozenset[str]
) -> bool:
    """Say whether a house of a street of ours is named that is none of these places' streets."""
    own = {place.street[-1:] for place in known}
    for _index, (word, number) in pairs(spoken):
        is_year = len(number) >= _YEAR_DIGITS
        is_another = word in streets and (word,) not in own
        if is_another and not is_year and not _MONTH.fullmatch(word):
            return True
    return False


def is_named(it: Place, spoken: Sequence[str]) -> bool:
    """Look for street, house and flat one after another.

    A street alone, or with another flat, says nothing; after a house without a flat a further
    number would be somebody's flat.
    """
    if not it.pair:
        return False
    looked_for = (*it.street, *it.numbers)
    return _stands(spoken, looked_for, is_whole=bool(it.flat))


def are_numbers_named(it: Place, spoken: Sequence[str]) -> bool:
    """Say whether house and flat stand there, with whatever street or none."""
    if not it.flat:
        return False
    return _stands(spoken, it.numbers, is_whole=True)


def is_elsewhere(it: Place, text: str) -> bool:
    """Say whether a text tells of another house of this street, or of a house of another street."""
    if not it.pair:
        return False
    street, house = it.pair
    spoken = words(text)
    if any(word == street and number != house for _index, (word, number) in pairs(spoken)):
        return True
    folded = lettering.folded(text)
    if street not in spoken and HOUSE.search(folded):
        return True
    short = ((words(name), one, flat) for name, one, flat in SHORT.findall(folded))
    return any(
        bool(name) and street.startswith(name[0]) and (one, flat) != (house, *it.flat[:1])
        for name, one, flat in short
        if it.flat
    )


def flats(text: str) -> list[tuple[str, ...]]:
    """Return the flats that are called so."""
    folded = lettering.folded(text)
    return [
        *_called(FLAT, folded),
        *_called(_BEFORE_ITS_LABEL, folded),
    ]


def homes(text: str) -> list[tuple[str, ...]]:
    """Return the houses that are called so, with the numbers of block and flat behind them."""
    folded = lettering.folded(text)
    return list(_called(HOME, folded))


def _called(shape: re.Pattern[str], text: str) -> Iterator[tuple[str, ...]]:
    for match in shape.finditer(text):
        number = match[match.lastindex or 0]
        yield tuple(words(number))


def is_beside_another(it: Place, text: str, *, besides: Collection[str]) -> bool:
    """Say whether a flat of the house that is none of these stands there: Школьный 7-16 и 7-17."""
    if not it.house or not it.flat:
        return False
    folded = lettering.folded(text)
    home = rf"(?<![\w.,/-])(?<!за\s){it.house[0]}\s?[-–/]\s?"
    listed = rf"{home}{it.flat[0]}\s*(?:и|[,;+&])\s*(\d{{1,3}}){_NO_COUNT}"
    again = rf"{home}(?!20\d\d)(\d{{1,4}}){_NO_COUNT}"
    further = re.finditer(
        f"{listed}|{again}",
        folded,
        re.IGNORECASE,
    )
    for match in further:
        flat = match[1] or match[2]
        if flat not in besides:
            return True
    return False


def is_home_of(it: Place, home: Sequence[str]) -> bool:
    """Say whether a house and flat may be this one; a block is left out as often as not."""
    if it.numbers[: len(home)] == tuple(home):
        return True
    return home[:1] == it.house[:1] and set(it.flat[:1]) <= set(home[1:])


def is_flat_of(it: Place, flat: Sequence[str]) -> bool:
    """Say whether a flat may be this one; a room of it is left out as often as not."""
    return it.flat[: len(flat)] == tuple(flat)


def _stands(spoken: Sequence[str], looked_for: Sequence[str], *, is_whole: bool) -> bool:
    size = len(looked_for)
    sought = tuple(looked_for)
    for start in range(len(spoken) - size + 1):
        end = start + size
        following = spoken[end : end + 1]
        is_longer = not is_whole and any(map(str.isdecimal, following))
        if tuple(spoken[start:end]) == sought and not is_longer:
            return True
    return False
