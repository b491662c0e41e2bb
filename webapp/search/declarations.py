"""How it is declared what can be found, and by what."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Func, Model, Q, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import Contains, GreaterThan

_LETTERS = str.maketrans("ёабвгдежзийклмнопрстухчшыья", "FABCDEFGHIJKLMNOPQRSTUVWXYZ")
_INDEXED = re.compile(r"[0-9A-Za-z]{3}")
"""Letters in a row of which the index is made; it knows no signs between them."""


class Spelled(Func):
    """A text as it is compared: in small letters, ё as е, and in such as every server knows."""

    function = "search_spelled"
    output_field = TextField()


def spelled(text: str) -> str:
    """Return a text as it is compared."""
    return text.lower().translate(_LETTERS)


def is_long(text: str) -> bool:
    """Say whether the index knows a text."""
    return bool(_INDEXED.search(spelled(text)))


def has(column: str, text: str) -> Any:
    """Return the condition that a column has a text in it, however both are spelled.

    A short one is kept away from the index, which would be read from end to end.
    """
    known = Spelled(F(column))
    asked = spelled(text)
    if not is_long(text):
        place = StrIndex(known, Value(asked))
        return GreaterThan(place, 0)
    return Contains(known, asked)


def index(column: str, *, name: str) -> GinIndex:
    """Return the index without which a part of a column would be looked for in every row."""
    parts = OpClass(
        Spelled(column),
        name="gin_trgm_ops",
    )
    return GinIndex(parts, name=name)


def _never(_text: str) -> Any:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is found: its rows, and the kinds that lead to it by a column.

    ``beside`` are the columns, its own or of its links, in which a word is looked for that is too
    short for an index.
    """

    code: str
    model: type[Model]
    links: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A column that tells of what ``finds`` names, whose number stands in the column ``by``.

    ``whole`` turns all that was typed into a condition, where it is such a thing as this one: a
    telephone, a surname with initials.
    """

    model: type[Model]
    column: str
    finds: str
    by: str = "pk"
    whole: Callable[[str], Any] = _never

    def with_words(self, words: Sequence[str]) -> Q:
        """Return the condition on rows whose column has every word."""
        return Q(*(has(self.column, word) for word in words))
