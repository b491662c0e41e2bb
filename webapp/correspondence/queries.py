"""What is known about papers and messages, and who may see them."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from notifications.gateways import Gateways
from notifications.message import Search
from webapp.contracts import queries as contracts
from webapp.correspondence.models import Document, Message
from webapp.staff.models import User


def gateways() -> Gateways:
    """Return where this installation's providers are."""
    return Gateways(
        smtp_url=settings.SMTP_URL,
        mail_from=settings.MAIL_FROM,
        twilio_account_sid=settings.TWILIO_ACCOUNT_SID,
        twilio_auth_token=settings.TWILIO_AUTH_TOKEN,
        twilio_from=settings.TWILIO_FROM,
        twilio_api_url=settings.TWILIO_API_URL,
    )


def search_for(message: Message) -> Search:
    """Return how a message in doubt can be recognized among the provider's.

    A call's text is not kept by the provider, so any other call in doubt to the same number may be confused with it;
    of short messages only one with the same text.
    """
    assert message.sending_since is not None
    alike = Message.objects.filter(channel=message.channel, recipient=message.recipient).exclude(pk=message.pk)
    in_doubt = alike.filter(status__in=[Message.Status.SENDING, Message.Status.UNKNOWN])
    if message.channel == Message.Channel.SMS:
        in_doubt = in_doubt.filter(body=message.body)
    taken = alike.exclude(provider_id="").values_list("provider_id", flat=True)
    return Search(since=message.sending_since, taken=frozenset(taken), sole=not in_doubt.exists())


def visible_documents(*, user: User) -> QuerySet[Document]:
    """Return the papers of the user's segment. A paper of no account is seen by those who see everything."""
    return Document.objects.filter(_in_segment(user))


def visible_messages(*, user: User) -> QuerySet[Message]:
    """Return the messages of the user's segment. A message about no account is seen by those who see everything."""
    return Message.objects.filter(_in_segment(user))


def _in_segment(user: User) -> Q:
    if user.is_superuser or not (user.segment_party_kinds or user.segment_districts):
        return Q()
    accounts: Any = contracts.visible_accounts(user=user)
    return Q(account__in=accounts)
