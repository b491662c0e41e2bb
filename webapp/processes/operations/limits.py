"""What is beyond a person's limit is not done: leave is asked of the head, who does it or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.processes.queries import limits
from webapp.staff.models import User


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants done: how long it lets the case rest, over what sum, and why."""

    deed: str
    until: date | None
    text: str
    amount: Decimal = Decimal(0)
    given: Mapping[str, Any] = field(default_factory=dict)


class BeyondLimit(Exception):
    """A person decides less than that alone; ``asked`` is what was wanted."""

    def __init__(self, most: limits.Most, asked: Asked) -> None:
        told = _("You decide %(most)s. Beyond that the head of legal is asked.")
        super().__init__(told % {"most": most.in_words()})
        self.asked = asked


def weigh(*, case: Case, asked: Asked, by: User | None, today: date) -> None:
    """Do nothing when a person may decide alone, or nobody decides.

    :raises BeyondLimit: when the person may not
    """
    if by is None:
        return
    most = limits.most(
        user=by,
        process=case.process,
        deed=asked.deed,
    )
    days = 0
    if asked.until:
        days = (asked.until - today).days
    if not most.allows(days=days, amount=asked.amount):
        raise BeyondLimit(most, asked)
