"""What becomes of a penalty that no court has awarded, once the principal is paid.

It is charged as a debt of the account, or waived; each once for a case, by a person's decision.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.billing.models import Charge
from webapp.billing.operations import awards
from webapp.payments import operations as payments
from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.recovery.models import Recovery
from webapp.recovery.queries import claims, penalty_left
from webapp.recovery.queries.contexts import values
from webapp.staff.amounts import money
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

_Penalty = Recovery.Penalty


class UnableToDecide(Exception):
    """The principal is not paid, no penalty has run, or somebody has decided already."""


@transaction.atomic
def charge(*, case_id: int, by: User, today: date, ground: str) -> Decimal:
    """Charge the penalty that has run on a paid principal; return how much it is.

    What lies prepaid is laid on it at once.

    :raises UnableToDecide: when there is nothing to charge, or a month is closed
    """
    case, amount = _open(case_id, today)
    account = values.lead_account(case)
    try:
        awards.charge(
            source=penalty_left.source(case_id=case.pk),
            account_id=account.pk,
            service_id=claims.lead_service(case_id=case.pk),
            sums={Charge.Kind.PENALTY: amount},
            due_date=today,
            by=by,
            today=today,
        )
    except awards.UnableToCharge as error:
        raise UnableToDecide(str(error)) from error
    payments.allocate_advances(account_ids=[account.pk], by=by)
    Recovery.objects.filter(pk=case.pk).update(penalty=_Penalty.CHARGED)
    journal.tell(
        case_id=case.pk,
        fact="penalty-charged",
        by=by,
        today=today,
        ground=_told(amount, ground),
        amount=str(amount),
    )
    return amount


@transaction.atomic
def waive(*, case_id: int, by: User, today: date, ground: str) -> Decimal:
    """Give up the penalty that has run on a paid principal; return how much it is.

    :raises UnableToDecide: when there is nothing to give up
    """
    case, amount = _open(case_id, today)
    Recovery.objects.filter(pk=case.pk).update(penalty=_Penalty.WAIVED)
    journal.tell(
        case_id=case.pk,
        fact="penalty-waived",
        by=by,
        today=today,
        ground=_told(amount, ground),
        amount=str(amount),
    )
    return amount


def answered(case: Case, task: Task, today: date) -> None:
    """A lawyer has answered what becomes of the penalty that ran on after an award.

    :raises UnableToComplete: when it cannot be charged
    """
    assert task.completed_by
    decide = waive
    if task.outcome == "CHARGE":
        decide = charge
    try:
        decide(
            case_id=case.pk,
            by=task.completed_by,
            today=today,
            ground=task.remarks,
        )
    except UnableToDecide as error:
        raise UnableToComplete(str(error)) from error


def _open(case_id: int, today: date) -> tuple[Case, Decimal]:
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.recovery.penalty:
        raise UnableToDecide(_("The penalty of this case is decided on already."))
    if claims.debt(case_id=case.pk) > 0:
        raise UnableToDecide(
            _("The principal is not paid: its penalty still runs and is claimed with it.")
        )
    left = penalty_left.of_case(case=case, today=today)
    if left.refusal:
        raise UnableToDecide(left.refusal)
    if left.amount <= 0:
        raise UnableToDecide(_("No penalty has run that is not awarded."))
    return case, left.amount


def _told(amount: Decimal, ground: str) -> str:
    return f"{money(amount)} ₽. {ground}".strip()[:300]
