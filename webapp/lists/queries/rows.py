"""Rows as the database keeps them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet

from webapp.lists.declarations import Orders, Part
from webapp.staff import paging


def _no_sums(_found: QuerySet[Any]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Rows:
    """What a list finds where the database keeps it as rows of a table.

    ``read`` makes the rows of the list of those of the table; where that takes long, ``whole``
    makes those of everything found, with less. ``totals`` adds up all of them.
    What is ``unknown`` of some rows puts them last, either way.
    """

    found: QuerySet[Any]
    read: Callable[[list[Any]], Sequence[Any]] = list
    whole: Callable[[list[Any]], Sequence[Any]] | None = None
    totals: Callable[[QuerySet[Any]], Mapping[str, Any]] = _no_sums
    unknown: frozenset[str] = frozenset()

    def count(self) -> int:
        """Return how many there are."""
        return self.found.order_by().count()

    def part(self, *, orders: Orders, start: int = 0, length: int | None = None) -> Part:
        """Return some of them; rows that are equal stay in the order in which they came."""
        read = self.read
        if length is None:
            rows = list(self._in_order(orders)[start:])
            read = self.whole or read
        else:
            rows = self._rows(self._keys(orders, start, length))
        return Part(read(rows), self._count, self._totals)

    @cached_property
    def _totals(self) -> Mapping[str, Any]:
        return self.totals(self.found)

    @cached_property
    def _count(self) -> int:
        known: int | None = self._totals.get("count")
        if known is None:
            return self.count()
        return known

    def _keys(self, orders: Orders, start: int, length: int) -> list[int]:
        """Return the keys of a page; first of the rows of which it is known what orders them.

        Of these alone an index is read that is another table's.
        """
        in_order = self._in_order(orders)
        column = next(iter(orders), "").removeprefix("-")
        is_joined = column in self.unknown and "__" in column
        if is_joined and 2 * start <= self._count:
            known = self.found.filter(**{f"{column}__isnull": False})
            known = known.order_by(*orders, _last_way(orders))
            found = list(known.values_list("pk", flat=True)[start : start + length])
            if len(found) == length:
                return found
        return paging.keys(
            in_order,
            start=start,
            length=length,
            count=self._count,
        )

    def _rows(self, keys: list[int]) -> list[Any]:
        """Return the rows of a page; what is told beside them is joined to these alone."""
        shown = self.found.model._default_manager.all()
        shown.query.select_related = self.found.query.select_related
        shown.query.deferred_loading = self.found.query.deferred_loading
        return paging.rows(shown, keys)

    def _in_order(self, orders: Orders) -> QuerySet[Any]:
        ways = [self._way(order) for order in orders]
        return self.found.order_by(*ways, _last_way(orders))

    def _way(self, order: str) -> Any:
        name = order.removeprefix("-")
        if name not in self.unknown or name == order:
            return order
        return F(name).desc(nulls_last=True)


def _last_way(orders: Orders) -> str:
    if orders and orders[-1].startswith("-"):
        return "-pk"
    return "pk"
