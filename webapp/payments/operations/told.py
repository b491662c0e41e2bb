"""What is told of a payment: to the journal, and to the processes that wait for its accounts."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.payments.models import Payment
from webapp.payments.queries import registry_money
from webapp.payments.queries.standing import Entry
from webapp.staff.amounts import money
from webapp.staff.models import User


def already_there(payment: Payment) -> str:
    """Return what a clerk has to hear of a payment before he enters one like it."""
    return _(
        "Such a payment is there already: %(payment)s, %(amount)s ₽, %(source)s, "
        "account %(account)s. Post all the same?"
    ) % _described(payment)


def by_a_registry(entry: Entry) -> str:
    """Return what a clerk has to hear of money that a registry may have told; else nothing."""
    (said,) = registry_money.like([entry])
    if said is None:
        return ""
    return _(
        "The registry %(file)s says that %(amount)s ₽ were paid for %(month)s. It may be this "
        "money. Post all the same?"
    ) % {"file": said.file_name, "amount": money(said.amount), "month": f"{said.period:%m.%Y}"}


def posted_by_this_form(payment: Payment) -> str:
    """Return what a clerk has to hear when a form that was posted comes back with other words."""
    return _(
        "This form has posted a payment already, which stays: %(payment)s, %(amount)s ₽, "
        "account %(account)s. Post another one?"
    ) % _described(payment)


def _described(payment: Payment) -> dict[str, object]:
    return {
        "payment": payment,
        "amount": money(payment.amount),
        "source": payment.get_source_display(),
        "account": payment.account or "—",
    }


def facts(payment: Payment, account_ids: Iterable[int | None]) -> list[tuple[str, str]]:
    """Return subjects and keys under which something about the payment is announced."""
    return [
        (f"account:{account_id}", _key(payment)) for account_id in sorted(filter(None, account_ids))
    ]


def _key(payment: Payment) -> str:
    """Return the payment's id.

    A payment that went back to the queue and was posted again is a new fact.
    """
    if payment.revision == 1:
        return str(payment.pk)
    return f"{payment.pk}.{payment.revision}"


def record(
    payment: Payment, deed: str, by: User | None, details: dict[str, str], ground: str = ""
) -> None:
    """Write a deed with a payment into the journal."""
    audit.record(
        name=f"payments.payment.{deed}",
        subject=f"payment:{payment.pk}",
        actor=by,
        ground=ground[:300],
        details=details,
    )


def amounts(payment: Payment) -> dict[str, str]:
    """Return what the journal keeps of a posting."""
    return {
        "account": str(payment.account_id),
        "amount": str(payment.amount),
        "found_by": payment.found_by,
    }
