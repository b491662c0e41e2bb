"""Posting money to accounts.

Allocation, the register of deeds and the word to open processes, all in one transaction.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.outbox import operations as outbox
from webapp.payments.models import Payment
from webapp.payments.operations import advances, told
from webapp.payments.queries.identification import Finding
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces import days


class UnableToPost(Exception):
    """The money cannot be entered."""


def post(*, payments: Sequence[Payment], by: User | None) -> None:
    """Allocate payments that were just written as posted, and wake the processes of the accounts
    they touch.

    Call it inside the transaction that wrote them.
    """
    touched = advances.lay(payments)
    deeds = [(f"payment:{payment.pk}", told.amounts(payment)) for payment in payments]
    audit.record_many(name="payments.payment.posted", deeds=deeds, actor=by)
    outbox.announce_many(
        fact="payment.posted",
        about=[fact for payment in payments for fact in told.facts(payment, touched[payment.pk])],
    )


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
) -> Payment:
    """Enter a payment by hand and post it.

    ``key`` is the form's own: the same form sent twice is one payment.

    :raises UnableToPost: when the amount or the day cannot be right
    """
    doubt = staff.doubt_about_sum(amount)
    if doubt := doubt or staff.doubt_about_day(paid_on, span=days.HAPPENED, today=today):
        raise UnableToPost(doubt)
    if not amount:
        raise UnableToPost(_("The amount must be greater than zero."))
    entered = {
        "status": Payment.Status.POSTED,
        "source": Payment.Source.MANUAL,
        "account_id": account_id,
        "paid_on": paid_on,
        "amount": amount,
        "document_number": document_number,
        "purpose": purpose,
        "found_by": Payment.FoundBy.HAND,
        "posted_at": timezone.now(),
    }
    try:
        with transaction.atomic():
            payment, is_new = Payment.objects.get_or_create(
                natural_key=f"manual:{key}", defaults=entered
            )
    except IntegrityError as error:
        raise UnableToPost(why_refused(error)) from error
    if is_new:
        post(payments=[payment], by=by)
    return payment


@transaction.atomic
def post_found(*, payment_id: int, finding: Finding, by: User | None) -> bool:
    """Post a waiting payment where it belongs; say whether it was still waiting."""
    found = {
        "account_id": finding.account_id,
        "contract_id": finding.contract_id,
        "found_by": finding.found_by,
    }
    changed = Payment.objects.filter(pk=payment_id, status=Payment.Status.UNIDENTIFIED).update(
        **found, status=Payment.Status.POSTED, posted_at=timezone.now(), revision=F("revision") + 1
    )
    if changed:
        post(payments=[Payment.objects.get(pk=payment_id)], by=by)
    return bool(changed)


def why_refused(error: IntegrityError) -> str:
    """Return in the clerk's words why the database refused.

    What is not known is no clerk's business and goes up as it is.
    """
    if staff.breaks_lock_date(error):
        return _(
            "The day of the payment lies in a closed period. Ask the administrator to move "
            "the lock date."
        )
    raise error
