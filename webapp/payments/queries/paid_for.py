"""What a payer pays for in his own words. Pure.

A payer who is known by his ИНН alone, and writes «за испытание», «долг Каскада» or «за тёщу», may
mean anything: only what is understood to the last word is his own bill.
"""

import re
from collections.abc import Iterable, Iterator

from webapp.payments.queries import (
    firms,
    lettering,
    names,
    other_numbers,
    placenames,
    purpose,
    vocabulary,
)

_WORD = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:-[А-ЯЁа-яёA-Za-z]+)*")
# a part of a number, or what is counted by it: 15-ЭС, 500р, 2кв
_OF_A_NUMBER = re.compile(r"(?<=\d)[-/.]?[А-ЯЁа-яёA-Za-z]{1,3}(?![А-ЯЁа-яёA-Za-z])")
# «за Ленина, 12» is a place
_THIRD = re.compile(
    r"(?<!\w)(?i:за)\s+[«\"“]?([А-ЯЁа-яё][а-яё-]{2,})(?![\w-])"
    r"(?!\W{1,3}(?:[дД]\W{0,2}|дом\s)?\d{1,4}(?!\d))"
)


def unknown(text: str, *, besides: Iterable[str]) -> str:
    """Return the first word that is neither understood nor a word of these names."""
    known: set[str] = set()
    for name in besides:
        words = lettering.words(name)
        known.update(map(names.root, words))
    for word in _words(text):
        parts = lettering.words(word)
        is_known = known.issuperset(map(names.root, parts))
        if not is_known and not vocabulary.is_understood(word):
            return word
    return ""


def is_of_supply(text: str) -> bool:
    """Say whether the words of a text tell of supply, or of what is owed for it."""
    return vocabulary.are_of_supply(_words(text))


def third(text: str, *, besides: tuple[str, ...]) -> str:
    """Return the first name after «за» that is none of these: За Василёк, за Беляева."""
    for match in _THIRD.finditer(lettering.folded(text)):
        if not vocabulary.is_understood(match[1]) and not firms.is_one_of(match[1], besides):
            return match[1]
    return ""


def _words(text: str) -> Iterator[str]:
    """Yield the words that are no number, no part of one and no name of a place."""
    text = purpose.without_numbers(text)
    text = other_numbers.painted_over(text)
    text = placenames.painted_over(text)
    text = _OF_A_NUMBER.sub("|", text)
    for match in _WORD.finditer(text):
        yield match[0]
