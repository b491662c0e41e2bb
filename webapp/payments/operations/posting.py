"""Posting money to accounts.

Allocation, the register of deeds and the word to open processes, all in one transaction.
"""

from collections.abc import Sequence

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.outbox import operations as outbox
from webapp.payments.models import Payment
from webapp.payments.operations import advances, told
from webapp.payments.queries.findings import Finding
from webapp.staff import queries as staff
from webapp.staff.models import User


class UnableToPost(Exception):
    """The money cannot be entered."""


class SuchIsThere(UnableToPost):
    """A payment that may be this one is there already: a person says whether it is another."""


class HeldByOthers(UnableToPost):
    """Another load holds the payments too long."""


HELD_BY_OTHERS = {"40P01", "55P03", "57014"}
"""Deadlock, lock time-out, statement time-out."""


def wait_for_others() -> None:
    """Money comes in one after the other, whatever way: what one brings, the next finds there.

    Call it before accounts are locked.

    :raises HeldByOthers: when it takes too long
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payments.load_statement'))")
    except OperationalError as error:
        if not is_held(error):
            raise
        text = _("Another load holds the payments. Nothing was posted: try once more in a minute.")
        raise HeldByOthers(text) from error


def is_held(error: OperationalError) -> bool:
    """Say whether somebody else's work is the reason."""
    return getattr(error.__cause__, "sqlstate", None) in HELD_BY_OTHERS


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
def post_found(*, payment_id: int, finding: Finding, by: User | None) -> bool:
    """Post a waiting payment where it belongs; say whether it was still waiting."""
    found = {
        "account_id": finding.account_id,
        "contract_id": finding.contract_id,
        "found_by": finding.found_by,
    }
    changed = Payment.objects.filter(pk=payment_id, status=Payment.Status.UNIDENTIFIED).update(
        **found,
        status=Payment.Status.POSTED,
        posted_at=timezone.now(),
        revision=F("revision") + 1,
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
