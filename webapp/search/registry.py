"""What apps let be found. Filled once, when the program begins."""

from collections.abc import Iterator

from webapp.search.declarations import Kind, Source

_kinds: dict[str, Kind] = {}
_sources: list[Source] = []


class UnableToDeclare(Exception):
    """A kind of this code is declared already."""


def find(kind: Kind) -> None:
    """Let a kind of thing be found.

    :raises UnableToDeclare: when its code is declared already
    """
    if kind.code in _kinds:
        raise UnableToDeclare(f"{kind.code} is declared twice")
    _kinds[kind.code] = kind


def look_in(*sources: Source) -> None:
    """Let things be found by more columns."""
    _sources.extend(sources)


def kind_of(*, code: str) -> Kind:
    """Return a kind that is declared."""
    return _kinds[code]


def sources(*, finds: str) -> Iterator[Source]:
    """Return the columns by which a kind is found."""
    return (source for source in _sources if source.finds == finds)


def every() -> Iterator[Source]:
    """Return every column by which something is found."""
    yield from _sources
