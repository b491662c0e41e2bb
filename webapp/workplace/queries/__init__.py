"""What the desk of a staff member shows.

Counters, money and cases by stage.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from webapp.billing.models import Charge
from webapp.correspondence import queries as correspondence
from webapp.payments.models import Allocation, Payment
from webapp.processes.models import Case
from webapp.processes.queries import worklist
from webapp.recovery.models import CaseCharge, Recovery
from webapp.recovery.queries import segments
from webapp.staff.models import User
from workflows.interfaces.debt_recovery import StageKind

_COUNTERS_LIVE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class StageSum:
    """Open cases standing in a kind of stage, the principal they are about and what courts awarded
    besides, in roubles.
    """

    kind: str
    cases: int
    debt: Decimal
    awarded: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Desk:
    """The numbers of the first page."""

    cases: int
    debt: Decimal
    awarded: Decimal
    stages: tuple[StageSum, ...]
    tasks: int
    overdue_tasks: int
    unidentified: int
    unidentified_sum: Decimal
    collected: Decimal
    closed_paid: int
    unknown_messages: int


def counters(*, user: User, now: datetime) -> dict[str, int]:
    """Return the numbers beside the menu, at most half a minute old."""
    key = f"workplace.counters.{user.pk}"
    found: dict[str, int] | None = cache.get(key)
    if found is None:
        found = {
            "tasks": worklist.to_me(user=user, now=now).count(),
            "unidentified": Payment.objects.filter(status=Payment.Status.UNIDENTIFIED).count(),
        }
        cache.set(key, found, _COUNTERS_LIVE_SECONDS)
    return found


def desk(*, user: User, now: datetime) -> Desk:
    """Return the numbers of the first page for what a person may see."""
    today = now.date()
    stages = _stages(user)
    tasks = worklist.to_me(user=user, now=now).aggregate(
        all=Count("id"),
        late=Count("id", filter=Q(due_on__lt=today)),
    )
    queue = Payment.objects.filter(status=Payment.Status.UNIDENTIFIED).aggregate(
        count=Count("id"),
        total=Sum("amount"),
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
        unidentified=queue["count"],
        unidentified_sum=queue["total"] or Decimal(0),
        collected=collected or Decimal(0),
        closed_paid=seen.filter(
            close_reason=Recovery.CloseReason.PAID,
            closed_on__gte=today.replace(day=1),
        ).count(),
        unknown_messages=correspondence.messages_in_doubt(user=user).count(),
    )


def _stages(user: User) -> tuple[StageSum, ...]:
    seen = segments.cases(user=user).filter(closed_on=None)
    counts = dict(seen.values_list("stage_kind").annotate(Count("id", distinct=True)))
    debts = _debt_by_stage(seen)
    return tuple(
        StageSum(kind, counts[kind], *debts.get(kind, ())) for kind in StageKind if counts.get(kind)
    )


def _debt_by_stage(seen: QuerySet[Case]) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the unpaid principal and the unpaid awards of the cases in each kind of stage."""
    posted = (
        Allocation.objects.filter(charge=OuterRef("charge"), payment__status=Payment.Status.POSTED)
        .order_by()
        .values("charge")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    principal = Q(charge__kind=Charge.Kind.PRINCIPAL)
    unpaid = F("charge__amount") - F("charge__paid_before") - F("posted")
    rows = (
        CaseCharge.objects.filter(case__in=seen.values("id"))
        .annotate(posted=Coalesce(Subquery(posted), Decimal(0)))
        .values("case__stage_kind")
        .annotate(
            debt=Sum(unpaid, filter=principal, default=Decimal(0)),
            awarded=Sum(unpaid, filter=~principal, default=Decimal(0)),
        )
    )
    return {row["case__stage_kind"]: (row["debt"], row["awarded"]) for row in rows}


def _claimed(user: User) -> QuerySet[Allocation]:
    """Return what payments covered of charges that cases are about."""
    claimed = CaseCharge.objects.filter(case__in=segments.cases(user=user).values("id")).values(
        "charge_id"
    )
    return Allocation.objects.filter(charge__in=claimed, payment__status=Payment.Status.POSTED)


def chart(*, labels: list[str], values: list[int], suffix: str) -> str:
    """Return one series as the JSON the chart component reads."""
    series = {
        "labels": labels,
        "datasets": [
            {
                "data": values,
                "backgroundColor": "var(--color-primary-600)",
                "maxBarThickness": 38,
                "displayYAxis": True,
                "suffixYAxis": suffix,
            }
        ],
    }
    return json.dumps(series)
