"""A page out of very many rows: their keys first, from the end that is nearer."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def keys(in_order: QuerySet[Any], *, start: int, length: int, count: int) -> list[int]:
    """Return the keys of the rows of a page out of ``count`` in order.

    What is told beside a row is joined to those of the page alone, and the last page is read from
    behind.
    """
    behind = count - start
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
    """Pages of a list, each read by the keys of its rows."""

    def page(self, number: Any) -> Page[Any]:
        """Return a page."""
        valid = self.validate_number(number)
        found: Any = self.object_list
        wanted = keys(
            found,
            start=(valid - 1) * self.per_page,
            length=self.per_page,
            count=self.count,
        )
        return Page(rows(found, wanted), valid, self)
