"""The single effect: planned once, released with fresh facts, sent once."""

import threading
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import IntegrityError, connection, transaction

from notifications.gateways import Gateways
from notifications.message import UnableToSend
from tests.correspondence.steps import (
    NOON,
    TODAY,
    deeds,
    docx_of,
    hand_over,
    leave_in_sending,
    plan,
    send,
)
from tests.correspondence.test_documents import store
from tests.notifications import providers
from webapp.correspondence.models import Message
from webapp.correspondence.operations import messages
from webapp.demo.mail_catcher import MailCatcher

pytestmark = pytest.mark.django_db
Status = Message.Status
CHANNELS = ["email", "sms", "voice"]


def taken(folder: Path) -> int:
    """How many things all providers took together."""
    return len(providers.lines(folder / "mail.jsonl")) + len(providers.accepted(folder))


class TestPlan:
    def test_a_step_has_one_message_however_often_it_is_planned(self) -> None:
        first = plan(step="0.1:send:sms")

        again = plan(step="0.1:send:sms", body="another text")

        assert (again.pk, again.body, again.reference) == (first.pk, first.body, first.reference)

    def test_without_a_recipient_it_ends_at_once(self, gateways: Gateways, tmp_path: Path) -> None:
        message = plan(recipient="")

        assert send(message, gateways).status == Status.NO_CONTACT
        assert taken(tmp_path) == 0

    def test_the_database_refuses_a_sent_message_without_proof(self) -> None:
        message = plan()

        with (
            pytest.raises(IntegrityError, match="correspondence_message_sent_has_proof"),
            transaction.atomic(),
        ):
            Message.objects.filter(pk=message.pk).update(status=Status.SENT)

    def test_planned_messages_of_a_subject_are_cancelled_together(self, gateways: Gateways) -> None:
        sent, planned, other = send(plan(), gateways), plan(), plan(subject="recovery_case:43")

        assert messages.cancel_planned(subject="recovery_case:42", reason="paid") == 1

        statuses = [Message.objects.get(pk=message.pk).status for message in (sent, planned, other)]
        assert statuses == [Status.SENT, Status.CANCELED, Status.PLANNED]


