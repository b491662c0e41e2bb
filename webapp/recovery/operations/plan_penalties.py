"""The penalty that an installment plan covers: charged with it, given up when the plan fails.

A claim that follows a failed plan counts the penalty anew, by its own day.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.billing.models import Charge
from webapp.billing.operations import awards as billing
from webapp.payments import operations as payments
from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.recovery.models import CaseCharge, InstallmentPlan
from webapp.recovery.queries import claims, installments
from webapp.recovery.queries.contexts import values
from webapp.staff.models import User


def charge(*, plan: InstallmentPlan, due_on: date, by: User, today: date) -> None:
    """Charge the penalty that the parts of a plan cover, due with the last of them.

    :raises UnableToCharge: when the present month is closed
    """
    account = values.lead_account(plan.case)
    charged = billing.charge(
        source=installments.source(plan_id=plan.pk),
        account_id=account.pk,
        service_id=claims.lead_service(case_id=plan.case_id),
        sums={Charge.Kind.PENALTY: plan.penalty},
        due_date=due_on,
        by=by,
        today=today,
    )
    for one in charged:
        CaseCharge.objects.create(
            case_id=plan.case_id,
            charge=one,
            debt_at_opening=one.amount,
        )


def drop(*, case: Case, ground: str, by: User | None, today: date) -> None:
    """Withdraw the penalty of a plan that came to nothing; what was paid of it goes to the debt.

    Where its month is closed it stays, and the journal says so.
    """
    plans = InstallmentPlan.objects.filter(
        case=case,
        status=InstallmentPlan.Status.ACTIVE,
        penalty__gt=0,
    )
    for plan in plans:
        try:
            _withdraw(plan, ground, by)
        except billing.UnableToCancel as error:
            journal.tell(
                case_id=case.pk,
                fact="plan-penalty-stays",
                by=by,
                today=today,
                ground=str(error)[:300],
            )


@transaction.atomic
def _withdraw(plan: InstallmentPlan, ground: str, by: User | None) -> None:
    source = installments.source(plan_id=plan.pk)
    known = list(Charge.objects.filter(source=source))
    told = ground or _("installment plan broken")
    payments.free(
        charge_ids=[one.pk for one in known],
        ground=told,
        by=by,
    )
    CaseCharge.objects.filter(charge__in=known).delete()
    billing.cancel(source=source, ground=told, by=by)
    payments.allocate_advances(account_ids={one.account_id for one in known}, by=by)
