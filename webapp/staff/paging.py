"""A page out of very many rows: their keys first, from the end that is nearer."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

COUNTED_MAX = 10_000
"""Further nobody turns the pages: of more rows it is said that there are more."""


def count(found: QuerySet[Any], *, most: int) -> int:
    """Return how many rows there are; where there are more, one more than ``most``."""
    first = found.order_by().values("pk")[: most + 1]
    return first.count()


def keys(in_order: QuerySet[Any], *, start: int, length: int, count: int | None) -> list[int]:
    """Return the keys of the rows of a page out of ``count`` in order.

    What is told beside a row is joined to those of the page alone, and the last page is read from
    behind: where it is known how many there are.
    """
    behind = start if count is None else count - start
    numbers = in_order.values_list("pk", flat=True)
    if behind >= start:
        return list(numbers[start : start + length])
    first = max(behind - length, 0)
    found = list(numbers.reverse()[first : max(behind, 0)])
    return found[::-1]


def rows(found: QuerySet[Any], wanted: Iterable[int]) -> list[Any]:
    """Return the rows of some keys, as they follow each other."""
    in_order = list(wanted)
    known = found.order_by().in_bulk(in_order)
    return [known[key] for key in in_order if key in known]


class KeysFirst(Paginator):  # type: ignore[type-arg]
    """Pages of a list, each read by the keys of its rows.

    No more than ``most`` rows can be turned to.
    """

    most = COUNTED_MAX

    @cached_property
    def count(self) -> int:
        """Return how many rows can be turned to."""
        return min(self._counted, self.most)

    @property
    def is_more(self) -> bool:
        """Say whether there are more than can be turned to."""
        return self._counted > self.most

    @cached_property
    def _counted(self) -> int:
        found: Any = self.object_list
        return count(found, most=self.most)

    def page(self, number: Any) -> Page[Any]:
        """Return a page."""
        valid = self.validate_number(number)
        found: Any = self.object_list
        wanted = keys(
            found,
            start=(valid - 1) * self.per_page,
            length=self.per_page,
            count=None if self.is_more else self.count,
        )
        return Page(rows(found, wanted), valid, self)
