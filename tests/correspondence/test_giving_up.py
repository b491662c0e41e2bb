"""A message that cannot go is not tried for ever: it gives way to the next channel, or a person is asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from notifications.gateways import Gateways
from notifications.message import UnableToSend
from tests.correspondence.steps import deeds, docx_of, hand_over, leave_in_sending, plan, send
from tests.correspondence.test_documents import store
from tests.notifications import providers
from webapp.audit.models import Entry
from webapp.correspondence.models import TRIES_MAX, Message

pytestmark = pytest.mark.django_db
Status = Message.Status


def tried(message: Message, times: int) -> Message:
    """Return the message after so many tries."""
    Message.objects.filter(pk=message.pk).update(attempts=times)
    return Message.objects.get(pk=message.pk)


def test_without_keys_a_message_is_given_up_in_the_end_and_says_why(gateways: Gateways) -> None:
    message, keyless = plan(), replace(gateways, twilio_auth_token="")
    for _time in range(3):
        with pytest.raises(UnableToSend):
            send(message, keyless)

    given_up = send(tried(message, TRIES_MAX - 1), keyless)

    assert given_up.status == Status.FAILED
    assert (
        given_up.reason_text
        == f"Попыток: {TRIES_MAX}, больше не отправляется. Не заданы ключи доступа к оператору связи"
    )
    assert deeds(message) == ["returned", "failed"]


@pytest.mark.parametrize("channel", ["email", "sms", "voice"])
def test_a_provider_that_is_never_there_is_given_up_too(channel: str) -> None:
    message = tried(plan(channel=channel), TRIES_MAX - 1)

    assert send(message, providers.gateways()).status == Status.FAILED


def test_a_paper_that_cannot_be_printed_is_tried_and_then_given_up(gateways: Gateways) -> None:
    paper = store(render=lambda _number: (b"no Word file", {}))
    message = plan(channel="email", document_id=paper.pk)

    with pytest.raises(UnableToSend, match="not-printed"):
        send(message, gateways)
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.PLANNED, 1)
    assert "Документ не преобразован" in message.reason

    assert send(tried(message, TRIES_MAX), gateways).status == Status.FAILED


def test_a_provider_that_keeps_silent_about_a_message_in_doubt_leaves_it_to_a_person() -> None:
    message = leave_in_sending(plan())
    with pytest.raises(UnableToSend):
        send(message, providers.gateways())
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.SENDING, 2)

    settled = send(tried(message, TRIES_MAX), providers.gateways())

    assert (settled.status, settled.reason) == (Status.UNKNOWN, "provider-silent")


def test_a_message_in_doubt_that_the_provider_has_is_not_given_up_after_any_number_of_tries(
    gateways: Gateways, tmp_path: Path
) -> None:
    message = leave_in_sending(tried(plan(), TRIES_MAX))
    hand_over(message, gateways)

    assert send(message, gateways).status == Status.SENT
    assert len(providers.accepted(tmp_path)) == 1


def test_what_the_provider_loses_again_and_again_is_given_up(
    gateways: Gateways, tmp_path: Path
) -> None:
    message = leave_in_sending(tried(plan(), TRIES_MAX))

    assert (lost := send(message, gateways)).status == Status.FAILED
    assert lost.reason == "not-taken"
    assert providers.accepted(tmp_path) == []


def test_the_register_keeps_the_proof_of_what_went_after_a_failure(gateways: Gateways) -> None:
    message = plan(
        channel="email",
        recipient="greylisted@example.org",
        document_id=store(render=lambda _number: (docx_of("Долг"), {})).pk,
    )
    with pytest.raises(UnableToSend):
        send(message, gateways)
    assert Message.objects.get(pk=message.pk).reason == "451 4.7.1 Greylisted, try again later"

    sent = send(message, gateways)

    assert sent.reason == ""
    assert Entry.objects.latest("id").ground == sent.evidence
