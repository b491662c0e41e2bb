"""Where open cases stand, what they are about, and how they pass from stage to stage."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from webapp.billing.models import Charge, Owed
from webapp.oversight.queries import stays
from webapp.payments.models import Allocation, Payment
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE, StageKind

ZERO = Decimal(0)
_PASSED = """
    SELECT kind,
           COUNT(*) FILTER (WHERE since BETWEEN %s AND %s),
           COUNT(*) FILTER (WHERE until BETWEEN %s AND %s),
           COUNT(*) FILTER (WHERE is_last AND until BETWEEN %s AND %s),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY until - since)
               FILTER (WHERE until BETWEEN %s AND %s),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY %s - since) FILTER (WHERE until IS NULL)
    FROM stays GROUP BY kind
"""
_STAYS = """
    SELECT case_id, since, until FROM stays
    WHERE kind = %s AND {condition}
    ORDER BY until - since DESC NULLS LAST, case_id
"""
_CONDITIONS = {
    "entered": "since BETWEEN %s AND %s",
    "left": "until BETWEEN %s AND %s",
    "closed": "is_last AND until BETWEEN %s AND %s",
}


@dataclass(frozen=True, slots=True)
class StageSum:
    """Open cases standing in a kind of stage, the principal they are about and what courts awarded
    besides, in roubles.
    """

    kind: str
    cases: int
    debt: Decimal
    awarded: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Passed:
    """How many cases entered a stage in a span of days, how many left it, and of these were closed.

    The medians are days: of those that left it, and of those that stand there today.
    """

    entered: int = 0
    left: int = 0
    closed: int = 0
    days: float | None = None
    days_now: float | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A case in a stage: since when and, unless it stands there still, until when."""

    case_id: int
    since: date
    until: date | None

    @property
    def days(self) -> int | None:
        """Return how many days it took."""
        if self.until is None:
            return None
        return (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, both ends included, as they are looked at on a day."""

    first_on: date
    last_on: date
    today: date


def standing(*, cases: QuerySet[Case]) -> tuple[StageSum, ...]:
    """Return the stages in which open ones of some cases stand, in their order."""
    seen = cases.filter(closed_on=None).order_by()
    counts = dict(seen.values_list("stage_kind").annotate(Count("id", distinct=True)))
    debts = _debt_by_stage(seen)
    known = [kind for kind in StageKind if counts.get(kind)]
    return tuple(StageSum(kind, counts[kind], *debts.get(kind, (ZERO,))) for kind in known)


def passed(*, cases: QuerySet[Case], span: Span) -> dict[str, Passed]:
    """Return how cases passed each kind of stage."""
    bounds = (span.first_on, span.last_on)
    found = stays.rows(
        process=registry.process_of(code=WORKFLOW_TYPE),
        cases=cases,
        first_on=min(span.first_on, span.today),
        last_on=max(span.last_on, span.today),
        select=_PASSED,
        given=[*bounds * 4, span.today],
    )
    return {kind: Passed(*figures) for kind, *figures in found}


def passing(*, cases: QuerySet[Case], span: Span, kind: str, how: str) -> list[Stay]:
    """Return the stays behind one figure of a stage (one of ``HOW``), the longest first."""
    found = stays.rows(
        process=registry.process_of(code=WORKFLOW_TYPE),
        cases=cases,
        first_on=min(span.first_on, span.today),
        last_on=max(span.last_on, span.today),
        select=_STAYS.format(condition=_CONDITIONS[how]),
        given=[kind, span.first_on, span.last_on],
    )
    return [Stay(*row) for row in found]


HOW = tuple(_CONDITIONS)
"""The figures of ``Passed`` behind which there are cases."""


def _debt_by_stage(seen: QuerySet[Case]) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the unpaid principal and the unpaid awards of the cases in each kind of stage."""
    claimed = CaseCharge.objects.filter(case__in=seen.values("id"), cut_on=None)
    owed = Owed.objects.filter(charge=OuterRef("charge"))
    debts = _by_stage(claimed, Subquery(owed.values("debt")))
    awards = _by_stage(*_awards(claimed))
    return {kind: (debts.get(kind, ZERO), awards.get(kind, ZERO)) for kind in {*debts, *awards}}


def _by_stage(claimed: QuerySet[CaseCharge], debt: Any) -> dict[str, Decimal]:
    rows = claimed.order_by().values_list("case__stage_kind")
    return dict(rows.annotate(total=Sum(debt, default=ZERO)))


def _awards(claimed: QuerySet[CaseCharge]) -> tuple[QuerySet[CaseCharge], Any]:
    """Return the claims of what courts awarded, and what is unpaid of each."""
    posted = Allocation.objects.filter(
        charge=OuterRef("charge"),
        payment__status=Payment.Status.POSTED,
    )
    sums = posted.order_by().values("charge").annotate(total=Sum("amount")).values("total")
    to_be_paid = F("charge__amount") - F("charge__paid_before") - F("charge__denied")
    unpaid = to_be_paid - Coalesce(Subquery(sums), ZERO)
    return claimed.exclude(charge__kind=Charge.Kind.PRINCIPAL), unpaid
