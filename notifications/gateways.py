"""The one door: by the message's channel to its transport.

Nothing is retried here, Temporal retries.
"""

from dataclasses import replace
from typing import Protocol

from notifications.credentials import Gateways
from notifications.email import transport as email
from notifications.message import OutgoingMessage, Receipt, Search, UnableToSend, plain
from notifications.sms import transport as sms
from notifications.voice import transport as voice

__all__ = ["TRANSPORTS", "Gateways", "Transport", "can_ask", "find", "send"]


class Transport(Protocol):
    """What the ``transport`` module of every channel offers."""

    CAN_ASK: bool

    def send(self, message: OutgoingMessage, *, gateways: Gateways) -> Receipt:
        """Hand the message to the provider."""

    def find(
        self, message: OutgoingMessage, *, gateways: Gateways, search: Search
    ) -> Receipt | None:
        """Ask the provider whether it has the message."""


TRANSPORTS: dict[str, Transport] = {"email": email, "sms": sms, "voice": voice}


def send(message: OutgoingMessage, *, gateways: Gateways) -> Receipt:
    """Hand the message to the provider of its channel and return its receipt.

    :raises UnableToSend: when the provider did not take it, or it is not known whether it did
    """
    return _plain(_transport(message.channel).send(message, gateways=gateways))


def find(message: OutgoingMessage, *, gateways: Gateways, search: Search) -> Receipt | None:
    """Ask the provider whether it has the message; ``None`` is its definite no.

    :raises CannotAsk: when the provider cannot tell
    :raises UnableToSend: when the provider cannot be reached now
    """
    found = _transport(message.channel).find(
        message,
        gateways=gateways,
        search=search,
    )
    if found:
        return _plain(found)
    return None


def can_ask(*, channel: str) -> bool:
    """Tell whether the provider of a channel keeps a list that can be asked."""
    return _transport(channel).CAN_ASK


def _plain(receipt: Receipt) -> Receipt:
    return replace(
        receipt,
        provider_id=plain(receipt.provider_id),
        evidence=plain(receipt.evidence),
    )


def _transport(channel: str) -> Transport:
    if channel not in TRANSPORTS:
        raise UnableToSend("no-such-channel", permanent=True)
    return TRANSPORTS[channel]
