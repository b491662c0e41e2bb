"""One spelling for what people, phones and banks write in many scripts. Pure: text in, text out."""

import functools
import re
import unicodedata
from collections.abc import Iterable

_LATIN = "ABCEHKMOPTXYaceopxy"
_CYRILLIC = "АВСЕНКМОРТХУасеорху"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_ODD = re.compile(r"[^ -~А-яЁё№«»–—|]")
_WORD = re.compile(r"[A-Za-zА-яЁё]+")
_LATIN_BEYOND_DOUBT = re.compile(rf"(?![{_LATIN}])[A-Za-z]")
_HYPHENS = "‐‑‒−﹣"


def plain(text: str) -> str:
    """Return a text without invisible signs, its digits and spaces as on a keyboard."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _ODD.sub(_plain_sign, text)


def folded(text: str) -> str:
    """Return a text whose Latin letters that look Russian are Russian.

    Nobody sees which key was pressed.

    A word with a letter that is Latin beyond doubt is a Latin word and stays.
    """
    return _WORD.sub(_folded_word, plain(text))


def key(number: str) -> str:
    """Return the one form in which numbers are compared."""
    return folded(number).upper().strip()


def letters(text: str) -> str:
    """Return the letters and digits alone: exports differ in spaces, signs and capitals."""
    return re.sub(r"\W", "", key(text))


def spellings(numbers: Iterable[str]) -> set[str]:
    """Return the forms in which the database may hold these numbers."""
    found: set[str] = set()
    for number in numbers:
        upper = number.upper()
        found |= {number, upper, number.lower(), upper.translate(_TO_LATIN)}
    return found - {""}


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in capitals, Ё written as Е."""
    return list(_words(text))


@functools.lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[str, ...]:
    found = re.findall(
        r"[А-ЯA-Z]+|\d+",
        folded(text).upper().replace("Ё", "Е"),
    )
    return tuple(found)


def _folded_word(match: re.Match[str]) -> str:
    word = match[0]
    if _LATIN_BEYOND_DOUBT.search(word):
        return word
    return word.translate(_TO_CYRILLIC)


def _plain_sign(match: re.Match[str]) -> str:
    sign = match[0]
    category = unicodedata.category(sign)
    if category == "Cf":  # zero-width signs, marks of direction, soft hyphens
        return ""
    if sign.isspace():
        return " "
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if sign in _HYPHENS:
        return "-"
    is_fullwidth = unicodedata.east_asian_width(sign) == "F"
    if is_fullwidth:
        return unicodedata.normalize("NFKC", sign)
    return sign
