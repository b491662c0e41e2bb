"""What the desk of a staff member shows.

Counters, money and cases by stage.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Sum

from webapp.payments.models import Allocation, Payment
from webapp.processes.queries import worklist
from webapp.recovery.models import CaseCharge, Recovery
from webapp.recovery.queries import funnel, segments
from webapp.staff import registry
from webapp.staff.models import User
from webapp.staff.registry import Waiting

_BADGES_LIVE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Desk:
    """The numbers of the first page."""

    cases: int
    debt: Decimal
    awarded: Decimal
    stages: tuple[funnel.StageSum, ...]
    tasks: int
    overdue_tasks: int
    collected: Decimal
    closed_paid: int


@dataclass(frozen=True, slots=True)
class Badge:
    """How much waits for a person behind a line of the menu."""

    count: int
    variant: str


def badges(*, user: User, now: datetime) -> dict[str, Badge]:
    """Return the numbers beside the menu, by the page of the line, at most half a minute old."""
    key = registry.badges_key(user_id=user.pk)
    found: dict[str, Badge] | None = cache.get(key)
    if found is None:
        shown = waits(user=user, now=now, in_menu=True)
        found = {one.line: Badge(count, one.variant) for one, count in shown}
        cache.set(key, found, _BADGES_LIVE_SECONDS)
    return found


def waits(*, user: User, now: datetime, in_menu: bool = False) -> list[tuple[Waiting, int]]:
    """Return what really waits for a person, and how much; of the menu alone, when asked."""
    found = []
    for one in registry.waiting():
        if (in_menu and not one.in_menu) or not user.has_perm(one.permission):
            continue
        if count := one.count(user, now):
            found.append((one, count))
    return found


def desk(*, user: User, now: datetime) -> Desk:
    """Return the numbers of the first page for what a person may see."""
    today = now.date()
    stages = funnel.standing(cases=segments.cases(user=user))
    tasks = worklist.to_me(user=user, now=now).aggregate(
        all=Count("id"),
        late=Count("id", filter=Q(due_on__lt=today)),
    )
    collected = (
        _claimed(user)
        .filter(payment__paid_on__gte=today.replace(day=1))
        .aggregate(total=Sum("amount"))["total"]
    )
    seen = segments.cases(user=user)
    return Desk(
        cases=sum(row.cases for row in stages),
        debt=sum((row.debt for row in stages), Decimal(0)),
        awarded=sum((row.awarded for row in stages), Decimal(0)),
        stages=stages,
        tasks=tasks["all"],
        overdue_tasks=tasks["late"],
        collected=collected or Decimal(0),
        closed_paid=seen.filter(
            close_reason=Recovery.CloseReason.PAID,
            closed_on__gte=today.replace(day=1),
        ).count(),
    )


def _claimed(user: User) -> QuerySet[Allocation]:
    """Return what payments covered of charges that cases are about."""
    claimed = CaseCharge.objects.filter(case__in=segments.cases(user=user).values("id")).values(
        "charge_id"
    )
    return Allocation.objects.filter(charge__in=claimed, payment__status=Payment.Status.POSTED)
