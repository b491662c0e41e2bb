"""Rows as the database keeps them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from webapp.lists.declarations import Orders, Part


def _no_sums(_found: QuerySet[Any]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
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
        ways = [self._way(order) for order in orders]
        in_order = self.found.order_by(*ways, _last_way(orders))
        read = self.read
        if length is None:
            rows = list(in_order[start:])
            read = self.whole or read
        else:
            rows = self._rows(in_order.values_list("pk", flat=True)[start : start + length])
        totals = self.totals(self.found)
        count = totals.get("count")
        if count is None:
            count = self.count()
        return Part(read(rows), count, totals)

    def _rows(self, keys: Iterable[int]) -> list[Any]:
        """Return the rows of a page; what is told beside them is joined to these alone."""
        shown = self.found.model._default_manager.all()
        shown.query.select_related = self.found.query.select_related
        shown.query.deferred_loading = self.found.query.deferred_loading
        in_order = list(keys)
        known = shown.in_bulk(in_order)
        return [known[key] for key in in_order if key in known]

    def _way(self, order: str) -> Any:
        name = order.removeprefix("-")
        if name not in self.unknown or name == order:
            return order
        return F(name).desc(nulls_last=True)


def _last_way(orders: Orders) -> str:
    if orders and orders[-1].startswith("-"):
        return "-pk"
    return "pk"
