"""Letters that came back.

What counted as delivered did not arrive, and its address does not work.
"""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from notifications.email import bounces
from notifications.email.bounces import Bounce
from webapp.correspondence.models import Message
from webapp.correspondence.operations import contacts, messages

# a mail server gives a letter up after four or five days (RFC 5321, 4.5.4.1)
GIVES_UP_WITHIN = timedelta(days=7)
_READING = "correspondence.bounces"


@transaction.atomic
def record(*, bounce: Bounce, today: date) -> Message | None:
    """Write that a letter of ours came back from its recipient.

    Nothing when no letter of ours to these recipients is meant. Anybody can write a bounce: only
    who has our letter knows its reference, and only its own recipient counts. But the recipient
    has it, for ever: what comes later than any mail server gives up proves nothing, and is left
    to people. Told again it is no news.
    """
    letters = Message.objects.select_for_update(of=("self",)).filter(
        reference=bounce.reference,
        channel=Message.Channel.EMAIL,
    )
    message = letters.first()
    if message is None or not _names(bounce, message.recipient) or _is_too_late(message):
        return None
    if messages.take_back_as_returned(message=message, words=bounce.words):
        contacts.give_up(message, ground=bounce.words or "5.0.0")
    return message


def hold_reading() -> None:
    """Say that this process reads the mailbox, as long as its connection to the database lives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(hashtext(%s))",
            [_READING],
        )


@transaction.atomic
def is_read() -> bool:
    """Say whether a process somewhere reads the mailbox."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext(%s))",
            [_READING],
        )
        (is_free,) = cursor.fetchone()
    return not is_free


def _is_too_late(message: Message) -> bool:
    """Say whether every server has given up long ago, by the clock of the world."""
    since = message.sending_since
    return since is not None and timezone.now() - since > GIVES_UP_WITHIN


def _names(bounce: Bounce, recipient: str) -> bool:
    return any(bounces.same_address(recipient, named) for named in bounce.recipients)
