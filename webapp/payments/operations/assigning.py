"""A person says whose a waiting payment is, and which months it pays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.payments.models import ConfirmedPayer, Payment
from webapp.payments.operations import posting, told
from webapp.payments.operations.posting import SuchIsThere
from webapp.payments.queries import bank_accounts, charged, months, standing
from webapp.payments.queries.findings import Finding
from webapp.staff.models import User


class UnableToAssign(Exception):
    """The payment does not wait in the queue any more."""


@transaction.atomic
def assign(
    *,
    payment_id: int,
    account_id: int,
    by: User,
    months_said: str = "",
    is_another: bool = False,
) -> Payment:
    """Post a payment of the unidentified queue to an account.

    Of two people who decide at once, the first wins.

    Its day may be closed: the money was received then, whose it is has been found out today.
    ``months_said`` are the months it pays, as the person wrote them, where the payer's own words
    are not to be followed. ``is_another`` says that the person has looked at the payment that it
    may be the same as.

    :raises UnableToAssign: when it waits no more, or the months cannot be read or paid
    :raises SuchIsThere: when the account may have it already
    """
    posting.wait_for_others()
    such = such_on(
        payment=Payment.objects.get(pk=payment_id),
        account_id=account_id,
        months_said=months_said,
    )
    if such and not is_another:
        raise SuchIsThere(such)
    _say_months(payment_id, account_id, months_said)
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


def such_on(
    *, payment: Payment, account_id: int, amount: Decimal | None = None, months_said: str = ""
) -> str:
    """Return what the account has already that may be this payment, or this part of it, in words;
    empty when it has nothing.
    """
    own = standing.of(payment, account_id=account_id)
    entry = replace(
        own,
        amount=amount or payment.amount,
        months_said=months_said or payment.months_said,
    )
    such = standing.read([entry], apart_from=payment.pk).like(entry, is_asked=True)
    return told.already_there(such) if such else told.by_a_registry(entry)


def doubt_about_months(text: str, *, account_id: int, paid_on: date) -> str:
    """Return why money cannot go to the months that a person has written; else nothing."""
    if not text:
        return ""
    if not months.is_understood(text, paid_on=paid_on):
        return months.advice(text)
    said = months.read(text, paid_on=paid_on).months
    missing = charged.without_charges(said, account_id=account_id, paid_on=paid_on)
    if not missing:
        return ""
    return _(
        "Nothing is charged for %(months)s. Correct the months, or leave the field empty: then the "
        "earliest debt is paid, and what is left is an advance."
    ) % {"months": ", ".join(f"{month:%m.%Y}" for month in missing)}


def _say_months(payment_id: int, account_id: int, text: str) -> None:
    """Keep a person's months beside the purpose, which stays as the bank wrote it."""
    payment = Payment.objects.get(pk=payment_id)
    doubt = doubt_about_months(text, account_id=account_id, paid_on=payment.paid_on)
    if doubt:
        raise UnableToAssign(doubt)
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
