"""What a failure says aloud names nobody; what the provider said stays with the message."""

import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller

from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import OutgoingMessage, Search, UnableToSend
from tests.notifications import providers

ADDRESS, PHONE = "petrov@example.org", "+79161234567"


class Quoting:
    """A mail server that repeats what it was asked."""

    async def handle_RCPT(  # noqa: N802
        self,
        _server: object,
        _session: object,
        _envelope: object,
        address: str,
        _options: list[str],
    ) -> str:
        return f"450 4.2.1 <{address}>: the mailbox is busy"


@pytest.fixture
def quoting() -> Iterator[Gateways]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Quoting(), hostname="127.0.0.1", port=port)
    controller.start()
    yield providers.gateways(mail_port=port)
    controller.stop()


def message(channel: str) -> OutgoingMessage:
    recipient = ADDRESS if channel == "email" else PHONE
    return OutgoingMessage(
        channel=channel, recipient=recipient, title="Уведомление", body="Долг", reference=uuid4()
    )


def everything(error: BaseException) -> str:
    """All that a logger or Temporal would tell of an error: with what it came from."""
    text = logging.Formatter().formatException((type(error), error, error.__traceback__))
    return f"{error} {error.args} {text}"


def test_a_mail_server_that_quotes_the_address_is_not_repeated(quoting: Gateways) -> None:
    with pytest.raises(UnableToSend) as caught:
        door.send(message("email"), gateways=quoting)

    assert str(caught.value) == "smtp-450"
    assert ADDRESS in caught.value.words
    assert ADDRESS not in everything(caught.value)


@pytest.mark.parametrize("channel", ["sms", "voice"])
def test_the_number_in_the_address_of_a_request_is_not_repeated(channel: str) -> None:
    with pytest.raises(UnableToSend) as caught:
        door.find(
            message(channel), gateways=providers.gateways(), search=Search(since=datetime.now(UTC))
        )

    assert str(caught.value) == "twilio-ConnectionError"
    assert "79161234567" in caught.value.words
    assert "79161234567" not in everything(caught.value)


@pytest.mark.parametrize("channel", ["sms", "voice"])
def test_requests_are_not_written_to_the_log(
    channel: str, gateways: Gateways, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        door.send(message(channel), gateways=gateways)
        door.find(
            message(channel), gateways=gateways, search=Search(since=datetime.now(UTC), sole=True)
        )

    assert "79161234567" not in caplog.text