@pytest.mark.parametrize("channel", CHANNELS)
class TestRelease:
    def test_sends_and_keeps_the_proof(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = send(plan(channel=channel), gateways)

        assert message.status == (Status.ACCEPTED if channel == "email" else Status.SENT)
        assert message.provider_id
        assert message.evidence
        assert message.sent_on == TODAY
        assert message.delivered_on is None
        assert taken(tmp_path) == 1
        assert deeds(message) == ["sent"]

    def test_called_again_sends_nothing(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = send(plan(channel=channel), gateways)

        again = send(message, gateways)

        assert (again.status, again.provider_id) == (message.status, message.provider_id)
        assert taken(tmp_path) == 1

    def test_a_payment_a_second_before_stops_it(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = send(plan(channel=channel), gateways, reason="paid")

        assert (message.status, message.reason) == (Status.CANCELED, "paid")
        assert taken(tmp_path) == 0
        assert deeds(message) == ["cancelled"]

    def test_refused_for_good_it_fails_with_the_providers_words(
        self, channel: str, gateways: Gateways
    ) -> None:
        recipient = {"email": "nobody@example.org"}.get(channel, "+79160000001")

        message = send(plan(channel=channel, recipient=recipient), gateways)

        assert message.status == Status.FAILED
        assert message.reason
        assert deeds(message) == ["failed"]

    def test_refused_for_now_it_is_planned_again_and_then_goes(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = plan(
            channel=channel,
            recipient={"email": "greylisted@example.org"}.get(channel, "+79160000006"),
        )

        with pytest.raises(UnableToSend):
            send(message, gateways)
        message.refresh_from_db()
        assert message.status == Status.PLANNED

        assert Status(send(message, gateways).status).went_out
        assert taken(tmp_path) == 1
        assert deeds(message) == ["returned", "sent"]

    def test_facts_are_read_again_at_every_attempt(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = plan(
            channel=channel,
            recipient={"email": "greylisted@example.org"}.get(channel, "+79160000006"),
        )
        with pytest.raises(UnableToSend):
            send(message, gateways)

        assert send(message, gateways, reason="paid").status == Status.CANCELED
        assert taken(tmp_path) == 0

    def test_only_a_letter_carries_the_paper(
        self, channel: str, gateways: Gateways, post_office: MailCatcher
    ) -> None:
        paper = store(render=lambda _number: (docx_of("Уведомление"), {}))

        message = send(plan(channel=channel, document_id=paper.pk), gateways)

        assert Status(message.status).went_out
        letters = [post_office.mailbox.read(line["number"]) for line in post_office.mailbox.letters]
        attached = [
            (part.get_filename(), part.get_content())
            for letter in letters
            for part in letter.iter_attachments()
        ]
        paper.refresh_from_db()
        assert attached == (
            [(f"{paper.number.replace('/', '-')}.pdf", bytes(paper.pdf.content))]
            if channel == "email"
            else []
        )

    def test_nobody_is_there_and_it_stays_planned(self, channel: str) -> None:
        message = plan(channel=channel)

        with pytest.raises(UnableToSend):
            send(message, providers.gateways())

        message.refresh_from_db()
        assert message.status == Status.PLANNED


class TestAfterACrash:
    """The worker was killed between the promise and the receipt."""

    @pytest.mark.parametrize("channel", ["sms", "voice"])
    def test_what_the_provider_has_is_not_sent_again(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = leave_in_sending(plan(channel=channel))
        receipt = hand_over(message, gateways)

        found = send(message, gateways)

        assert (found.status, found.provider_id) == (Status.SENT, receipt.provider_id)
        assert taken(tmp_path) == 1

    @pytest.mark.parametrize("channel", ["sms", "voice"])
    def test_what_the_provider_does_not_have_is_sent(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = leave_in_sending(plan(channel=channel))

        assert send(message, gateways).status == Status.SENT
        assert taken(tmp_path) == 1
        assert deeds(message) == ["returned", "sent"]

    @pytest.mark.parametrize("channel", ["sms", "voice"])
    def test_a_payment_meanwhile_still_stops_it(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = leave_in_sending(plan(channel=channel))

        assert send(message, gateways, reason="paid").status == Status.CANCELED
        assert taken(tmp_path) == 0

    @pytest.mark.parametrize("channel", ["sms", "voice"])
    def test_an_earlier_message_to_the_same_number_is_not_taken_for_it(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        send(plan(channel=channel, body="Долг"), gateways, now=NOON - timedelta(days=1))
        message = leave_in_sending(plan(channel=channel, body="Долг"))

        assert send(message, gateways).status == Status.SENT
        assert taken(tmp_path) == 2

    @pytest.mark.parametrize("channel", ["sms", "voice"])
    def test_two_in_doubt_to_one_number_are_left_to_a_person(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        doubtful = [leave_in_sending(plan(channel=channel, body="Долг")) for _copy in range(2)]
        hand_over(doubtful[0], gateways)

        assert [send(message, gateways).status for message in doubtful] == [
            Status.UNKNOWN,
            Status.UNKNOWN,
        ]
        assert taken(tmp_path) == 1

    def test_a_letter_is_left_to_a_person(self, gateways: Gateways, tmp_path: Path) -> None:
        message = leave_in_sending(plan(channel="email"))

        assert send(message, gateways).status == Status.UNKNOWN
        assert (again := send(message, gateways)).status == Status.UNKNOWN
        assert (
            again.reason_text
            == "Программа остановилась во время отправки, а оператор связи не может сказать, есть ли у него сообщение"
        )
        assert taken(tmp_path) == 0
        assert deeds(message) == ["doubted"]

    @pytest.mark.parametrize("channel", CHANNELS)
    def test_a_worker_that_may_be_alive_is_not_disturbed(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = leave_in_sending(plan(channel=channel), long_ago=False)

        with pytest.raises(messages.AlreadyBeingSent):
            send(message, gateways)

        assert taken(tmp_path) == 0

    @pytest.mark.parametrize("channel", ["sms", "voice"])
    def test_nothing_is_decided_while_the_provider_is_silent(self, channel: str) -> None:
        message = leave_in_sending(plan(channel=channel))

        with pytest.raises(UnableToSend):
            send(message, providers.gateways())

        message.refresh_from_db()
        assert message.status == Status.SENDING


class TestLostAnswer:
    """The provider took the message, but its answer did not come."""

    @pytest.mark.parametrize("channel", ["sms", "voice"])
    def test_the_provider_is_asked_later(
        self, channel: str, gateways: Gateways, tmp_path: Path
    ) -> None:
        message = plan(channel=channel, recipient="+79160000007")
        with pytest.raises(UnableToSend):
            send(message, providers.impatient(gateways))
        with pytest.raises(messages.AlreadyBeingSent):
            send(message, gateways)

        assert send(leave_in_sending(message), gateways).status == Status.SENT
        assert taken(tmp_path) == 1

    def test_a_letter_is_left_to_a_person(self, gateways: Gateways, tmp_path: Path) -> None:
        message = send(
            plan(channel="email", recipient="silent@example.org"), providers.impatient(gateways)
        )

        assert message.status == Status.UNKNOWN
        assert send(message, gateways).status == Status.UNKNOWN
        assert taken(tmp_path) == 1

    def test_a_server_error_is_no_answer(self, gateways: Gateways, tmp_path: Path) -> None:
        message = plan(recipient="+79160000004")
        with pytest.raises(UnableToSend):
            send(message, gateways)

        assert send(leave_in_sending(message), gateways).status == Status.SENT
        assert taken(tmp_path) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("channel", CHANNELS)
def test_of_two_workers_at_the_same_moment_one_sends(
    channel: str, gateways: Gateways, tmp_path: Path
) -> None:
    message = plan(channel=channel)
    together, outcomes = threading.Barrier(4, timeout=60), []

    def work() -> None:
        together.wait()
        try:
            outcomes.append(send(message, gateways).status)
        except messages.AlreadyBeingSent:
            outcomes.append("busy")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert taken(tmp_path) == 1
    assert len(outcomes) == 4
    assert set(outcomes) <= {"busy", Status.SENT, Status.ACCEPTED}
    assert deeds(message) == ["sent"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_taken_for_dead_still_says_how_it_ended(
    gateways: Gateways, tmp_path: Path
) -> None:
    message = plan(channel="email", recipient="slow@example.org")

    def work() -> None:
        send(message, gateways)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    deadline = monotonic() + 60
    while not taken(tmp_path) and monotonic() < deadline:
        sleep(0.02)
    taken_for_dead = send(leave_in_sending(message), gateways)
    worker.join()

    assert taken_for_dead.status == Status.UNKNOWN
    message.refresh_from_db()
    assert message.status == Status.ACCEPTED
    assert deeds(message) == ["doubted", "sent"]


@pytest.mark.django_db(transaction=True)
def test_it_is_never_sent_inside_somebody_elses_transaction(
    gateways: Gateways, tmp_path: Path
) -> None:
    message = plan()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send(message, gateways)

    assert taken(tmp_path) == 0


def test_a_worker_that_slept_between_promise_and_deed_does_not_act_on_it(
    gateways: Gateways, tmp_path: Path
) -> None:
    message, hasty = plan(), providers.impatient(gateways)

    def slow() -> str:
        sleep(hasty.timeout_s)
        return ""

    with pytest.raises(messages.AlreadyBeingSent):
        messages.release_and_send(
            message_id=message.pk,
            still_true=slow,
            gateways=hasty,
            callback_url="",
            today=TODAY,
            now=lambda: NOON,
        )

    message.refresh_from_db()
    assert message.status == Status.PLANNED
    assert taken(tmp_path) == 0
