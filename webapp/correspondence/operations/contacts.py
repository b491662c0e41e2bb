"""Whether a number may be contacted at the moment of release."""

from datetime import datetime

from django.db import connection

from tariffs import contact
from webapp.correspondence import queries
from webapp.correspondence.models import Message

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
