"""The lists of payments: all of them, and those of nobody yet."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from webapp.lists.declarations import Asked, Column, Empty, Listing, Parts, for_anybody
from webapp.lists.queries.rows import Rows
from webapp.payments.forms import PaymentsForm, QueueForm
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.payments.queries.lists import Waiting
from webapp.staff import characters
from webapp.staff.models import User

_QUEUE_PAGE = 20
_STANDING = {Payment.Status.POSTED, Payment.Status.UNIDENTIFIED}


def _found(asked: Asked, keys: Sequence[int] | None) -> Rows:
    found = lists.found(user=asked.user, criteria=asked.form.criteria())
    if keys is not None:
        found = found.filter(pk__in=keys)
    return Rows(
        found,
        totals=lists.totals,
        unknown=frozenset({"account__number", "account__party__name"}),
    )


def _account(payment: Payment) -> str:
    return payment.account.number if payment.account else ""


def _found_by(payment: Payment) -> str:
    return payment.get_found_by_display() if payment.found_by else ""


_WHAT_CAME = (
    Column.day(
        "paid_on",
        title=gettext_lazy("Paid on"),
        template="payments/_paid_on.html",
    ),
    Column.field(
        "document_number",
        key="document",
        title=gettext_lazy("Document"),
        width=11,
    ),
    Column.money(
        "amount",
        title=gettext_lazy("Amount, ₽"),
        width=13,
        is_strong=True,
        counts=lambda payment: payment.status in _STANDING,
    ),
    Column.choice(
        "status",
        title=gettext_lazy("Status"),
        template="payments/_status.html",
        width=15,
    ),
)
_WHOSE = (
    Column.field(
        "account__number",
        key="account",
        title=gettext_lazy("Account"),
        template="payments/_account.html",
        width=14,
    ),
    Column.field(
        "account__party__name",
        key="customer",
        title=gettext_lazy("Customer"),
        width=22,
    ),
    Column(
        key="payer",
        title=gettext_lazy("Payer"),
        read=lambda payment: characters.shown(payment.payer_name),
        width=20,
        order=("payer_name",),
    ),
    Column(
        key="inn",
        title=gettext_lazy("ИНН"),
        read=lambda payment: payment.payer_inn,
        is_shown=False,
        is_printed=False,
    ),
    Column(
        key="purpose",
        title=gettext_lazy("Purpose"),
        read=lambda payment: characters.shown(payment.purpose),
        width=34,
    ),
    Column.choice(
        "source",
        title=gettext_lazy("Source"),
        is_shown=False,
        is_printed=False,
    ),
    Column(
        key="found_by",
        title=gettext_lazy("Found by"),
        read=_found_by,
        width=18,
        order=("found_by",),
        is_shown=False,
        is_printed=False,
    ),
)
PAYMENTS = Listing(
    code="payments_payment_changelist",
    at="payments/",
    title=gettext_lazy("Payments"),
    permission=("payments.view_payment",),
    columns=(*_WHAT_CAME, *_WHOSE),
    order="-paid_on",
    form=for_anybody(PaymentsForm),
    line=("search", "status", "paid_from", "paid_to"),
    find=_found,
    name=lambda payment: f"{payment.document_number} {payment.payer_name}",
    address=lambda payment: reverse("admin:payments_payment", args=[payment.pk]),
    parts=Parts(count="payments/_count.html", tools="payments/_tools.html"),
    empty=Empty(
        "payments",
        gettext_lazy("No such payments"),
        gettext_lazy("Change the criteria, or load a bank statement."),
    ),
)


def _waiting(asked: Asked, keys: Sequence[int] | None) -> Rows:
    found = lists.queue(_searched(asked.form))
    if keys is not None:
        found = found.filter(pk__in=keys)
    return Rows(
        found,
        read=partial(_suggested, asked.user),
        whole=_alone,
        totals=lists.totals,
    )


def _searched(form: QueueForm) -> str:
    form.is_valid()
    return str(form.cleaned_data.get("search", ""))


def _suggested(user: User, payments: list[Payment]) -> list[Waiting]:
    return lists.with_suggestions(payments, user=user)


def _alone(payments: list[Payment]) -> list[Waiting]:
    """Whose each may be takes too long to ask of all that wait."""
    return [Waiting(payment, None, ()) for payment in payments]


def _key(row: Waiting) -> int:
    return int(row.payment.pk)


def _told(name: str) -> Any:
    return lambda row: characters.shown(getattr(row.payment, name))


QUEUE = Listing(
    code="payments_unidentified",
    at="unidentified-payments/",
    title=gettext_lazy("Unidentified payments"),
    permission=("payments.identify_payment",),
    columns=(
        Column.day(
            "paid_on",
            of="payment",
            title=gettext_lazy("Paid on"),
        ),
        Column(
            key="document",
            title=gettext_lazy("Document"),
            read=_told("document_number"),
            width=11,
            order=("document_number",),
            is_shown=False,
        ),
        Column.money(
            "amount",
            of="payment",
            title=gettext_lazy("Amount, ₽"),
            width=13,
            is_strong=True,
        ),
        Column(
            key="payer",
            title=gettext_lazy("Payer and purpose"),
            read=_told("payer_name"),
            template="payments/_payer.html",
            width=50,
            order=("payer_name",),
            is_in_sheet=False,
            is_printed=False,
        ),
        Column(
            key="name",
            title=gettext_lazy("Payer"),
            read=_told("payer_name"),
            width=24,
            is_shown=False,
        ),
        Column(
            key="inn",
            title=gettext_lazy("ИНН"),
            read=_told("payer_inn"),
            is_shown=False,
        ),
        Column(
            key="purpose",
            title=gettext_lazy("Purpose"),
            read=_told("purpose"),
            width=50,
            is_shown=False,
        ),
        Column(
            key="likely",
            title=gettext_lazy("Likely accounts"),
            read=lambda row: row.why_told,
            template="payments/_likely.html",
            width=46,
            is_in_sheet=False,
            is_printed=False,
        ),
        Column(
            key="deeds",
            title=gettext_lazy("What to do"),
            read=lambda _row: "",
            template="payments/_waiting_deeds.html",
            width=18,
            is_in_sheet=False,
            is_printed=False,
        ),
    ),
    order="paid_on",
    form=for_anybody(QueueForm),
    line=("search",),
    find=_waiting,
    key=_key,
    name=lambda row: f"{row.payment.document_number} {row.payment.payer_name}",
    address=lambda row: reverse("admin:payments_payment", args=[row.payment.pk]),
    is_long=True,
    page_size=_QUEUE_PAGE,
    parts=Parts(
        count="payments/_count.html",
        tools="payments/_queue_tools.html",
        above="payments/_queue_dialog.html",
    ),
    empty=Empty(
        "task_alt",
        gettext_lazy("No payment waits here"),
        gettext_lazy("Every payment has found its account, or none has these words."),
    ),
)
