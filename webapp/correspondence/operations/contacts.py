"""Contacts of messages: whether a number may be contacted at the release, and one nobody has."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from tariffs import contact
from webapp.correspondence import queries
from webapp.correspondence.models import Message
from webapp.correspondence.operations import moves
from webapp.parties import operations as parties
from webapp.parties.models import Contact

_KINDS = {
    Message.Channel.EMAIL: Contact.Kind.EMAIL,
    Message.Channel.SMS: Contact.Kind.PHONE,
    Message.Channel.VOICE: Contact.Kind.PHONE,
}
_REASONS = {"hours": "quiet-hours", "limit": "contact-limit", "unknown": "contact-unknown"}
RESTS = frozenset(_REASONS.values())


def rest_reason(message: Message, *, now: datetime) -> str:
    """Return why the number of a message must be left alone now, or nothing.

    Called where the message is released: two releases to one number come one after the other, so
    the second counts the first.
    """
    if message.channel not in contact.CHANNELS:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s))",
            [f"contact:{message.channel}:{message.recipient}"],
        )
    rest = queries.rest_of_number(
        channel=message.channel,
        recipient=message.recipient,
        now=now,
    )
    if rest:
        return _REASONS[rest.why]
    return ""


def give_up(message: Message, *, ground: str) -> None:
    """Mark the contact of a message: it works for nobody who has given it."""
    given = Contact.objects.filter(
        kind=_KINDS[Message.Channel(message.channel)],
        value__iexact=message.recipient,
        is_valid=True,
    )
    for contact_id in given.order_by("id").values_list("id", flat=True):
        parties.mark_contact(
            contact_id=contact_id,
            works=False,
            ground=ground[:300],
        )


def readdress(*, message: Message, known: Sequence[str]) -> Message:
    """Let a message that has not been released follow the contact.

    It goes to the first known one when its own is known no more.
    """
    if message.status == Message.Status.PLANNED and known and message.recipient not in known:
        moves.move(message, "readdressed", recipient=known[0])
    return message
