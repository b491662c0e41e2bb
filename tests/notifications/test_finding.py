"""After a crash Twilio is asked whether it has our message. A wrong yes loses a message, a wrong no doubles it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import CannotAsk, OutgoingMessage, Search, UnableToSend
from tests.notifications import providers

NOW = datetime.now(UTC)


def message(
    channel: str, *, recipient: str = "+79161234567", body: str = "Долг 5 000,00 ₽"
) -> OutgoingMessage:
    return OutgoingMessage(
        channel=channel, recipient=recipient, title="", body=body, reference=uuid4()
    )


@pytest.mark.parametrize("channel", ["sms", "voice"])
class TestFind:
    def test_recognizes_what_was_taken(self, channel: str, gateways: Gateways) -> None:
        receipt = door.send(message(channel), gateways=gateways)

        found = door.find(message(channel), gateways=gateways, search=Search(since=NOW, sole=True))

        assert found is not None
        assert found.provider_id == receipt.provider_id

    def test_recognizes_what_was_taken_though_the_answer_was_lost(
        self, channel: str, gateways: Gateways
    ) -> None:
        lost = message(channel, recipient="+79160000007")
        with pytest.raises(UnableToSend):
            door.send(lost, gateways=providers.impatient(gateways))

        assert door.find(lost, gateways=gateways, search=Search(since=NOW, sole=True)) is not None

    def test_says_no_when_nothing_was_taken(self, channel: str, gateways: Gateways) -> None:
        assert (
            door.find(message(channel), gateways=gateways, search=Search(since=NOW, sole=True))
            is None
        )

    def test_passes_by_messages_of_another_number(self, channel: str, gateways: Gateways) -> None:
        door.send(message(channel, recipient="+79167654321"), gateways=gateways)

        assert (
            door.find(message(channel), gateways=gateways, search=Search(since=NOW, sole=True))
            is None
        )

    def test_passes_by_what_is_known_as_another_message(
        self, channel: str, gateways: Gateways
    ) -> None:
        taken = door.send(message(channel), gateways=gateways).provider_id

        search = Search(since=NOW, taken=frozenset({taken}), sole=True)

        assert door.find(message(channel), gateways=gateways, search=search) is None

    def test_passes_by_what_is_older_than_the_attempt(
        self, channel: str, gateways: Gateways
    ) -> None:
        door.send(message(channel), gateways=gateways)

        search = Search(since=datetime.now(UTC) + timedelta(hours=1), sole=True)

        assert door.find(message(channel), gateways=gateways, search=search) is None

    def test_leaves_it_to_a_person_when_another_message_is_in_doubt_too(
        self, channel: str, gateways: Gateways
    ) -> None:
        door.send(message(channel), gateways=gateways)

        with pytest.raises(CannotAsk):
            door.find(message(channel), gateways=gateways, search=Search(since=NOW, sole=False))

    def test_leaves_it_to_a_person_when_there_are_two(
        self, channel: str, gateways: Gateways
    ) -> None:
        door.send(message(channel), gateways=gateways)
        door.send(message(channel), gateways=gateways)

        with pytest.raises(CannotAsk):
            door.find(message(channel), gateways=gateways, search=Search(since=NOW, sole=True))

    def test_gives_no_answer_when_twilio_is_not_there(self, channel: str) -> None:
        with pytest.raises(UnableToSend):
            door.find(
                message(channel), gateways=providers.gateways(), search=Search(since=NOW, sole=True)
            )

    def test_gives_no_answer_when_our_key_is_wrong(self, channel: str, gateways: Gateways) -> None:
        with pytest.raises(UnableToSend) as caught:
            door.find(
                message(channel),
                gateways=replace(gateways, twilio_auth_token="old"),
                search=Search(since=NOW, sole=True),
            )

        assert not caught.value.permanent


def test_an_sms_with_another_text_is_not_ours(gateways: Gateways) -> None:
    door.send(message("sms", body="Долг 7 000,00 ₽"), gateways=gateways)

    assert door.find(message("sms"), gateways=gateways, search=Search(since=NOW, sole=True)) is None
