"""How far a person decides by himself about what lets a case rest, and what that is in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webapp.processes.models import Limit
from webapp.staff.amounts import money
from webapp.staff.models import User


@dataclass(frozen=True, slots=True)
class Most:
    """So many days and roubles a person decides about alone; nothing where that is any number."""

    days: int | None = None
    amount: Decimal | None = None

    def allows(self, *, days: int, amount: Decimal) -> bool:
        """Say whether the person may decide alone."""
        is_short = self.days is None or days <= self.days
        is_small = self.amount is None or amount <= self.amount
        return is_short and is_small

    def in_words(self) -> str:
        """Return the limit as people read it; nothing where there is none."""
        parts = []
        if self.days is not None:
            parts.append(_up_to(self.days))
        if self.amount is not None:
            parts.append(_("up to %(sum)s ₽") % {"sum": money(self.amount)})
        return ", ".join(parts)


def most(*, user: User, process: str, deed: str) -> Most:
    """Return what a person decides about alone: the widest limit of the roles held."""
    rows = Limit.objects.filter(
        process=process,
        deed=deed,
        role__in=user.roles,
    )
    found = list(rows)
    if not found:
        return Most()
    return Most(
        days=_widest([row.days_max for row in found]),
        amount=_widest([row.amount_max for row in found]),
    )


def _widest[N: (int, Decimal)](numbers: list[N | None]) -> N | None:
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    return max(known)


def _up_to(days: int) -> str:
    text = ngettext(
        "up to %(number)s day",
        "up to %(number)s days",
        days,
    )
    return text % {"number": days}
