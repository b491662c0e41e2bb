"""A call tells nothing before the customer has identified himself, and proves nothing unrecorded."""

from typing import Any

import pytest
from django.test import Client
from twilio.request_validator import RequestValidator

from tests import factories
from tests.correspondence.steps import plan
from webapp.correspondence.models import Call, Message
from webapp.correspondence.operations import outgoing

pytestmark = pytest.mark.django_db
KEY = "key-of-the-tests"
Status = Message.Status


@pytest.fixture
def site(settings: Any) -> Client:
    settings.TWILIO_AUTH_TOKEN = KEY
    settings.PUBLIC_URL = "https://istok.example"
    return Client()


@pytest.fixture
def call() -> Message:
    account = factories.create_account(number="700-054-321")
    message = plan(channel="voice", account_id=account.pk, body="Долг по счёту 700054321")
    Message.objects.filter(pk=message.pk).update(
        status=Status.SENT, provider_id="CA1", evidence="Twilio CA1: queued"
    )
    return Message.objects.get(pk=message.pk)


def post(client: Client, path: str, form: dict[str, str]) -> Any:
    signature = RequestValidator(KEY).compute_signature(f"https://istok.example{path}", form)
    return client.post(path, form, headers={"X-Twilio-Signature": signature})


def press(client: Client, call: Message, digits: str) -> str:
    form = {"CallSid": "CA1", "CallStatus": "in-progress", "Digits": digits}
    return str(post(client, f"/hooks/twilio/{call.reference}/keys/", form).content.decode())


def end(client: Client, call: Message) -> Message:
    path = f"/hooks/twilio/{call.reference}/"
    post(client, path, {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "human"})
    return Message.objects.get(pk=call.pk)


def record(client: Client, call: Message, status: str = "completed") -> Message:
    path = f"/hooks/twilio/{call.reference}/"
    post(client, path, {"CallSid": "CA1", "RecordingSid": "RE1", "RecordingStatus": status})
    return Message.objects.get(pk=call.pk)


def test_before_anybody_has_identified_himself_neither_account_nor_debt_is_named(
    call: Message,
) -> None:
    asked = outgoing.outgoing_of(call).identification

    assert asked and asked.digits == 4
    assert "ООО «Город Энерго»" in asked.question and "записывается" in asked.question
    assert "7 4 8 2 2 0 0 0 0 0 0" in asked.otherwise
    for said in (asked.question, asked.otherwise):
        assert "700" not in said and "долг" not in said.lower()


def test_whoever_knows_the_end_of_the_account_hears_the_message(
    site: Client, call: Message
) -> None:
    assert "Долг по счёту 700054321" in press(site, call, "4321")


@pytest.mark.parametrize("digits", ["", "1234", "54321"])
def test_whoever_does_not_is_told_to_call_back_and_nothing_else(
    site: Client, call: Message, digits: str
) -> None:
    heard = press(site, call, digits)

    assert "перезвоните" in heard and "Долг" not in heard
    assert not Call.objects.exists()


def test_keys_that_twilio_has_not_signed_are_refused(site: Client, call: Message) -> None:
    answer = site.post(f"/hooks/twilio/{call.reference}/keys/", {"Digits": "4321"})

    assert answer.status_code == 403
    assert not Call.objects.exists()


def test_a_call_counts_when_the_customer_heard_it_and_its_recording_is_here(
    site: Client, call: Message
) -> None:
    press(site, call, "4321")

    assert end(site, call).status == Status.SENT
    assert record(site, call).status == Status.DELIVERED
    assert call.call.recording == "RE1"


def test_a_recording_that_comes_first_counts_too(site: Client, call: Message) -> None:
    press(site, call, "4321")
    record(site, call)

    assert end(site, call).status == Status.DELIVERED


@pytest.mark.parametrize("digits", ["1234", None])
def test_what_a_child_or_a_neighbor_has_picked_up_tells_nobody(
    site: Client, call: Message, digits: str | None
) -> None:
    if digits:
        press(site, call, digits)
    assert record(site, call).status == Status.SENT

    assert end(site, call).status == Status.FAILED


def test_a_call_that_was_not_recorded_proves_nothing(site: Client, call: Message) -> None:
    press(site, call, "4321")
    end(site, call)

    assert record(site, call, "absent").status == Status.FAILED
