"""A payment for several accounts, divided by a person.

Each part is posted to its own account, the whole stays the bank's document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.payments.models import Payment
from webapp.payments.operations import posting
from webapp.payments.operations.assigning import UnableToAssign, such_on
from webapp.payments.operations.posting import SuchIsThere
from webapp.staff.amounts import money
from webapp.staff.models import User


class UnableToDivide(Exception):
    """The parts do not make the payment."""


@dataclass(frozen=True, slots=True)
class Part:
    """How much of a payment is for one account."""

    account_id: int
    amount: Decimal


@transaction.atomic
def divide(
    *, payment_id: int, parts: Sequence[Part], by: User, is_another: bool = False
) -> Payment:
    """Post a payment of the unidentified queue to several accounts.

    Of two people who decide at once, the first wins. ``is_another`` says that the person has looked
    at the payments that it, or a part of it, may be the same as.

    :raises UnableToDivide: when the parts do not make the payment
    :raises UnableToAssign: when it waits no more
    :raises SuchIsThere: when an account may have its part already
    """
    posting.wait_for_others()
    payment = Payment.objects.get(pk=payment_id)
    refuse_wrong_parts(payment=payment, parts=parts)
    there = {} if is_another else such_on_accounts(payment=payment, parts=parts)
    if there:
        raise SuchIsThere(next(iter(there.values())))
    divided = {
        "status": Payment.Status.DIVIDED,
        "found_by": Payment.FoundBy.HAND,
        "posted_at": timezone.now(),
    }
    waiting = Payment.objects.filter(pk=payment_id, status=Payment.Status.UNIDENTIFIED)
    if not waiting.update(**divided, revision=F("revision") + 1):
        raise UnableToAssign(
            _(
                "The payment does not wait in the queue any more: somebody has already "
                "dealt with it."
            )
        )
    whole = Payment.objects.get(pk=payment_id)
    posted = Payment.objects.bulk_create(
        [_part(whole, part, number) for number, part in enumerate(parts, start=1)]
    )
    details = {"parts": [[part.account_id, str(part.amount)] for part in parts]}
    audit.record(
        name="payments.payment.divided",
        subject=f"payment:{whole.pk}",
        actor=by,
        details=details,
    )
    posting.post(payments=posted, by=by)
    return whole


def such_on_accounts(*, payment: Payment, parts: Sequence[Part]) -> dict[int, str]:
    """Return by the account what it has already that may be its part, or the whole, in words."""
    sums = ((part.account_id, amount) for part in parts for amount in (payment.amount, part.amount))
    found = (
        (account_id, such_on(payment=payment, account_id=account_id, amount=amount))
        for account_id, amount in sums
    )
    return {account_id: such for account_id, such in found if such}


def refuse_wrong_parts(*, payment: Payment, parts: Sequence[Part]) -> None:
    """Say before anything is posted what is wrong with the parts.

    :raises UnableToDivide: when they do not make the payment
    """
    if len(parts) < 2:
        raise UnableToDivide(_("Give two accounts at least, each with its sum."))
    if len({part.account_id for part in parts}) < len(parts):
        raise UnableToDivide(
            _("One account stands twice. Give each account once, with its whole sum.")
        )
    if any(part.amount <= 0 for part in parts):
        raise UnableToDivide(_("The amount must be greater than zero."))
    total = sum(part.amount for part in parts)
    if total != payment.amount:
        sums = {
            "total": money(Decimal(total)),
            "amount": money(payment.amount),
            "rest": money(payment.amount - total),
        }
        raise UnableToDivide(
            _(
                "The parts make %(total)s ₽, the payment is %(amount)s ₽: the difference "
                "is %(rest)s ₽."
            )
            % sums
        )


def _part(whole: Payment, part: Part, number: int) -> Payment:
    """The payer's words go with each part: the months that they name are paid first."""
    return Payment(
        natural_key=f"part:{whole.pk}.{whole.revision}:{number}",
        parent=whole,
        status=Payment.Status.POSTED,
        source=whole.source,
        statement_id=whole.statement_id,
        account_id=part.account_id,
        paid_on=whole.paid_on,
        amount=part.amount,
        document_number=whole.document_number,
        payer_name=whole.payer_name,
        payer_inn=whole.payer_inn,
        payer_bank_account=whole.payer_bank_account,
        receiver_bank_account=whole.receiver_bank_account,
        purpose=whole.purpose,
        found_by=Payment.FoundBy.HAND,
        posted_at=timezone.now(),
    )
