"""The debtors that a question to the workbench finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.billing import queries as billing
from webapp.lists.declarations import Orders, Part
from webapp.recovery.queries import debtors
from webapp.recovery.queries.debtors import Criteria
from webapp.staff.models import User


@dataclass(frozen=True, slots=True)
class Found:
    """The debtors that a person's criteria find, out of some accounts where they are given."""

    criteria: Criteria
    user: User
    account_ids: Sequence[int] | None = None

    def count(self, most: int | None = None) -> int:
        """Return how many there are, however many."""
        return debtors.count(
            criteria=self.criteria,
            user=self.user,
            account_ids=self.account_ids,
        )

    def part(self, *, orders: Orders, start: int = 0, length: int | None = None) -> Part:
        """Return lines of some of them, with what all of them owe."""
        [order] = orders
        found = self._find(
            order=order,
            limit=length,
            offset=start,
        )
        shown = debtors.lines(
            found=found.rows,
            on=self.criteria.on,
            service=self.criteria.service,
        )
        count = found.count if found.rows or not start else self.count()
        return Part(shown, count, {"debt": found.overdue_debt})

    def page(self, *, orders: Orders, start: int, length: int, most: int) -> Part:
        """Return a page of them; what they owe is added up whatever their number."""
        return self.part(orders=orders, start=start, length=length)

    def _find(self, **slice_of: Any) -> billing.Debtors:
        return debtors.find(
            criteria=self.criteria,
            user=self.user,
            account_ids=self.account_ids,
            **slice_of,
        )
