"""Money that was collected is given back to the debtor: a court has reversed the enforcement."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from webapp.payments import operations as payments
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.operations import denials
from webapp.recovery.queries import filed, giving_back
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete


def given_back(case: Case, task: Task, today: date) -> None:
    """The money has left: the payments that brought it are taken out, the newest first.

    Of one that was more than the rest of the sum the remainder is posted again. What a court has
    denied is not owed again with it.

    :raises UnableToComplete: when so much did not come, or the day of a payment is closed
    """
    left = Decimal(task.result["amount"])
    if doubt := giving_back.doubt(
        case=case,
        amount=left,
    ):
        raise UnableToComplete(
            doubt,
            field="amount",
        )
    assert task.completed_by
    for payment in giving_back.came_by_writs(case=case):
        if left <= 0:
            break
        _take_out(payment, left, task, today)
        left -= payment.amount
    for court in filed.newest(
        case=case,
        track=CourtCase.Track.LAWSUIT,
    ):
        denials.follow(
            court=court,
            by=task.completed_by,
        )


def _take_out(payment: Payment, left: Decimal, task: Task, today: date) -> None:
    by = task.completed_by
    assert by
    number = task.result.get("number", "")
    try:
        payments.reverse(
            payment_id=payment.pk,
            reason=_("reversal of enforcement, payment order %(number)s") % {"number": number},
            by=by,
        )
        if payment.amount > left:
            _post_rest(payment, payment.amount - left, by, today)
    except (payments.UnableToReverse, payments.UnableToPost) as error:
        raise UnableToComplete(str(error)) from error


def _post_rest(payment: Payment, amount: Decimal, by: User, today: date) -> None:
    assert payment.account_id
    payments.post_by_hand(
        account_id=payment.account_id,
        amount=amount,
        paid_on=payment.paid_on,
        document_number=payment.document_number,
        purpose=payment.purpose,
        key=f"rest-of-{payment.pk}",
        by=by,
        today=today,
        is_another=True,
    )
