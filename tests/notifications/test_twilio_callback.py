"""What Twilio reports is believed only with its signature, and told in our words."""

from uuid import uuid4

import pytest
from twilio.request_validator import RequestValidator

from notifications import twilio_callback
from notifications.message import DeliveryStatus

URL = "https://istok.example/hooks/twilio/6f1d2f64-1f0e-5b0a-9d3e-0d6a4f2b7c11/"
KEY = "key"


def read(
    form: dict[str, str], *, signed_with: str = KEY, key: str = KEY, url: str = URL
) -> twilio_callback.Delivery:
    signature = RequestValidator(signed_with).compute_signature(URL, form)
    return twilio_callback.read(
        reference=uuid4(), url=url, form=form, signature=signature, auth_token=key
    )


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"MessageSid": "SM1", "MessageStatus": "queued"}, DeliveryStatus.ACCEPTED),
        ({"MessageSid": "SM1", "MessageStatus": "sent"}, DeliveryStatus.SENT),
        ({"MessageSid": "SM1", "MessageStatus": "delivered"}, DeliveryStatus.DELIVERED),
        ({"MessageSid": "SM1", "MessageStatus": "undelivered"}, DeliveryStatus.UNDELIVERED),
        ({"MessageSid": "SM1", "MessageStatus": "failed"}, DeliveryStatus.FAILED),
        ({"CallSid": "CA1", "CallStatus": "completed"}, DeliveryStatus.NO_ANSWER),
        (
            {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "unknown"},
            DeliveryStatus.NO_ANSWER,
        ),
        (
            {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "fax"},
            DeliveryStatus.NO_ANSWER,
        ),
        (
            {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "machine_end_beep"},
            DeliveryStatus.NO_ANSWER,
        ),
        (
            {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "human"},
            DeliveryStatus.ANSWERED,
        ),
        (
            {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "machine_start"},
            DeliveryStatus.NO_ANSWER,
        ),
        ({"CallSid": "CA1", "CallStatus": "no-answer"}, DeliveryStatus.NO_ANSWER),
        ({"CallSid": "CA1", "CallStatus": "busy"}, DeliveryStatus.BUSY),
        (
            {"CallSid": "CA1", "RecordingSid": "RE1", "RecordingStatus": "completed"},
            DeliveryStatus.RECORDED,
        ),
        (
            {"CallSid": "CA1", "RecordingSid": "RE1", "RecordingStatus": "absent"},
            DeliveryStatus.NO_ANSWER,
        ),
    ],
)
def test_twilios_words_become_ours(form: dict[str, str], status: DeliveryStatus) -> None:
    delivery = read(form)

    assert delivery.status is status
    assert delivery.provider_id in {"SM1", "CA1"}


def test_the_reason_of_a_failure_is_kept() -> None:
    assert (
        read({"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30005"}).text
        == "Twilio SM1: undelivered 30005"
    )


@pytest.mark.parametrize(
    "case",
    [
        {"signed_with": "another"},
        {"key": "another"},
        {"url": URL.replace("6f", "7f")},
        {"key": "", "signed_with": ""},
    ],
    ids=["signed by another", "another key is ours", "about another message", "we have no key"],
)
def test_a_forged_report_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(twilio_callback.ForgedCallback):
        read({"MessageSid": "SM1", "MessageStatus": "delivered"}, **case)


@pytest.mark.parametrize("sid", ["", "SM\x00", "S" * 121, "SM 1", "СМ1"])
def test_a_signed_report_whose_id_is_none_is_spoilt(sid: str) -> None:
    with pytest.raises(twilio_callback.SpoiltReport):
        read({"MessageSid": sid, "MessageStatus": "delivered"})


def test_a_word_we_do_not_know_is_not_guessed() -> None:
    with pytest.raises(twilio_callback.UnknownReport):
        read({"MessageSid": "SM1", "MessageStatus": "teleported"})


@pytest.mark.parametrize("status", DeliveryStatus)
def test_a_final_status_is_either_delivered_or_failed(status: DeliveryStatus) -> None:
    assert status.is_final == (status.is_delivered != status.is_failed)


def test_the_id_of_a_recording_is_kept() -> None:
    told = read({"CallSid": "CA1", "RecordingSid": "RE1", "RecordingStatus": "completed"})

    assert (told.channel, told.recording) == ("voice", "RE1")
