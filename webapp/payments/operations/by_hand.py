"""A payment that came past the bank's file, entered by a person."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from webapp.payments.models import Payment
from webapp.payments.operations import assigning, posting, told
from webapp.payments.operations.posting import SuchIsThere, UnableToPost
from webapp.payments.queries import standing, sums
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces import days

_OF_A_FORM = (
    "status",
    "account_id",
    "amount",
    "paid_on",
    "document_number",
    "purpose",
    "months_said",
)
"""What two payments of one form must agree in to be one."""


class FormIsUsed(UnableToPost):
    """The form has posted a payment already, and now it says another one."""


@transaction.atomic
def post_by_hand(
    *,
    account_id: int,
    amount: Decimal,
    paid_on: date,
    document_number: str,
    purpose: str,
    key: str,
    by: User,
    today: date,
    months_said: str = "",
    is_another: bool = False,
) -> Payment:
    """Enter a payment by hand and post it.

    ``key`` is the form's own: the same form sent twice is one payment. ``is_another`` says that a
    person has looked at those that it may be the same as. ``months_said`` are the months it pays
    where the words of the purpose are not to be followed.

    :raises UnableToPost: when the amount or the day cannot be right, or the months cannot be read
        or paid
    :raises FormIsUsed: when the form has posted a payment that differs from this one
    :raises SuchIsThere: when it may be there already
    """
    _refuse_wrong(amount, paid_on, today)
    if doubt := assigning.doubt_about_months(months_said, account_id=account_id, paid_on=paid_on):
        raise UnableToPost(doubt)
    # two clerks with one paper: the second waits here and sees what the first has entered
    posting.wait_for_others()
    entered: dict[str, Any] = {
        "account_id": account_id,
        "amount": amount,
        "paid_on": paid_on,
        "document_number": document_number,
        "purpose": purpose,
        "months_said": months_said,
    }
    payment = Payment(
        natural_key=f"manual:{key}",
        status=Payment.Status.POSTED,
        source=Payment.Source.MANUAL,
        found_by=Payment.FoundBy.HAND,
        posted_at=timezone.now(),
        **entered,
    )
    if known := _posted_before(payment):
        return known
    if not is_another and (such := such_is_there(**entered)):
        raise SuchIsThere(such)
    return _posted(payment, by)


def _refuse_wrong(amount: Decimal, paid_on: date, today: date) -> None:
    doubt = sums.doubt_about(amount)
    if doubt := doubt or staff.doubt_about_day(paid_on, span=days.HAPPENED, today=today):
        raise UnableToPost(doubt)


def such_is_there(
    *,
    account_id: int,
    amount: Decimal,
    paid_on: date,
    document_number: str,
    purpose: str,
    months_said: str = "",
) -> str:
    """Return what there is already that may be this payment, in words; empty when nothing is."""
    entry = standing.Entry(
        account_id,
        paid_on,
        amount,
        document_number,
        purpose,
        months_said,
    )
    such = standing.read([entry]).like(entry, is_asked=True)
    return told.already_there(such) if such else told.by_a_registry(entry)


def _posted(payment: Payment, by: User) -> Payment:
    try:
        with transaction.atomic():
            payment.save()
    except IntegrityError as error:
        if again := _posted_before(payment):
            return again
        raise UnableToPost(posting.why_refused(error)) from error
    posting.post(payments=[payment], by=by)
    return payment


def _posted_before(payment: Payment) -> Payment | None:
    """Return what the same form has posted, when it still stands as the form says it."""
    known = Payment.objects.filter(natural_key=payment.natural_key).first()
    if known and any(getattr(known, name) != getattr(payment, name) for name in _OF_A_FORM):
        raise FormIsUsed(told.posted_by_this_form(known))
    return known
