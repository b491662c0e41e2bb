"""The end of an address: the number of the house with its blocks, and what is inside, by the words
before the numbers.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass

from webapp.premises.addresses import words
from webapp.premises.addresses.kinds import Ownership, UnitKind


class UnreadableAddress(ValueError):
    """Something in an address is missing or cannot be told apart.

    The message says what and how to write it.
    """


type Meaning = Ownership | UnitKind | str
"""What carries the number, what is inside, or the name of a block of a house."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One number with what its word means; a bare number has no meaning of its own."""

    meaning: Meaning | None
    value: str


def _squeezed(mark: str) -> str:
    return re.sub(r"[.\s]", "", mark.casefold().replace("ё", "е"))


_MEANINGS: dict[str, Meaning] = {
    _squeezed(word): meaning
    for group in (words.OWNERSHIPS, words.BLOCKS, words.UNITS)
    for meaning, spellings in group.items()
    for word in spellings
}
_SPELLINGS = sorted(
    (
        word
        for group in (words.OWNERSHIPS, words.BLOCKS, words.UNITS)
        for spellings in group.values()
        for word in spellings
    ),
    key=len,
    reverse=True,
)
_MARK = "|".join(re.escape(word).replace(r"\ ", r"\.?\s*") for word in _SPELLINGS)
_LETTER = r"[а-яёa-z](?![а-яёa-z])"
_NUMBER = (
    rf"\d+(?:\s?-?{_LETTER})?(?:\s?[/-]\s?(?:\d+(?:{_LETTER})?|{_LETTER}))*"  # 15, 15А, 12/2, 1-Н
)
_ROMAN = rf"[ivxlхі]+(?![а-яёa-z])(?:-?{_LETTER})?"  # пом. III, пом. I-Н
_LETTERED = rf"[а-яёa-z]{{1,2}}(?:-?\d+|-{_LETTER})?(?![а-яёa-z\d])"  # лит. А, лит. АБ, лит. А1
_END = r"(?=$|[\s.;])"
_MARKED = re.compile(
    (
        rf"(?P<mark>{_MARK})(?![а-яёa-z]|-[а-яё])\.?\s*(?:(?:№|#|n(?=\s?\d))\s*)?"
        rf"(?P<value>{_NUMBER}|{_ROMAN}|{_LETTERED}){_END}"
    ),
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?:(?:№|#|n(?=\s?\d))\s*)?(?P<value>{_NUMBER}){_END}", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<value>\d+)(?:-?(?:й|ый|ой|ий))?\s*(?P<mark>этаж|эт|подъезд){_END}", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s.;]*")
# «31к1», «12Ас2», «5кв.12»: a space before the word, and the rest reads as elsewhere
_GLUED = re.compile(
    (
        r"(\d[а-яё]?)(?=(?:корпус|корп|к|строение|стр|с|литера|лит|квартира|кв|офис|оф|пом"
        r"|комн)\.?\s?\d)"
    ),
    re.IGNORECASE,
)
# a word of one letter is a word only before a figure: «К. Маркса» is no block
_SHORT_BEFORE_LETTER = re.compile(r"^[а-яё](?![а-яё/-])\.?\s*[^\d\s.№#n]", re.IGNORECASE)
_DASH = re.compile("[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_QUOTED_LETTER = re.compile(r"\s*[\"«'„“]\s*([а-яёa-z])\s*[\"»'“”]", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return a line with plain dashes and spaces, «31к1» and «5 «А»» opened."""
    line = _DASH.sub(
        "-",
        _INVISIBLE.sub("", unicodedata.normalize("NFC", text)),
    )
    line = _QUOTED_LETTER.sub(r"\1", line)
    return _GLUED.sub(r"\1 ", " ".join(line.split()))


@functools.lru_cache(maxsize=8192)
def marks_in(piece: str) -> tuple[Mark, ...] | None:
    """Return the numbers of a piece with their words, or nothing when any of
    it is not understood.
    """
    found: list[Mark] = []
    place = 0
    while place < len(piece):
        match = _next(piece, place, is_first=not found)
        if match is None:
            return None
        found.append(_mark(match))
        between = _BETWEEN.match(piece, match.end())
        assert between  # it matches nothing too
        place = between.end()
    return tuple(found) or None


def _next(piece: str, place: int, *, is_first: bool) -> re.Match[str] | None:
    marked = _AFTER.match(piece, place) or _MARKED.match(piece, place)
    if marked and not _SHORT_BEFORE_LETTER.match(marked[0]):
        return marked
    if is_first:
        return _BARE.match(piece, place)
    return None


def _mark(match: re.Match[str]) -> Mark:
    word = match.groupdict().get("mark")
    if word:
        meaning = _MEANINGS[_squeezed(word)]
    else:
        meaning = None
    return Mark(meaning=meaning, value=_tidy_number(match["value"]))


def _tidy_number(value: str) -> str:
    """«15 А» is «15А», «5 / 2» is «5/2»."""
    return re.sub(r"\s+", "", value)


def cut_before_marks(piece: str) -> tuple[str, str]:
    """Return what stands before the first marked number of a piece, and the rest.

    «ул. Мира» and «д. 5 кв. 12».
    """
    for match in re.finditer(r"(?<=[\s.])(?=\S)", piece):
        rest = piece[match.start() :]
        marks = marks_in(rest)
        if marks and marks[0].meaning is not None:
            return piece[: match.start()].rstrip(" ;"), rest
    return piece, ""
