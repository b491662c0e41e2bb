"""A call by Twilio that asks who is there, and tells it only to the customer. It is recorded.

Its answer is an acceptance; the keys, what became of the call and its recording come by callback.
"""

from twilio.base import values
from twilio.twiml.voice_response import VoiceResponse

from notifications import twilio_client
from notifications.credentials import Gateways
from notifications.message import Identification, OutgoingMessage, Receipt, Search

CAN_ASK = True
RINGING_S_MAX = 40
TWICE = 2
THINKING_S = 15
_LANGUAGE = "ru-RU"


def send(message: OutgoingMessage, *, gateways: Gateways) -> Receipt:
    """Ask Twilio to call, to ask and to record.

    :raises UnableToSend: when Twilio did not take the order, or its answer was lost
    """
    with twilio_client.conversation(gateways) as twilio:
        made = twilio.calls.create(
            to=message.recipient,
            from_=gateways.twilio_from,
            twiml=_script(message),
            timeout=RINGING_S_MAX,
            # an answering machine is no proof that the consumer was told
            machine_detection="Enable",
            status_callback=message.callback_url or values.unset,
            # a call without a recording proves nothing (ПП 354 п. 119)
            record=True,
            recording_status_callback=message.callback_url or values.unset,
            recording_status_callback_event=["completed", "absent"],
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
    return twilio_client.recognize(
        listed,
        search=search,
        alike=lambda _call: True,
    )


def speech(text: str) -> str:
    """Return the TwiML that says the text in Russian, twice.

    The first seconds of a call are often missed.
    """
    return _saying(text, loop=TWICE)


def asking(identification: Identification, callback_url: str) -> str:
    """Return the TwiML that names neither debt nor account, and asks who has picked up.

    The keys pressed are sent to our own address; without one nobody can be asked, only told to
    call back.
    """
    response = VoiceResponse()
    if callback_url and identification.digits:
        pressed = response.gather(
            input="dtmf",
            num_digits=identification.digits,
            timeout=THINKING_S,
            action=f"{callback_url}keys/",
            method="POST",
        )
        pressed.say(identification.question, language=_LANGUAGE)
    response.say(identification.otherwise, language=_LANGUAGE)
    return str(response)


def farewell(text: str) -> str:
    """Return the TwiML for whoever was not the customer."""
    return _saying(text)


def _script(message: OutgoingMessage) -> str:
    """What is about somebody is told when he has identified himself."""
    if message.identification is None:
        return speech(message.body)
    return asking(message.identification, message.callback_url)


def _saying(text: str, loop: int = 1) -> str:
    response = VoiceResponse()
    response.say(
        text,
        language=_LANGUAGE,
        loop=loop,
    )
    return str(response)
