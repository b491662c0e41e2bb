"""Words that are kept for years: said in the language of the hour, and again in another."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django.utils.translation import gettext

type Part = tuple[str, Mapping[str, str] | None]
"""A text of the catalogues with what fills it; with nothing, words as they are."""


class Said(str):
    """Words in one language that know what they were made of.

    >>> words = said("There is no such month: write it as 10.2026.")
    >>> again(kept(words), words) == words
    True
    """

    parts: tuple[Part, ...]

    def __new__(cls, words: str, parts: Sequence[Part] = ()) -> Self:
        """Keep the parts beside the words."""
        made = super().__new__(cls, words)
        made.parts = tuple(parts)
        return made

    def __str__(self) -> str:
        """Stay what they are, also as the words of an exception."""
        return self

    def __mod__(self, given: Any) -> str:
        """Fill in values by name."""
        words = str.__mod__(self, given)
        if not isinstance(given, Mapping) or len(self.parts) != 1:
            return words
        [(source, _before)] = self.parts
        return Said(words, [(source, {name: str(value) for name, value in given.items()})])

    def __add__(self, other: str) -> str:
        """Go on with other words."""
        return Said(str.__add__(self, other), [*self.parts, *_parts_of(other)])

    def __radd__(self, other: str) -> str:
        """Come after other words."""
        return Said(str.__add__(other, self), [*_parts_of(other), *self.parts])


def said(source: str) -> str:
    """Return a text of the catalogues in the language of the hour."""
    return Said(gettext(source), [(source, {})])


def kept(words: str) -> list[list[Any]]:
    """Return what words were made of, to be kept beside them."""
    if isinstance(words, Said):
        return [list(part) for part in words.parts]
    return []


def again(parts: Sequence[Sequence[Any]], words: str) -> str:
    """Return kept words in the language of the hour; as they were where nothing more is known."""
    if not parts:
        return words
    return "".join(_told(source, given) for source, given in parts)


def _told(source: str, given: Mapping[str, str] | None) -> str:
    if given is None:
        return source
    text = gettext(source)
    if not given:
        return text
    return text % given


def _parts_of(words: str) -> Sequence[Part]:
    if isinstance(words, Said):
        return words.parts
    return [(words, None)]
