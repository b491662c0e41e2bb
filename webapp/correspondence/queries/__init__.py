"""What is known about papers and messages, and who may see them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from documents.catalogue import CATALOGUE, DocumentKind
from notifications.gateways import Gateways
from notifications.message import Search
from tariffs import calendar, contact
from tariffs.parameters import NotInForce
from webapp.contracts import queries as contracts
from webapp.correspondence.models import Document, Message
from webapp.staff.lookups import there_is
from webapp.staff.models import User
from workflows.interfaces.clock import DAY_BEGINS


def name_of(kind: str) -> str:
    """Return what a kind of paper is called, in the reader's language.

    In Russian as on the paper itself.
    """
    if kind not in CATALOGUE:
        return kind
    entry = CATALOGUE[DocumentKind(kind)]
    return entry.title if (get_language() or "ru").startswith("ru") else entry.english


_lazily_named: Callable[[str], Any] = lazy(name_of, str)
KINDS: dict[str, Promise] = {kind: _lazily_named(kind) for kind in DocumentKind}
"""What kinds of papers are called on screen, read when it is shown."""


def gateways() -> Gateways:
    """Return where this installation's providers are."""
    return Gateways(
        smtp_url=settings.SMTP_URL,
        mail_from=settings.MAIL_FROM,
        twilio_account_sid=settings.TWILIO_ACCOUNT_SID,
        twilio_auth_token=settings.TWILIO_AUTH_TOKEN,
        twilio_from=settings.TWILIO_FROM,
        twilio_api_url=settings.TWILIO_API_URL,
        smtp_answer_s=settings.SMTP_ANSWER_TIMEOUT,
        plain_password_allowed=settings.MAIL_PLAIN_PASSWORD,
    )


def search_for(message: Message) -> Search:
    """Return how a message in doubt can be recognized among the provider's.

    A call's text is not kept by the provider, so any other call in doubt to the same number may be
    confused with it; of short messages only one with the same text.
    """
    assert message.sending_since is not None
    alike = Message.objects.filter(channel=message.channel, recipient=message.recipient).exclude(
        pk=message.pk
    )
    in_doubt = alike.filter(status__in=[Message.Status.SENDING, Message.Status.UNKNOWN])
    if message.channel == Message.Channel.SMS:
        in_doubt = in_doubt.filter(body=message.body)
    taken = alike.exclude(provider_id="").values_list("provider_id", flat=True)
    return Search(
        since=message.sending_since,
        taken=frozenset(taken),
        sole=not in_doubt.exists(),
    )


def rest_of_number(*, channel: str, recipient: str, now: datetime) -> contact.NotBefore | None:
    """Return from when a number may be contacted.

    Nothing when it may be now, as a letter may at any time.

    A message on its way or in doubt counts as today's. Of days the law of which is not known, the
    next morning asks again.
    """
    if channel not in contact.CHANNELS:
        return None
    today, status = now.date(), Message.Status
    lately = Q(sent_on__gt=today - timedelta(days=contact.LONGEST))
    under_way = Q(status__in=[status.SENDING, status.UNKNOWN], sent_on=None)
    sent = Message.objects.filter(lately | under_way, channel=channel, recipient=recipient)
    days = [sent_on or today for sent_on in sent.values_list("sent_on", flat=True)]
    try:
        return contact.not_before(
            channel=channel,
            moment=now,
            sent_on=days,
        )
    except NotInForce:
        return contact.NotBefore(today + calendar.DAY, DAY_BEGINS, "unknown")


def visible_documents(*, user: User) -> QuerySet[Document]:
    """Return the papers of the user's accounts; of his cases when they name no account."""
    return Document.objects.filter(_in_segment(user))


def visible_messages(*, user: User) -> QuerySet[Message]:
    """Return the messages of the user's accounts; of his cases when they name no account."""
    return Message.objects.filter(_in_segment(user))


def _in_segment(user: User) -> Q:
    if user.is_superuser or not (user.segment_party_kinds or user.segment_districts):
        return Q()
    cases: Any = Document.case.field.related_model  # type: ignore[attr-defined]
    seen = cases.objects.filter(contracts.customers_seen(user=user), pk=OuterRef("case_id"))
    return contracts.account_seen(user=user) | Q(account=None) & there_is(seen)


def documents_page(
    *,
    user: User,
    words: str = "",
    kind: str = "",
    status: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Document]:
    """Return the papers a person may see and asks for, newest first.

    An empty criterion means all. Registries are found by their office too.
    """
    found = visible_documents(user=user).filter(
        _given(kind=kind, status=status, dated__gte=since, dated__lte=until)
    )
    if words:
        asked = Q(number__icontains=words) | Q(account__number=words)
        found = found.filter(
            asked | Q(context__office__icontains=words)
            if kind == DocumentKind.BAILIFF_REGISTRY
            else asked
        )
    return found.select_related("account").defer("context").order_by("-id")


def messages_page(
    *,
    user: User,
    words: str = "",
    channel: str = "",
    status: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Message]:
    """Return the messages a person may see and asks for, newest first.

    An empty criterion means all.
    """
    found = visible_messages(user=user).filter(
        _given(channel=channel, status=status, planned_on__gte=since, planned_on__lte=until)
    )
    if words:
        found = found.filter(
            Q(recipient__icontains=words)
            | Q(document__number__icontains=words)
            | Q(account__number=words)
        )
    return found.select_related("account", "document").defer("document__context").order_by("-id")


def messages_in_doubt(*, user: User) -> QuerySet[Message]:
    """Return the messages of which nobody knows whether they went out, oldest first."""
    return messages_page(user=user, status=Message.Status.UNKNOWN).order_by("id")


def title_of(document: Document) -> str:
    """Return what a kind of paper is called."""
    return name_of(document.kind)


def _given(**criteria: str | date | None) -> Q:
    return Q(**{name: value for name, value in criteria.items() if value})
