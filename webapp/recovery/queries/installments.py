"""What an installment plan covers, and how far it is paid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.processes.models import Case
from webapp.recovery.models import Installment, InstallmentPlan, Recovery
from webapp.recovery.queries import claims, penalty_left, reconnection
from workflows.interfaces import days
from workflows.interfaces import debt_recovery as words

COSTS, PENALTY = "COSTS", "PENALTY"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Covered:
    """What is owed by a case and may be paid in parts, in roubles.

    ``costs`` are what a court awarded, and those of a restriction; ``refusal`` says why the penalty
    cannot be counted.
    """

    principal: Decimal
    costs: Decimal = _ZERO
    penalty: Decimal = _ZERO
    refusal: str = ""

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.principal + self.costs + self.penalty

    def of(self, beside: Collection[str]) -> "Covered":
        """Return the principal with what is chosen to stand beside it."""
        return Covered(
            self.principal,
            self.costs if COSTS in beside else _ZERO,
            self.penalty if PENALTY in beside else _ZERO,
        )


def open_to(*, case: Case, today: date) -> Covered:
    """Return all that a plan of a case may cover on a day."""
    standing = claims.standing(case_id=case.pk)
    left = penalty_left.of_case(case=case, today=today)
    return Covered(
        standing.debt,
        standing.awarded + reconnection.unpaid(case=case),
        left.amount,
        left.refusal,
    )


def running(*, case: Case, debt: Decimal) -> words.PlanFacts | None:
    """Return the first part that what has been paid since the agreement does not cover.

    What the law lays on costs of court first was paid as a part all the same.
    """
    if case.side != Recovery.Side.PLAN:
        return None
    plan = InstallmentPlan.objects.filter(case=case, status=InstallmentPlan.Status.ACTIVE).first()
    if plan is None:
        return None
    parts = list(Installment.objects.filter(plan=plan).order_by("due_on"))
    agreed = sum((part.amount for part in parts), _ZERO)
    principal = agreed - plan.costs - plan.penalty
    costs_paid = claims.awards_paid(case_id=case.pk, since=plan.agreed_on)
    costs_paid += reconnection.paid(case=case, since=plan.agreed_on)
    due_on = next_uncovered(parts=parts, paid=principal - debt + costs_paid)
    if due_on is None:
        return None
    return words.PlanFacts(
        next_due_on=due_on,
        broken_after=days.after(due_on, days=plan.grace_days),
        plan_id=plan.pk,
    )


def next_uncovered(*, parts: list[Installment], paid: Decimal) -> date | None:
    """Return the date of the first part that a sum does not cover; ``None`` when it covers all."""
    for part in parts:
        paid -= part.amount
        if paid < 0:
            return part.due_on
    return None


def source(*, plan_id: int) -> str:
    """Return the name under which the penalty that a plan covers is charged."""
    return f"plan:{plan_id}"
