"""SMS by Twilio. Its answer is an acceptance; delivery comes by callback."""

from twilio.base import values

from notifications import twilio_client
from notifications.credentials import Gateways
from notifications.message import OutgoingMessage, Receipt, Search

CAN_ASK = True


def send(message: OutgoingMessage, *, gateways: Gateways) -> Receipt:
    """Hand the text to Twilio.

    :raises UnableToSend: when Twilio did not take it, or its answer was lost
    """
    with twilio_client.conversation(gateways) as twilio:
        made = twilio.messages.create(
            to=message.recipient,
            from_=gateways.twilio_from,
            body=message.body,
            status_callback=message.callback_url or values.unset,
        )
    return twilio_client.receipt(made)


def find(message: OutgoingMessage, *, gateways: Gateways, search: Search) -> Receipt | None:
    """Ask Twilio for a message to this number with exactly this text; ``None`` is a definite no.

    :raises CannotAsk: when there are several and nothing tells which one is ours
    :raises UnableToSend: when Twilio cannot be reached now
    """
    with twilio_client.conversation(gateways) as twilio:
        listed = twilio.messages.list(
            to=message.recipient,
            limit=twilio_client.FOUND_MAX,
            page_size=twilio_client.FOUND_MAX,
        )
    return twilio_client.recognize(
        listed,
        search=search,
        alike=lambda found: found.body == message.body,
    )
