"""Letters that came back.

What counted as delivered did not arrive, and its address does not work.
"""

from datetime import date

from django.db import transaction

from notifications.email import bounces
from notifications.email.bounces import Bounce
from webapp.correspondence.models import Message
from webapp.correspondence.operations import messages
from webapp.parties import operations as parties
from webapp.parties.models import Contact


@transaction.atomic
def record(*, bounce: Bounce, today: date) -> Message | None:
    """Write that a letter of ours came back from its recipient.

    Nothing when no letter of ours to these recipients is meant.

    Anybody can write a bounce: only who has our letter knows its reference, and only its own
    recipient counts. Told again it is no news.
    """
    letters = Message.objects.select_for_update(of=("self",)).filter(
        reference=bounce.reference, channel=Message.Channel.EMAIL
    )
    message = letters.first()
    if message is None or not _names(bounce, message.recipient):
        return None
    if messages.take_back_as_returned(message=message, words=bounce.words):
        _mark_contacts(message, bounce.words)
    return message


def _names(bounce: Bounce, recipient: str) -> bool:
    return any(bounces.same_address(recipient, named) for named in bounce.recipients)


def _mark_contacts(message: Message, words: str) -> None:
    """The address works for nobody who has given it."""
    given = Contact.objects.filter(
        kind=Contact.Kind.EMAIL, value__iexact=message.recipient, is_valid=True
    )
    for contact_id in given.order_by("id").values_list("id", flat=True):
        parties.mark_contact(contact_id=contact_id, works=False, ground=words or "5.0.0")
