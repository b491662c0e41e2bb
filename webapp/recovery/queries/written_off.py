"""Debts that were written off: watched off the balance for years (34н п. 77)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from tariffs import parameters
from webapp.processes.models import Case, Step
from webapp.recovery.models import CaseCharge, Recovery
from webapp.recovery.queries import plan_journal

ZERO = Decimal(0)
WATCHED, IN_PERIOD = "watched", "in_period"
# how a person ends a case so: by asking for it, or by the answer about a writ that came back
_TOLD = ("WRITTEN_OFF", "WRITE_OFF")


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """A case whose debt was written off, and what came in since. Roubles."""

    case: Case
    ground: str
    amount: Decimal
    paid: Decimal
    watched_until: date

    @property
    def left(self) -> Decimal:
        """What is still watched."""
        return self.amount - self.paid


def read(*, cases: QuerySet[Case], first_on: date, last_on: date, way: str) -> list[WrittenOff]:
    """Return what was written off: what is watched on the last day, or of the span alone."""
    ended = cases.filter(
        close_reason=Recovery.CloseReason.WRITTEN_OFF,
        closed_on__lte=last_on,
    )
    if way == IN_PERIOD:
        ended = ended.filter(closed_on__gte=first_on)
    told = Step.objects.filter(case=OuterRef("pk"), outcome__in=_TOLD).exclude(ground="")
    ground = Subquery(told.order_by("-id").values("ground")[:1])
    known = ended.annotate(ground=Coalesce(ground, Value(""))).select_related("party")
    found = _each(list(known.order_by("closed_on", "id")), last_on)
    return [one for one in found if way == IN_PERIOD or one.watched_until >= last_on]


def ground_of(case: Case) -> str:
    """Return on what ground the debt of a case was written off."""
    told = Step.objects.filter(case=case, outcome__in=_TOLD).exclude(ground="").order_by("-id")
    found = told.values_list("ground", flat=True).first()
    return (found or "").strip(" .") or "решение руководителя"


def _each(cases: Sequence[Any], on: date) -> list[WrittenOff]:
    ids = {case.pk for case in cases}
    claimed, money = _claimed(ids), plan_journal.of_claims(ids)
    found = []
    for case in cases:
        paid = [(day, amount) for case_id, day, amount in money if case_id == case.pk]
        before = sum((amount for day, amount in paid if day <= case.closed_on), ZERO)
        since = sum((amount for day, amount in paid if case.closed_on < day <= on), ZERO)
        amount = claimed.get(case.pk, ZERO) - before
        found.append(
            WrittenOff(
                case,
                case.ground,
                amount,
                since,
                watched_until(case.closed_on),
            )
        )
    return found


def _claimed(case_ids: Collection[int]) -> dict[int, Decimal]:
    """Return what cases claimed, without what had been paid before and what courts denied."""
    owed = F("charge__amount") - F("charge__paid_before") - F("charge__denied")
    rows = CaseCharge.objects.filter(case__in=case_ids, cut_on=None).order_by().values("case")
    return dict(rows.annotate(claimed=Sum(owed)).values_list("case", "claimed"))


def watched_until(written_off_on: date) -> date:
    """Return the last day on which a debt that was written off is watched."""
    years = parameters.series("write_off.watch_years").on(written_off_on).decimal()
    ends_on: date = written_off_on + relativedelta(years=int(years))
    return ends_on
