"""A call by Twilio that speaks the text.

Its answer is an acceptance; whether a person listened comes by callback.
"""

from twilio.base import values
from twilio.twiml.voice_response import VoiceResponse

from notifications import twilio_client
from notifications.credentials import Gateways
from notifications.message import OutgoingMessage, Receipt, Search

CAN_ASK = True
RINGING_S_MAX = 40
TWICE = 2


def send(message: OutgoingMessage, *, gateways: Gateways) -> Receipt:
    """Ask Twilio to call and speak.

    :raises UnableToSend: when Twilio did not take the order, or its answer was lost
    """
    with twilio_client.conversation(gateways) as twilio:
        made = twilio.calls.create(
            to=message.recipient,
            from_=gateways.twilio_from,
            twiml=speech(message.body),
            timeout=RINGING_S_MAX,
            # an answering machine is no proof that the consumer was told
            machine_detection="Enable",
            status_callback=message.callback_url or values.unset,
        )
    return twilio_client.receipt(made)


def find(message: OutgoingMessage, *, gateways: Gateways, search: Search) -> Receipt | None:
    """Ask Twilio for a call to this number.

    ``None`` is a definite no. Twilio does not keep what a call has spoken.

    :raises CannotAsk: when there are several and nothing tells which one is ours
    :raises UnableToSend: when Twilio cannot be reached now
    """
    with twilio_client.conversation(gateways) as twilio:
        listed = twilio.calls.list(
            to=message.recipient,
            limit=twilio_client.FOUND_MAX,
            page_size=twilio_client.FOUND_MAX,
        )
    return twilio_client.recognize(listed, search=search, alike=lambda _call: True)


def speech(text: str) -> str:
    """Return the TwiML that says the text in Russian, twice.

    The first seconds of a call are often missed.
    """
    response = VoiceResponse()
    response.say(text, language="ru-RU", loop=TWICE)
    return str(response)
