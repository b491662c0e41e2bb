"""Every installment plan of a span of days: what was agreed, what was due by its end and what paid.

Money is of a plan from the day it was agreed to the day it ended, whatever of the claimed debt, the
awarded costs and the costs of a restriction it was laid on.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from webapp.billing.models import Charge
from webapp.payments.models import Allocation, Payment
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, Installment, InstallmentPlan
from webapp.recovery.queries import installments, reconnection

ZERO = Decimal(0)
Status = InstallmentPlan.Status
type _Money = dict[int, list[tuple[date, Decimal]]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan, and how much of it the money of the plan covers. Roubles."""

    due_on: date
    amount: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan as it stood at the end of a day. Roubles."""

    plan: InstallmentPlan
    on: date
    paid: Decimal

    @property
    def until(self) -> date:
        """The last day that counts: the plan may have ended before."""
        return min(self.plan.ended_on or self.on, self.on)

    @property
    def status(self) -> str:
        """How it went by the day."""
        if self.plan.ended_on is None or self.plan.ended_on > self.on:
            return Status.ACTIVE
        return self.plan.status

    @property
    def agreed(self) -> Decimal:
        """All that is to be paid by it."""
        return sum((part.amount for part in self._parts), ZERO)

    @property
    def due(self) -> Decimal:
        """What was to be paid by the day."""
        return sum((part.amount for part in self._parts if part.due_on <= self.until), ZERO)

    @property
    def overdue(self) -> Decimal:
        """What was due and is not paid."""
        return max(ZERO, self.due - self.paid)

    @property
    def next_on(self) -> date | None:
        """When the first part is due that is not paid; of a plan that has ended nothing is."""
        if self.status != Status.ACTIVE:
            return None
        return installments.next_uncovered(parts=list(self._parts), paid=self.paid)

    @property
    def parts(self) -> list[Part]:
        """The parts, each with what the money covers: the earliest first."""
        left, found = self.paid, []
        for part in self._parts:
            covered = min(part.amount, left)
            left -= covered
            found.append(
                Part(
                    part.due_on,
                    part.amount,
                    covered,
                )
            )
        return found

    @property
    def _parts(self) -> Sequence[Installment]:
        return self.plan.installments.all()  # type: ignore[return-value]


def plans(*, cases: QuerySet[Case], first_on: date, last_on: date, way: str) -> list[Kept]:
    """Return the plans of cases in a span of days: that ran in it, or that a way names."""
    wanted = _wanted((first_on, last_on), way)
    parts = Prefetch("installments", Installment.objects.order_by("due_on"))
    found = InstallmentPlan.objects.filter(wanted, case__in=cases.order_by().values("id"))
    joined = found.select_related("case__party", "by").prefetch_related(parts)
    known = list(joined.order_by("agreed_on", "id"))
    money = _money({plan.case_id for plan in known})
    return [
        _kept(
            plan,
            last_on,
            money.get(plan.case_id, ()),
        )
        for plan in known
    ]


def _wanted(span: tuple[date, date], way: str) -> Q:
    first_on, last_on = span
    if way == "agreed":
        return Q(agreed_on__range=span)
    ended = {"broken": Status.BROKEN, "done": Status.DONE}.get(way)
    if ended:
        return Q(status=ended, ended_on__range=span)
    return Q(agreed_on__lte=last_on) & (Q(ended_on=None) | Q(ended_on__gte=first_on))


def _kept(plan: InstallmentPlan, on: date, money: Iterable[tuple[date, Decimal]]) -> Kept:
    until = min(plan.ended_on or on, on)
    paid = sum((amount for day, amount in money if plan.agreed_on <= day <= until), ZERO)
    return Kept(
        plan,
        on,
        paid,
    )


def _money(case_ids: Collection[int]) -> _Money:
    """Return what was paid in cases, and when."""
    found: _Money = {}
    for case_id, paid_on, amount in [*of_claims(case_ids), *_of_restrictions(case_ids)]:
        found.setdefault(case_id, []).append((paid_on, amount))
    return found


def of_claims(case_ids: Collection[int]) -> list[tuple[int, date, Decimal]]:
    """Return every payment of what cases claim: the case, the day, the roubles."""
    charge, payment = "charge__allocations", "charge__allocations__payment"
    claimed = CaseCharge.objects.filter(
        case__in=case_ids,
        cut_on=None,
        **{f"{payment}__status": Payment.Status.POSTED},
    )
    # two payments of a day and a sum are two
    rows = claimed.order_by(f"{charge}__id").values_list(
        "case_id",
        f"{payment}__paid_on",
        f"{charge}__amount",
    )
    return list(rows)


def _of_restrictions(case_ids: Collection[int]) -> list[tuple[int, date, Decimal]]:
    paid = Allocation.objects.filter(
        charge__kind=Charge.Kind.RECONNECT,
        payment__status=Payment.Status.POSTED,
    )
    rows = paid.values_list(
        "charge__source",
        "payment__paid_on",
        "amount",
    )
    named = [(reconnection.case_of(source=source), day, amount) for source, day, amount in rows]
    return [row for row in named if row[0] in case_ids]
