"""Sending everybody who wants it a letter about the day: once a day to a person, whoever asks.

The row of a person and a day is there once. Whoever moves it from PLANNED to SENDING sends; a
sender that dies then leaves it there, and nobody sends a second letter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import OutgoingMessage, UnableToSend
from webapp.correspondence.models import Message
from webapp.oversight.models import Digest, Preferences
from webapp.oversight.queries import digests
from webapp.oversight.queries.digests import Letter

Status = Digest.Status
_WORDS_MAX = 300


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went out, and how many could not."""

    sent: int
    failed: int


def send_due(*, now: Callable[[], datetime], gateways: Gateways) -> Sent:
    """Send whoever wants a letter by this hour the letter of the day; each is sent once."""
    moment = now()
    wanting = digests.due(
        today=moment.date(),
        hour=moment.hour,
    )
    ends = [
        send(
            preferences=one,
            now=moment,
            gateways=gateways,
        )
        for one in wanting
    ]
    return Sent(ends.count(Status.SENT), ends.count(Status.FAILED) + ends.count(Status.PLANNED))


def send(*, preferences: Preferences, now: datetime, gateways: Gateways) -> str:
    """Send a person the letter of a day, unless somebody has; return how that stands."""
    person, today = preferences.person, now.date()
    digest, _is_new = Digest.objects.get_or_create(
        person=person, on=today, defaults={"reference": uuid4()}
    )
    letter = digests.letter(
        digests.looked_at(
            preferences=preferences,
            now=now,
        )
    )
    if letter is None:
        _move(digest, Status.PLANNED, Status.EMPTY)
    elif _move(digest, Status.PLANNED, Status.SENDING):
        _hand_over(digest, letter, gateways)
    return digest.status


def _hand_over(digest: Digest, letter: Letter, gateways: Gateways) -> None:
    """Hand the letter over; where nobody knows whether the server has it, it stays SENDING."""
    message = OutgoingMessage(
        channel=Message.Channel.EMAIL,
        recipient=digest.person.email,
        title=letter.title,
        body=letter.body,
        reference=digest.reference,
    )
    try:
        door.send(message, gateways=gateways)
    except UnableToSend as error:
        _move(digest, Status.SENDING, _after(error), reason=error.words[:_WORDS_MAX])
    else:
        _move(digest, Status.SENDING, Status.SENT)


def _after(error: UnableToSend) -> Status:
    if error.outcome_unknown:
        return Status.SENDING
    if error.permanent:
        return Status.FAILED
    return Status.PLANNED


def _move(digest: Digest, before: Status, after: Status, *, reason: str = "") -> bool:
    """Let a letter come further, unless somebody else has moved it meanwhile."""
    here = Digest.objects.filter(
        pk=digest.pk,
        status=before,
    )
    moved = here.update(
        status=after,
        reason=reason,
    )
    digest.refresh_from_db(fields=["status"])
    return bool(moved)
