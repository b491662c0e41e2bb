"""What Twilio reports later: checked by its signature, told in our words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from twilio.request_validator import RequestValidator

from notifications import twilio_client
from notifications.message import DeliveryStatus, plain

WORDS: dict[str, DeliveryStatus] = {
    # messages
    "accepted": DeliveryStatus.ACCEPTED,
    "scheduled": DeliveryStatus.ACCEPTED,
    "queued": DeliveryStatus.ACCEPTED,
    "sending": DeliveryStatus.ACCEPTED,
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.DELIVERED,
    "undelivered": DeliveryStatus.UNDELIVERED,
    "failed": DeliveryStatus.FAILED,
    "canceled": DeliveryStatus.FAILED,
    # calls
    "initiated": DeliveryStatus.ACCEPTED,
    "ringing": DeliveryStatus.SENT,
    "in-progress": DeliveryStatus.SENT,
    "completed": DeliveryStatus.ANSWERED,
    "busy": DeliveryStatus.BUSY,
    "no-answer": DeliveryStatus.NO_ANSWER,
}
# only a person who took the call has been told; Twilio says "unknown" when it could not make out
# who did
_PERSON = "human"
_RECORDINGS = {
    "completed": DeliveryStatus.RECORDED,
    "absent": DeliveryStatus.NO_ANSWER,
    "failed": DeliveryStatus.NO_ANSWER,
}
_SID = re.compile(r"[A-Za-z0-9]{1,64}")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A report about one message of ours, sent by this channel.

    ``nobody_there``: there is no such number, or it is out of service. ``recording`` is the
    provider's id of the recording of a call.
    """

    reference: UUID
    channel: str
    status: DeliveryStatus
    provider_id: str
    text: str
    nobody_there: bool = False
    recording: str = ""


class ForgedCallback(Exception):
    """The request is not signed by Twilio with our key."""


class UnknownReport(Exception):
    """The request is Twilio's, but it does not say what became of a message."""


class SpoiltReport(Exception):
    """The request is signed by Twilio, but its id of the message is none."""


def read(
    *, reference: UUID, url: str, form: Mapping[str, str], signature: str, auth_token: str
) -> Delivery:
    """Check a callback and say what it reports.

    ``url`` is the public address as Twilio was given it.

    :raises ForgedCallback: when the signature is not Twilio's
    :raises SpoiltReport: when its id is none
    :raises UnknownReport: when there is no known status in it
    """
    check(
        url=url,
        form=form,
        signature=signature,
        auth_token=auth_token,
    )
    if "RecordingSid" in form:
        return _recorded(reference, form)
    word = form.get("MessageStatus") or form.get("CallStatus") or ""
    if word not in WORDS:
        raise UnknownReport(word)
    provider_id = _id(form.get("MessageSid") or form.get("CallSid") or "")
    return Delivery(
        reference=reference,
        channel=_channel(form),
        status=_status(word, form),
        provider_id=provider_id,
        text=_text(word, provider_id, form),
        nobody_there=form.get("ErrorCode", "") in twilio_client.NOBODY_THERE,
    )


def check(*, url: str, form: Mapping[str, str], signature: str, auth_token: str) -> None:
    """Believe what Twilio has signed with our key.

    :raises ForgedCallback: when the signature is not Twilio's
    """
    # without a key anybody could sign
    if not auth_token:
        raise ForgedCallback(url)
    if not RequestValidator(auth_token).validate(url, dict(form), signature):
        raise ForgedCallback(url)


def _recorded(reference: UUID, form: Mapping[str, str]) -> Delivery:
    """A recording that is there is a proof; one that is absent or failed is none."""
    word = form.get("RecordingStatus", "")
    if word not in _RECORDINGS:
        raise UnknownReport(word)
    provider_id = _id(form.get("CallSid", ""))
    recording = _id(form["RecordingSid"])
    return Delivery(
        reference=reference,
        channel="voice",
        status=_RECORDINGS[word],
        provider_id=provider_id,
        text=plain(f"Twilio {provider_id}: {recording} {word}"),
        recording=recording,
    )


def _id(sid: str) -> str:
    if not _SID.fullmatch(sid):
        raise SpoiltReport(plain(sid[:64]))
    return sid


def _status(word: str, form: Mapping[str, str]) -> DeliveryStatus:
    """Return our word; a call that a machine took, or nobody knows who, has told nobody."""
    if word == "completed" and form.get("AnsweredBy") != _PERSON:
        return DeliveryStatus.NO_ANSWER
    return WORDS[word]


def _channel(form: Mapping[str, str]) -> str:
    """A report on a call has another name than one on a message, and that is all the difference."""
    if "MessageStatus" in form:
        return "sms"
    return "voice"


def _text(word: str, provider_id: str, form: Mapping[str, str]) -> str:
    details = [form[name] for name in ("ErrorCode", "ErrorMessage", "AnsweredBy") if form.get(name)]
    return plain(" ".join([f"Twilio {provider_id}: {word}", *details]))
