"""The lists of papers and messages."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from webapp.correspondence import queries
from webapp.correspondence.forms import DocumentsForm, MessagesForm
from webapp.lists.declarations import Asked, Column, Deed, Empty, Listing, Parts, for_anybody
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


_ACCOUNT = Column.field(
    "account__number",
    key="account",
    title=gettext_lazy("Account"),
    width=13,
)
DOCUMENTS = Listing(
    code="correspondence_document_changelist",
    at="documents/",
    title=gettext_lazy("Documents"),
    permission=("correspondence.view_document",),
    columns=(
        Column.field(
            "number",
            title=gettext_lazy("Number"),
            width=18,
            is_strong=True,
        ),
        Column.day(
            "dated",
            title=gettext_lazy("Date"),
        ),
        Column(
            key="kind",
            title=gettext_lazy("Kind"),
            read=queries.title_of,
            width=34,
            order=("kind",),
        ),
        _ACCOUNT,
        Column.money(
            "debt",
            title=gettext_lazy("Debt, ₽"),
        ),
        Column.money(
            "penalty",
            title=gettext_lazy("Penalty, ₽"),
        ),
        Column.choice(
            "status",
            title=gettext_lazy("Status"),
            template="correspondence/_status.html",
            width=15,
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
        Column.ordering(
            "pk",
            key="made",
            title=gettext_lazy("In the order of making"),
        ),
    ),
    order="-made",
    form=for_anybody(DocumentsForm),
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
        Column.choice(
            "status",
            title=gettext_lazy("Status"),
            template="correspondence/_message_state.html",
            width=22,
        ),
        Column.day(
            "planned_on",
            key="planned",
            title=gettext_lazy("Planned"),
        ),
        Column.choice(
            "channel",
            title=gettext_lazy("Channel"),
            width=14,
        ),
        Column.field(
            "recipient",
            title=gettext_lazy("Recipient"),
            width=22,
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
        Column.day(
            "sent_on",
            key="sent",
            title=gettext_lazy("Sent"),
        ),
        Column.day(
            "delivered_on",
            key="delivered",
            title=pgettext_lazy("message", "Delivered"),
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
        Column.ordering(
            "pk",
            key="made",
            title=gettext_lazy("In the order of making"),
        ),
    ),
    order="-made",
    form=for_anybody(MessagesForm),
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
