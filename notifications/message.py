"""What goes out, what comes back, and the two ways in which sending fails."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

# what no database keeps and no screen shows: control signs, and halves of signs that were never
# UTF-8
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """Return a provider's words as they may be kept: what cannot be is shown as �."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Identification:
    """What a call says to whoever picks up, before it tells anything of anybody.

    ``question`` asks for so many ``digits``; who does not press them is only told to call back.
    """

    question: str
    otherwise: str
    digits: int


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One transmission.

    ``reference`` is ours: by it the provider's reports and answers find the way back.
    """

    channel: str
    recipient: str
    title: str
    body: str
    reference: UUID
    callback_url: str = ""
    attachments: tuple[Attachment, ...] = ()
    identification: Identification | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider took the message, which is no proof that anybody has it.

    ``is_reported`` says that he will tell what became of it.
    """

    provider_id: str
    evidence: str
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Search:
    """How to recognize our message among the provider's.

    :param since: no attempt to send was made before
    :param taken: provider's ids that are known to belong to other messages
    :param sole: no other message to this recipient is in doubt, so what is found and not taken can
        only be ours
    """

    since: datetime
    taken: frozenset[str] = frozenset()
    sole: bool = False


class DeliveryStatus(StrEnum):
    """What a provider reports about a message it has taken."""

    ACCEPTED = "accepted"
    SENT = "sent"
    ANSWERED = "answered"
    RECORDED = "recorded"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"

    @property
    def is_delivered(self) -> bool:
        """The recipient has it."""
        return self is DeliveryStatus.DELIVERED

    @property
    def is_final(self) -> bool:
        """No further report is expected."""
        return self not in _UNDER_WAY

    @property
    def is_failed(self) -> bool:
        """The recipient does not have it and will not get it."""
        return self.is_final and not self.is_delivered


# a person took the call, a call is recorded: what that proves depends on who was there
_UNDER_WAY = frozenset(
    {
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.SENT,
        DeliveryStatus.ANSWERED,
        DeliveryStatus.RECORDED,
    }
)


class UnableToSend(Exception):
    """The message was not taken, or it is not known whether it was.

    Neither flag set means: it was certainly not sent and may be tried again. The error shows its
    ``code`` only, which names nobody and may stand in a log; ``words`` are the provider's own and
    may quote the recipient, so they belong beside the message and nowhere else. ``nobody_there``:
    there is no such address or number.
    """

    def __init__(
        self,
        code: str,
        *,
        words: str = "",
        permanent: bool = False,
        outcome_unknown: bool = False,
        nobody_there: bool = False,
    ) -> None:
        """Keep what happened, the provider's words and what they mean for a further attempt."""
        super().__init__(code)
        self.words = plain(words or code)
        self.permanent = permanent
        self.outcome_unknown = outcome_unknown
        self.nobody_there = nobody_there


class CannotAsk(Exception):
    """The provider cannot say whether it has our message: only a person can decide."""
