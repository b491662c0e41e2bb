"""A person says whose a waiting payment is, and which months it pays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.payments.models import ConfirmedPayer, Payment
from webapp.payments.operations import posting
from webapp.payments.queries import bank_accounts, months
from webapp.payments.queries.identification import Finding
from webapp.staff.models import User


class UnableToAssign(Exception):
    """The payment does not wait in the queue any more."""


@transaction.atomic
def assign(*, payment_id: int, account_id: int, by: User, months_said: str = "") -> Payment:
    """Post a payment of the unidentified queue to an account.

    Of two people who decide at once, the first wins.

    Its day may be closed: the money was received then, whose it is has been found out today.
    ``months_said`` are the months it pays, as the person wrote them, where the payer's own words
    are not to be followed.

    :raises UnableToAssign: when it waits no more, or the months cannot be read
    """
    _say_months(payment_id, months_said)
    finding = Finding(account_id, None, Payment.FoundBy.HAND)
    if not posting.post_found(payment_id=payment_id, finding=finding, by=by):
        raise UnableToAssign(
            _(
                "The payment does not wait in the queue any more: somebody has already "
                "dealt with it."
            )
        )
    payment = Payment.objects.get(pk=payment_id)
    _confirm(payment, by)
    return payment


def _say_months(payment_id: int, text: str) -> None:
    """Keep a person's months beside the purpose, which stays as the bank wrote it."""
    payment = Payment.objects.get(pk=payment_id)
    if text and not months.is_understood(text, paid_on=payment.paid_on):
        raise UnableToAssign(months.advice(text))
    Payment.objects.filter(pk=payment_id, status=Payment.Status.UNIDENTIFIED).update(
        months_said=text
    )


def _confirm(payment: Payment, by: User) -> None:
    """Remember whose money comes from the payer's bank account."""
    if payment.account_id and bank_accounts.tells_its_owner(payment.payer_bank_account):
        ConfirmedPayer.objects.create(
            bank_account=payment.payer_bank_account,
            account_id=payment.account_id,
            payment=payment,
            confirmed_by=by,
            confirmed_at=timezone.now(),
        )
