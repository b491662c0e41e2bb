"""The kinds of tables that apps have declared. Filled once, when the program begins."""

from collections.abc import Iterator
from typing import Any

from webapp.uploads.declarations import Kind

_kinds: dict[str, Kind[Any, Any]] = {}


class UnableToDeclare(Exception):
    """A kind of this code is declared already."""


def declare(kind: Kind[Any, Any]) -> None:
    """Take a kind into the house.

    :raises UnableToDeclare: when its code is declared already
    """
    if kind.code in _kinds:
        raise UnableToDeclare(f"{kind.code} is declared twice")
    _kinds[kind.code] = kind


def withdraw(*, code: str) -> None:
    """Take a kind out of the house again."""
    del _kinds[code]


def kinds() -> Iterator[Kind[Any, Any]]:
    """Return every declared kind."""
    yield from _kinds.values()


def kind_of(*, code: str) -> Kind[Any, Any]:
    """Return a kind that is declared."""
    return _kinds[code]
