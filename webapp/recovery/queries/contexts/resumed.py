"""Why a supply comes back, since when there is the ground, and by when the law wants it on."""

from datetime import date, timedelta
from typing import Any

from tariffs import parameters
from webapp.recovery.models import InstallmentPlan
from webapp.recovery.queries import reconnection, restriction, schemes
from webapp.recovery.queries.claims import ClaimedCharge
from webapp.recovery.queries.contexts.values import CaseFacts


def why(facts: CaseFacts, rows: tuple[ClaimedCharge, ...]) -> tuple[str, date]:
    """Say which of the grounds of ПП 354 п. 120 it is, and since when there is it.

    Payment, an agreement to pay in parts, or that nothing is claimed any more.
    """
    costs_on = reconnection.last_paid_on(case=facts.case)
    beside = ", расходы на ограничение и возобновление оплачены" if costs_on else ""
    if facts.debt < schemes.scheme_of_version(facts.case.recovery.scheme_version_id).close_below:
        return f"задолженность погашена{beside}", _paid_on(facts, facts.charges, costs_on)
    if not any(row.debt > 0 for row in rows):
        cleared_on = _paid_on(facts, rows, costs_on)
        return f"задолженность за указанные услуги погашена{beside}", cleared_on
    plan = InstallmentPlan.objects.filter(
        case=facts.case,
        status=InstallmentPlan.Status.ACTIVE,
    ).first()
    if plan is None or facts.case.close_requested:
        return "взыскание прекращено", facts.today
    agreed_on = f"{plan.agreed_on:%d.%m.%Y}"
    ground = f"заключено соглашение о погашении задолженности по частям от {agreed_on}"
    return ground, plan.agreed_on


def _paid_on(facts: CaseFacts, rows: tuple[ClaimedCharge, ...], costs_on: date | None) -> date:
    """Return the day of the last payment: the term runs from it, whenever we learned of it."""
    days = [day for row in rows for day, _amount in row.payments]
    if costs_on:
        days.append(costs_on)
    return max(days, default=facts.today)


def until(facts: CaseFacts, cleared_on: date) -> dict[str, Any]:
    """A citizen waits two days at most from the payment, business so many hours from its word.

    The next day is the last for business.
    """
    if restriction.debtor_at(facts.account) == "citizen":
        days = int(parameters.series("notice.resumption_citizen_days").on(facts.today).decimal())
        return {"resume_by": cleared_on + timedelta(days=days), "resume_hours": 0}
    hours = int(parameters.series("notice.resumption_organization_hours").on(facts.today).decimal())
    return {"resume_by": facts.today + timedelta(hours=hours), "resume_hours": hours}
