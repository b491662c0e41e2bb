"""Money given back, beside the payments that it undoes."""

from collections import defaultdict
from collections.abc import Sequence

from webapp.payments.models import Payment, Refund
from webapp.payments.queries import bank_accounts


def beside(payments: Sequence[Payment]) -> dict[int, list[Refund]]:
    """Return for each payment the refunds of its sum to its payer, not earlier than it came."""
    found: dict[int, list[Refund]] = defaultdict(list)
    if not payments:
        return found
    refunds = list(
        Refund.objects.filter(
            amount__in={payment.amount for payment in payments},
            paid_on__gte=min(payment.paid_on for payment in payments),
        )
        .select_related("statement")
        .order_by("paid_on", "id")
    )
    for payment in payments:
        found[payment.pk] = [refund for refund in refunds if undoes(refund, payment)]
    return found


def undoes(refund: Refund, payment: Payment) -> bool:
    """Say whether the refund gives this payment back.

    Its sum, to its payer, not earlier than it came.
    """
    if refund.amount != payment.amount or refund.paid_on < payment.paid_on:
        return False
    account = payment.payer_bank_account
    is_same_account = (
        bank_accounts.tells_its_owner(account) and account == refund.receiver_bank_account
    )
    return is_same_account or bool(payment.payer_inn and payment.payer_inn == refund.receiver_inn)
