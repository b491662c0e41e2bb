"""What was typed, as a condition on the rows of a kind.

All words stand in one column, a name or an address, or each is known of the row by a column of its
own or of what leads to it: a surname and a street. The database finds them by indexes, so that a
hundred thousand rows take no longer than a hundred.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from webapp.search import registry
from webapp.search.declarations import SHORTEST, Kind, Source, has

_WORDS_MAX = 6
type Asked = Callable[[Source], Any]
type Parts = list[QuerySet[Any]]


def condition(*, kind: str, text: str) -> Q:
    """Return the condition on rows of a kind that a text asks for; of an empty text, none."""
    declared = registry.kind_of(code=kind)
    words = text.split()[:_WORDS_MAX]
    long, short = _by_length(words)
    if not long:
        return _beside(declared, short)
    whole = _of_whole(declared, text.strip())
    if whole and len(words) > 1:
        return _among(whole)
    parts = _in_one_column(declared, words)
    if len(long) > 1:
        parts.append(_in_several(declared, long, short))
    parts.extend(whole)
    return _among(parts)


def rows(*, kind: str, text: str) -> QuerySet[Any]:
    """Return the numbers of the rows of a kind that a text asks for."""
    declared = registry.kind_of(code=kind)
    wanted = condition(
        kind=kind,
        text=text,
    )
    return _every(declared).filter(wanted).values("pk")


def _by_length(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that the index knows, and those that it does not."""
    long, short = [], []
    for word in words:
        if len(word) < SHORTEST:
            short.append(word)
        else:
            long.append(word)
    return long, short


def _of_whole(kind: Kind, text: str) -> Parts:
    """Return the rows of which the whole text is such a thing as a telephone."""

    def asked(source: Source) -> Any:
        return source.whole(text)

    return list(_found(kind, asked))


def _in_one_column(kind: Kind, words: Sequence[str]) -> Parts:
    """Return the rows of which one column has all words."""

    def asked(source: Source) -> Any:
        return source.with_words(words)

    return list(_found(kind, asked))


def _in_several(kind: Kind, long: Sequence[str], short: Sequence[str]) -> QuerySet[Any]:
    """Return the rows of which each word is known, by whatever column."""
    known = _beside(kind, short)
    for word in long:
        parts = _in_one_column(kind, [word])
        known &= _among(parts)
    return _every(kind).filter(known).values("pk")


def _beside(kind: Kind, words: Sequence[str]) -> Q:
    """Return the condition on rows with words that are too short for an index."""
    known = Q()
    for word in words:
        found = Q()
        for column in kind.beside:
            found |= Q(has(column, word))
        known &= found
    return known


def _every(kind: Kind) -> QuerySet[Any]:
    manager = kind.model._default_manager
    return manager.order_by()


class _IsOneOf(Func):
    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _among(parts: Parts, *, column: str = "pk") -> Q:
    """Return the condition that a column is one of the numbers of the parts.

    As an array they are found once: told to join them, the database begins anew for every row.
    """
    together, *others = parts
    if others:
        together = together.union(*others, all=True)
    numbers = ArraySubquery(together)
    return Q(_IsOneOf(F(column), numbers))


def _found(kind: Kind, asked: Asked) -> Iterator[QuerySet[Any]]:
    """Yield the numbers of a kind's rows: by its own columns, then by what leads to it."""
    for source in registry.sources(finds=kind.code):
        wanted = asked(source)
        if wanted is not None:
            known = source.model._default_manager.filter(wanted)
            yield known.order_by().values(source.by)
    for code, column in kind.links.items():
        linked = registry.kind_of(code=code)
        parts = list(_found(linked, asked))
        if parts:
            led = _among(
                parts,
                column=column,
            )
            yield _every(kind).filter(led).values("pk")
