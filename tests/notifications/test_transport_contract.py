"""Every channel keeps the same promise: taken, refused for now, refused for good, or in doubt. One test body for all."""

from dataclasses import replace
from uuid import uuid4

import pytest

from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import OutgoingMessage, UnableToSend
from tests.notifications import providers

RECIPIENTS = {
    "email": {
        "good": "petrov@example.org",
        "temporary": "greylisted@example.org",
        "permanent": "nobody@example.org",
        "silent": "silent@example.org",
    },
    "sms": {
        "good": "+79161234567",
        "temporary": "+79160000006",
        "permanent": "+79160000001",
        "silent": "+79160000007",
    },
    "voice": {
        "good": "+79161234567",
        "temporary": "+79160000006",
        "permanent": "+79160000001",
        "silent": "+79160000007",
    },
}


def message(channel: str, kind: str) -> OutgoingMessage:
    return OutgoingMessage(
        channel=channel,
        recipient=RECIPIENTS[channel][kind],
        title="Уведомление",
        body="Долг 5 000,00 ₽",
        reference=uuid4(),
    )


def test_every_channel_keeps_the_contract() -> None:
    assert set(door.TRANSPORTS) == set(RECIPIENTS)


@pytest.mark.parametrize("channel", RECIPIENTS)
class TestTransport:
    def test_returns_the_providers_id_and_proof(self, channel: str, gateways: Gateways) -> None:
        receipt = door.send(message(channel, "good"), gateways=gateways)

        assert receipt.provider_id
        assert receipt.evidence

    def test_says_that_a_message_refused_for_now_may_be_tried_again(
        self, channel: str, gateways: Gateways
    ) -> None:
        with pytest.raises(UnableToSend) as caught:
            door.send(message(channel, "temporary"), gateways=gateways)

        assert (caught.value.permanent, caught.value.outcome_unknown) == (False, False)
        assert door.send(message(channel, "temporary"), gateways=gateways).provider_id

    def test_says_that_a_message_refused_for_good_is_lost(
        self, channel: str, gateways: Gateways
    ) -> None:
        with pytest.raises(UnableToSend) as caught:
            door.send(message(channel, "permanent"), gateways=gateways)

        assert (caught.value.permanent, caught.value.outcome_unknown) == (True, False)

    def test_says_that_nobody_knows_when_the_answer_does_not_come(
        self, channel: str, gateways: Gateways
    ) -> None:
        with pytest.raises(UnableToSend) as caught:
            door.send(message(channel, "silent"), gateways=providers.impatient(gateways))

        assert (caught.value.permanent, caught.value.outcome_unknown) == (False, True)

    def test_says_that_nothing_was_sent_when_nobody_listens(self, channel: str) -> None:
        with pytest.raises(UnableToSend) as caught:
            door.send(message(channel, "good"), gateways=providers.gateways())

        assert (caught.value.permanent, caught.value.outcome_unknown) == (False, False)


def test_a_channel_that_does_not_exist_is_refused_for_good(gateways: Gateways) -> None:
    with pytest.raises(UnableToSend) as caught:
        door.send(
            OutgoingMessage(channel="pigeon", recipient="x", title="", body="", reference=uuid4()),
            gateways=gateways,
        )

    assert caught.value.permanent


@pytest.mark.parametrize("channel", ["sms", "voice"])
def test_nothing_is_sent_without_keys(channel: str, gateways: Gateways) -> None:
    with pytest.raises(UnableToSend) as caught:
        door.send(message(channel, "good"), gateways=replace(gateways, twilio_auth_token=""))

    assert (caught.value.permanent, caught.value.outcome_unknown) == (False, False)
