"""What apps above tell the office: which rights roles have, and what waits for people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for people on a page, for whoever has a right.

    ``count`` is told the person and the moment, and returns how much of it waits for that person.
    ``query`` is the end of the page's address. ``marks`` is the line of the menu that the number
    stands beside, when it is not the page's own; without ``in_menu`` it stands beside none.
    """

    page: str
    title: Promise
    permission: str
    count: Callable[[Any, datetime], int]
    query: str = ""
    marks: str = ""
    in_menu: bool = True
    variant: str = "info"

    @property
    def line(self) -> str:
        """Return the page whose line of the menu has the number beside it."""
        return self.marks or self.page


_given: dict[str, set[str]] = defaultdict(set)
_waiting: list[Waiting] = []


def give(*, rights: Mapping[str, Iterable[str]]) -> None:
    """Give rights, as ``app.codename``, to roles."""
    for role, codes in rights.items():
        _given[role].update(codes)


def given(*, role: str) -> frozenset[str]:
    """Return what apps have given to a role."""
    return frozenset(_given.get(role, ()))


def wait(waiting: Waiting) -> None:
    """Let people know of something that waits for them."""
    _waiting.append(waiting)


def waiting() -> Iterator[Waiting]:
    """Return whatever may wait for people."""
    yield from _waiting


def badges_key(*, user_id: int) -> str:
    """Return under which key the numbers beside a person's menu are remembered for a moment."""
    return f"staff.badges.{user_id}"
