"""A message released at night, or once too often, stays in the house and says why."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from notifications.gateways import Gateways
from notifications.message import UnableToSend
from tests.correspondence.steps import NOON, deeds, plan, send
from tests.notifications import providers
from webapp.correspondence.models import Message

pytestmark = pytest.mark.django_db
Status = Message.Status
SUNDAY = NOON - timedelta(days=1)


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize(
    "moment",
    [
        NOON.replace(hour=0),
        NOON.replace(hour=6),
        NOON.replace(hour=22),
        SUNDAY.replace(hour=8),
        SUNDAY.replace(hour=20),
    ],
)
def test_outside_the_hours_it_stays_planned_and_the_journal_says_so_once(
    channel: str, moment: datetime, gateways: Gateways, tmp_path: Path
) -> None:
    message = plan(channel=channel)

    for _look in range(2):
        message = send(message, gateways, now=moment)

    assert (message.status, message.attempts) == (Status.PLANNED, 0)
    assert message.reason_text == "Тихие часы: сейчас нельзя писать и звонить"
    assert deeds(message) == ["put-off"]
    assert not providers.accepted(tmp_path)


def test_in_the_morning_it_goes_and_nothing_speaks_of_the_night(gateways: Gateways) -> None:
    message = send(plan(), gateways, now=NOON.replace(hour=3))

    message = send(message, gateways, now=NOON.replace(hour=8))

    assert (message.status, message.reason) == (Status.SENT, "")
    assert deeds(message) == ["put-off", "sent"]


def test_a_failure_after_the_night_is_told_as_the_first_one(gateways: Gateways) -> None:
    message = send(plan(recipient="+79160000006"), gateways, now=NOON.replace(hour=3))

    with pytest.raises(UnableToSend):
        send(message, gateways)

    assert deeds(message) == ["put-off", "returned"]


def test_a_payment_in_the_night_cancels_it(gateways: Gateways) -> None:
    message = send(plan(), gateways, now=NOON.replace(hour=3))

    assert (
        send(message, gateways, reason="paid", now=NOON.replace(hour=4)).status == Status.CANCELED
    )


def test_a_letter_goes_at_any_hour(gateways: Gateways) -> None:
    assert send(plan(channel="email"), gateways, now=NOON.replace(hour=3)).status == Status.ACCEPTED


@pytest.mark.parametrize(("channel", "a_day"), [("sms", 2), ("voice", 1)])
def test_a_number_is_left_alone_when_its_day_is_full(
    channel: str, a_day: int, gateways: Gateways, tmp_path: Path
) -> None:
    for _message in range(a_day):
        assert send(plan(channel=channel), gateways).status == Status.SENT

    message = send(plan(channel=channel), gateways)

    assert (message.status, message.reason) == (Status.PLANNED, "contact-limit")
    assert len(providers.accepted(tmp_path)) == a_day
    assert send(message, gateways, now=NOON + timedelta(days=1)).status == Status.SENT


def test_another_number_and_another_channel_have_limits_of_their_own(gateways: Gateways) -> None:
    send(plan(channel="voice"), gateways)

    assert send(plan(channel="voice", recipient="+79167654321"), gateways).status == Status.SENT
    assert send(plan(channel="sms"), gateways).status == Status.SENT


def test_beyond_the_known_calendar_nobody_is_called(gateways: Gateways) -> None:
    message = send(plan(channel="voice"), gateways, now=NOON.replace(year=2030))

    assert (message.status, message.reason) == (Status.PLANNED, "contact-unknown")


@pytest.mark.django_db(transaction=True)
def test_two_calls_to_one_number_at_the_same_moment_are_one(
    gateways: Gateways, tmp_path: Path
) -> None:
    messages, together = [plan(channel="voice") for _call in range(3)], threading.Barrier(3)

    def work(message: Message) -> None:
        together.wait()
        send(message, gateways)
        connection.close()

    threads = [threading.Thread(target=work, args=[message]) for message in messages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Message.objects.values_list("status", flat=True)) == [
        Status.PLANNED,
        Status.PLANNED,
        Status.SENT,
    ]
    assert len(providers.accepted(tmp_path)) == 1
