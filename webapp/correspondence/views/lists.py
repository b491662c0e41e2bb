"""The lists of papers and messages."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from webapp.correspondence import queries
from webapp.correspondence.forms import DocumentsForm, MessagesForm
from webapp.lists.declarations import Asked, Column, Deed, Empty, Listing, Parts
from webapp.lists.queries.rows import Rows


def _documents(asked: Asked, keys: Sequence[int] | None) -> Rows:
    found = queries.documents_page(user=asked.user, **asked.form.criteria())
    if keys is not None:
        found = found.filter(pk__in=keys)
    return Rows(found, unknown=frozenset({"account__number", "debt", "penalty"}))


def _messages(asked: Asked, keys: Sequence[int] | None) -> Rows:
    found = queries.messages_page(user=asked.user, **asked.form.criteria())
    if keys is not None:
        found = found.filter(pk__in=keys)
    return Rows(found, unknown=frozenset({"account__number", "sent_on", "delivered_on"}))


def _account(row: Any) -> str:
    return row.account.number if row.account else ""


_ACCOUNT = Column(
    key="account",
    title=gettext_lazy("Account"),
    read=_account,
    width=13,
    order=("account__number",),
)
DOCUMENTS = Listing(
    code="correspondence_document_changelist",
    at="documents/",
    title=gettext_lazy("Documents"),
    permission=("correspondence.view_document",),
    columns=(
        Column(
            key="number",
            title=gettext_lazy("Number"),
            read=lambda document: document.number,
            width=18,
            order=("number",),
            is_strong=True,
        ),
        Column(
            key="dated",
            title=gettext_lazy("Date"),
            read=lambda document: document.dated,
            width=11,
            is_whole=True,
            order=("dated",),
        ),
        Column(
            key="kind",
            title=gettext_lazy("Kind"),
            read=queries.title_of,
            width=34,
            order=("kind",),
        ),
        _ACCOUNT,
        Column(
            key="debt",
            title=gettext_lazy("Debt, ₽"),
            read=lambda document: document.debt,
            order=("debt",),
            is_number=True,
            is_total=True,
        ),
        Column(
            key="penalty",
            title=gettext_lazy("Penalty, ₽"),
            read=lambda document: document.penalty,
            order=("penalty",),
            is_number=True,
            is_total=True,
        ),
        Column(
            key="status",
            title=gettext_lazy("Status"),
            read=lambda document: document.get_status_display(),
            template="correspondence/_status.html",
            width=15,
            order=("status",),
        ),
        Column(
            key="file",
            title=gettext_lazy("File"),
            read=lambda _document: "",
            template="correspondence/_files.html",
            width=14,
            is_in_sheet=False,
            is_printed=False,
        ),
        # papers are made one after another, some on one day
        Column(
            key="made",
            title=gettext_lazy("In the order of making"),
            read=lambda document: document.pk,
            order=("pk",),
            is_on_screen=False,
            is_in_sheet=False,
            is_printed=False,
        ),
    ),
    order="-made",
    form=lambda data=None, **_whose: DocumentsForm(data or {}),
    line=("words", "kind", "status", "since"),
    find=_documents,
    name=lambda document: document.number,
    address=lambda document: reverse(
        "admin:correspondence_document_file", args=[document.pk, "pdf"]
    ),
    parts=Parts(count="correspondence/_documents_count.html"),
    empty=Empty(
        "description",
        gettext_lazy("No such documents"),
        gettext_lazy("Documents appear here when a case makes them."),
    ),
    deeds=(
        Deed(
            code="batch",
            title=gettext_lazy("In one file"),
            icon="print",
            permission="correspondence.view_document",
            page="admin:correspondence_document_batch",
            is_whole=True,
        ),
    ),
)
MESSAGES = Listing(
    code="correspondence_message_changelist",
    at="messages/",
    title=gettext_lazy("Messages"),
    permission=("correspondence.view_message",),
    columns=(
        Column(
            key="status",
            title=gettext_lazy("Status"),
            read=lambda message: message.get_status_display(),
            template="correspondence/_message_state.html",
            width=22,
            order=("status",),
        ),
        Column(
            key="planned",
            title=gettext_lazy("Planned"),
            read=lambda message: message.planned_on,
            width=11,
            is_whole=True,
            order=("planned_on",),
        ),
        Column(
            key="channel",
            title=gettext_lazy("Channel"),
            read=lambda message: message.get_channel_display(),
            width=14,
            order=("channel",),
        ),
        Column(
            key="recipient",
            title=gettext_lazy("Recipient"),
            read=lambda message: message.recipient,
            width=22,
            order=("recipient",),
            is_strong=True,
        ),
        Column(
            key="text",
            title=gettext_lazy("Text"),
            read=lambda message: message.title or message.body,
            template="correspondence/_message_text.html",
            width=34,
        ),
        Column(
            key="document",
            title=gettext_lazy("Document"),
            read=lambda message: message.document and message.document.number,
            template="correspondence/_message_document.html",
            width=15,
            order=("document__number",),
        ),
        _ACCOUNT,
        Column(
            key="sent",
            title=gettext_lazy("Sent"),
            read=lambda message: message.sent_on,
            width=11,
            is_whole=True,
            order=("sent_on",),
        ),
        Column(
            key="delivered",
            title=pgettext_lazy("message", "Delivered"),
            read=lambda message: message.delivered_on,
            width=11,
            is_whole=True,
            order=("delivered_on",),
        ),
        Column(
            key="reason",
            title=gettext_lazy("Reason"),
            read=lambda message: message.reason_text if message.reason else "",
            width=24,
            is_shown=False,
            is_printed=False,
        ),
        # what was planned later stands first, whatever day it was planned for
        Column(
            key="made",
            title=gettext_lazy("In the order of making"),
            read=lambda message: message.pk,
            order=("pk",),
            is_on_screen=False,
            is_in_sheet=False,
            is_printed=False,
        ),
    ),
    order="-made",
    form=lambda data=None, **_whose: MessagesForm(data or {}),
    line=("words", "channel", "status", "since"),
    find=_messages,
    name=lambda message: message.recipient or str(message.pk),
    address=lambda message: "",
    parts=Parts(
        count="correspondence/_messages_count.html",
        above="correspondence/_messages_doubtful.html",
        under="correspondence/_message_under.html",
    ),
    empty=Empty(
        "outgoing_mail",
        gettext_lazy("No such messages"),
        gettext_lazy("Messages appear here when a case plans them."),
    ),
    context=lambda asked: {"doubtful": queries.messages_in_doubt(user=asked.user).count()},
)
