"""A posted payment taken back: to the queue of unidentified ones, or out for good."""

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.outbox import operations as outbox
from webapp.payments.models import Allocation, ConfirmedPayer, Payment
from webapp.payments.operations import advances, posting, told
from webapp.staff.models import User


class UnableToReverse(Exception):
    """The payment is dealt with already, or its day is closed and it cannot be taken out."""


@transaction.atomic
def requeue(*, payment_id: int, reason: str, by: User) -> Payment:
    """Take a posted payment off its account, a divided one off all of them, and put it back whole
    into the unidentified queue.

    :raises UnableToReverse: when it is not posted
    """
    back = {
        "status": Payment.Status.UNIDENTIFIED,
        "account": None,
        "contract": None,
        "found_by": "",
        "posted_at": None,
    }
    payment = _withdraw(
        payment_id,
        [Payment.Status.POSTED, Payment.Status.DIVIDED],
        by,
        back,
        reason,
    )
    told.record(payment, "requeued", by, {}, ground=reason)
    return payment


@transaction.atomic
def reverse(*, payment_id: int, reason: str, by: User) -> Payment:
    """Take a payment out: the bank returned it or it was entered by mistake.

    What it paid is owed again.

    :raises UnableToReverse: when it is reversed already, or its day is closed
    """
    if not reason.strip():
        raise UnableToReverse(
            _("Write why the payment is reversed: the reason stays in the journal.")
        )
    known = [Payment.Status.POSTED, Payment.Status.UNIDENTIFIED, Payment.Status.DIVIDED]
    payment = _withdraw(
        payment_id,
        known,
        by,
        {"status": Payment.Status.REVERSED, "reversal_reason": reason[:300]},
        reason,
    )
    told.record(payment, "reversed", by, {}, ground=reason)
    return payment


def _withdraw(
    payment_id: int,
    statuses: Collection[str],
    by: User,
    changes: dict[str, str | None],
    reason: str,
) -> Payment:
    """Take the payment and its parts off their charges, set its new status, let other advances fill
    the gap, and wake who listens.
    """
    standing = (
        Payment.objects.filter(
            Q(pk=payment_id) | Q(parent=payment_id, status=Payment.Status.POSTED)
        )
        .order_by("id")
        .in_bulk()
    )
    scope = advances.together(
        {payment.account_id for payment in standing.values() if payment.account_id}
    )
    advances.lock(scope)
    _change(standing[payment_id], statuses, changes)
    ConfirmedPayer.objects.filter(payment=payment_id).delete()
    _take_out_parts(
        [payment for payment in standing.values() if payment.parent_id],
        reason,
        by,
    )
    freed = Allocation.objects.filter(payment__in=standing)
    touched = {pk: {payment.account_id} for pk, payment in standing.items()}
    for pk, account_id in freed.values_list("payment", "charge__account"):
        touched[pk].add(account_id)
    freed.delete()
    advances.lay_advances(scope, by)
    withdrawn = Payment.objects.in_bulk(standing)
    facts = [fact for pk, payment in withdrawn.items() for fact in told.facts(payment, touched[pk])]
    outbox.announce_many(fact="payment.reversed", about=facts)
    return withdrawn[payment_id]


def _change(payment: Payment, statuses: Collection[str], changes: dict[str, str | None]) -> None:
    """Set the status if nobody was quicker: the revision counts every change."""
    if payment.parent_id:
        raise UnableToReverse(
            _(
                "This is a part of a divided payment. Open the whole payment: it goes back "
                "or out as one."
            )
        )
    still = Payment.objects.filter(
        pk=payment.pk,
        revision=payment.revision,
        status__in=statuses,
    )
    try:
        with transaction.atomic():
            changed = still.update(
                **changes,
                revision=F("revision") + 1,
            )
    except IntegrityError as error:
        raise UnableToReverse(posting.why_refused(error)) from error
    if not changed:
        raise UnableToReverse(
            _("The payment has been dealt with meanwhile. Open it again to see what was done.")
        )


def _take_out_parts(parts: Sequence[Payment], reason: str, by: User) -> None:
    """The parts of a payment that is whole again are kept as reversed.

    What was done stays readable.
    """
    ids = [part.pk for part in parts]
    sums = [(part.pk, part.account_id, part.amount) for part in parts]
    reversed_as = {
        "status": Payment.Status.REVERSED,
        "reversal_reason": reason.strip()[:300] or "—",
    }
    Payment.objects.filter(pk__in=ids).update(
        **reversed_as,
        revision=F("revision") + 1,
    )
    deeds = [
        (f"payment:{pk}", {"account": account_id, "amount": f"{amount:.2f}"})
        for pk, account_id, amount in sums
    ]
    audit.record_many(
        name="payments.payment.reversed",
        deeds=deeds,
        actor=by,
        ground=reason[:300],
    )
