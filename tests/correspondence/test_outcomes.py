"""What providers report and people decide about messages."""

from uuid import uuid4

import pytest

from notifications.gateways import Gateways
from notifications.message import DeliveryStatus
from tests import factories
from tests.correspondence.steps import TODAY, deeds, facts, leave_in_sending, plan, send
from webapp.correspondence.models import Message
from webapp.correspondence.operations import messages
from webapp.staff.models import User

pytestmark = pytest.mark.django_db
Status = Message.Status


def report(message: Message, status: DeliveryStatus, *, provider_id: str = "SM1") -> Message:
    return messages.record_delivery(
        reference=message.reference,
        channel=message.channel,
        status=status,
        provider_id=provider_id,
        evidence=f"Twilio {provider_id}: {status}",
        today=TODAY,
    )


def put(status: str, **fields: object) -> Message:
    """Return a message in a state."""
    message = leave_in_sending(plan())
    Message.objects.filter(pk=message.pk).update(status=status, **fields)
    message.refresh_from_db()
    return message


def sent() -> Message:
    return put(Status.SENT, provider_id="SM1", sent_on=TODAY)


class TestReport:
    def test_of_delivery_is_the_proof_and_wakes_the_process(self) -> None:
        message = report(sent(), DeliveryStatus.DELIVERED)

        assert (message.status, message.delivered_on, message.evidence) == (
            Status.DELIVERED,
            TODAY,
            "Twilio SM1: delivered",
        )
        assert facts() == ["message.delivered"]
        assert deeds(message) == ["delivered"]

    @pytest.mark.parametrize(
        "status",
        [
            DeliveryStatus.UNDELIVERED,
            DeliveryStatus.NO_ANSWER,
            DeliveryStatus.BUSY,
            DeliveryStatus.FAILED,
        ],
    )
    def test_of_failure_opens_the_way_to_the_next_channel(self, status: DeliveryStatus) -> None:
        message = report(sent(), status)

        assert (message.status, message.reason) == (Status.FAILED, f"Twilio SM1: {status}")
        assert facts() == ["message.failed"]

    def test_told_twice_is_one_fact(self) -> None:
        message = sent()
        for _time in range(2):
            report(message, DeliveryStatus.DELIVERED)

        assert facts() == ["message.delivered"]
        assert deeds(message) == ["delivered"]

    @pytest.mark.parametrize("before", [Status.SENDING, Status.UNKNOWN, Status.PLANNED])
    def test_that_comes_before_our_own_mark_is_the_answer_that_it_was_sent(
        self, before: Status
    ) -> None:
        message = report(put(before), DeliveryStatus.SENT)

        assert (message.status, message.provider_id, message.sent_on) == (Status.SENT, "SM1", TODAY)
        assert facts() == ["message.sent"]

    @pytest.mark.parametrize("before", [Status.SENDING, Status.UNKNOWN, Status.PLANNED])
    def test_of_delivery_ends_every_doubt(self, before: Status) -> None:
        assert report(put(before), DeliveryStatus.DELIVERED).status == Status.DELIVERED

    def test_after_a_crash_saves_asking(self, gateways: Gateways) -> None:
        message = leave_in_sending(plan())
        report(message, DeliveryStatus.SENT)

        again = send(message, gateways)

        assert (again.status, again.provider_id) == (Status.SENT, "SM1")

    @pytest.mark.parametrize("end", [DeliveryStatus.DELIVERED, DeliveryStatus.UNDELIVERED])
    def test_never_takes_an_end_back(self, end: DeliveryStatus) -> None:
        message = report(sent(), end)

        for late in DeliveryStatus:
            assert report(message, late).status == message.status

    def test_of_steps_on_the_way_changes_nothing(self) -> None:
        message = report(sent(), DeliveryStatus.ACCEPTED)

        assert message.status == Status.SENT
        assert facts() == []

    def test_of_a_failed_earlier_copy_does_not_fail_the_one_that_was_sent_last(self) -> None:
        assert report(sent(), DeliveryStatus.FAILED, provider_id="SM0").status == Status.SENT

    def test_of_another_channel_says_nothing_about_a_letter(self) -> None:
        letter = sent()
        other = {"email": "sms", "sms": "voice", "voice": "sms"}[letter.channel]

        with pytest.raises(Message.DoesNotExist):
            messages.record_delivery(
                reference=letter.reference,
                channel=other,
                status=DeliveryStatus.DELIVERED,
                provider_id="SM1",
                evidence="",
                today=TODAY,
            )

        letter.refresh_from_db()
        assert letter.status == Status.SENT

    def test_about_nothing_of_ours_is_refused(self) -> None:
        with pytest.raises(Message.DoesNotExist):
            messages.record_delivery(
                reference=uuid4(),
                channel="sms",
                status=DeliveryStatus.DELIVERED,
                provider_id="SM1",
                evidence="",
                today=TODAY,
            )


class TestDecision:
    @pytest.fixture
    def head(self) -> User:
        return factories.create_staff(role="HEAD_OF_LEGAL")

    def settle(self, message: Message, head: User, *, was_sent: bool) -> Message:
        return messages.settle_unknown(
            message_id=message.pk,
            was_sent=was_sent,
            evidence="журнал сервера",
            by=head,
            today=TODAY,
        )

    def test_that_it_went_out_stands_as_the_proof(self, head: User) -> None:
        message = self.settle(put(Status.UNKNOWN), head, was_sent=True)

        assert (message.status, message.sent_on) == (Status.SENT, TODAY)
        assert message.evidence == "Ирина Волкова: журнал сервера"
        assert facts() == ["message.settled"]
        assert deeds(message) == ["settled"]

    def test_that_it_did_not_lets_it_be_sent(self, head: User, gateways: Gateways) -> None:
        message = self.settle(put(Status.UNKNOWN), head, was_sent=False)

        assert message.status == Status.PLANNED
        assert send(message, gateways).status == Status.SENT

    def test_yields_to_what_the_provider_has_said_meanwhile(self, head: User) -> None:
        message = report(put(Status.UNKNOWN), DeliveryStatus.DELIVERED)

        assert self.settle(message, head, was_sent=False).status == Status.DELIVERED

    @pytest.mark.parametrize("status", [Status.PLANNED, Status.SENDING])
    def test_is_refused_where_nothing_is_in_doubt(self, head: User, status: Status) -> None:
        with pytest.raises(messages.UnableToSettle):
            self.settle(put(status), head, was_sent=True)
