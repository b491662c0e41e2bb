"""Rows as the database keeps them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from webapp.lists.declarations import Orders, Part
from webapp.staff import paging

_LOOKED_THROUGH = 5000


def _no_sums(_found: QuerySet[Any]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Rows:
    """What a list finds where the database keeps it as rows of a table.

    ``read`` makes the rows of the list of those of the table; where that takes long, ``whole``
    makes those of everything found, with less. ``totals`` adds up all of them. How many there are
    may be ``known`` from elsewhere. What is ``unknown`` of some rows puts them last, either way.
    """

    found: QuerySet[Any]
    read: Callable[[list[Any]], Sequence[Any]] = list
    whole: Callable[[list[Any]], Sequence[Any]] | None = None
    totals: Callable[[QuerySet[Any]], Mapping[str, Any]] = _no_sums
    unknown: frozenset[str] = frozenset()
    known: int | None = None

    def count(self, most: int | None = None) -> int:
        """Return how many there are; where there are more than ``most``, one more than that."""
        if most is None:
            return self.found.order_by().count()
        return paging.count(self.found, most=most)

    def part(self, *, orders: Orders, start: int = 0, length: int | None = None) -> Part:
        """Return some of them; rows that are equal stay in the order in which they came."""
        read = self.read
        if length is None:
            rows = list(self._in_order(orders)[start:])
            read = self.whole or read
        else:
            keys = self._sorted(
                orders,
                start,
                length,
            )
            rows = self._rows(keys)
        totals = self.totals(self.found)
        return Part(
            read(rows),
            self._count,
            totals,
        )

    def page(self, *, orders: Orders, start: int, length: int, most: int) -> Part:
        """Return some of them; of more than ``most`` all are neither counted nor added up."""
        count = self.count(most) if self.known is None else self.known
        is_more = count > most
        if is_more:
            start = min(start, most - length)
        keys = self._keys(
            orders,
            start,
            length,
            is_more=is_more,
        )
        rows = self.read(self._rows(keys))
        if is_more:
            return Part(
                rows,
                most,
                is_more=True,
            )
        totals = self.totals(self.found)
        return Part(
            rows,
            count,
            totals,
        )

    @cached_property
    def _count(self) -> int:
        if self.known is None:
            return self.count()
        return self.known

    def _keys(self, orders: Orders, start: int, length: int, *, is_more: bool) -> list[int]:
        """Return the keys of a page, out of more rows than anybody turns to or out of fewer.

        Of so many the first ones in order are looked through, as an index has them. What a person
        may see is seldom among them where the segment is narrow: then all of it is put in order.
        """
        if is_more:
            end = start + length
            most = max(end, _LOOKED_THROUGH)
            first = self._among_first(orders, most)
            found = list(first[start:end])
            if len(found) == length:
                return found
        return self._sorted(
            orders,
            start,
            length,
        )

    def _among_first(self, orders: Orders, most: int) -> QuerySet[Any, int]:
        """Return the keys of those of the first rows of the table that are found."""
        in_order = self._in_order(orders)
        ways = in_order.query.order_by
        every = self.found.model._default_manager.all()
        column = next(iter(orders), "").removeprefix("-")
        if column in self.unknown and "__" in column:
            # of these alone an index is read that is another table's
            ways = (*orders, _last_way(orders))
            is_known = {f"{column}__isnull": False}
            every = every.filter(**is_known)
        first = every.order_by(*ways).values("pk")[:most]
        found = in_order.filter(pk__in=first)
        return found.values_list("pk", flat=True)

    def _sorted(self, orders: Orders, start: int, length: int) -> list[int]:
        """Return the keys of a page of what is found first and put in order then.

        Left to choose, the database may walk along an index through a whole table for the few rows
        that are found.
        """
        told = {}
        ways = []
        for place, order in enumerate(orders):
            name = f"told_{place}"
            told[name] = F(order.removeprefix("-"))
            ways.append(self._way_told(name, order))
        ways.append(_told(_last_way(orders), "pk"))
        rows = self.found.order_by().annotate(**told)
        inner, params = rows.values("pk", *told).query.sql_with_params()
        statement = f"""
            WITH found AS MATERIALIZED ({inner})
            SELECT pk FROM found ORDER BY {", ".join(ways)} LIMIT %s OFFSET %s
        """
        with connection.cursor() as cursor:
            cursor.execute(
                statement,
                [*params, length, start],
            )
            return [key for (key,) in cursor.fetchall()]

    def _way_told(self, name: str, order: str) -> str:
        way = _told(order, name)
        if way != name and order.removeprefix("-") in self.unknown:
            return f"{way} NULLS LAST"
        return way

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


def _told(order: str, name: str) -> str:
    """Return an order as the database reads it, by a name of its own."""
    if order.startswith("-"):
        return f"{name} DESC"
    return name


def _last_way(orders: Orders) -> str:
    if orders and orders[-1].startswith("-"):
        return "-pk"
    return "pk"
