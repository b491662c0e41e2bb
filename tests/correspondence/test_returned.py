"""A letter that came back did not arrive, whatever the mail server had said; its address does not work until somebody says it does."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from notifications.email.bounces import Bounce
from notifications.gateways import Gateways
from tests import factories
from tests.correspondence.steps import TODAY, deeds, facts, leave_in_sending, plan, send
from webapp.audit.models import Entry
from webapp.correspondence.models import Message
from webapp.correspondence.operations import returned
from webapp.demo.mail_catcher import MailCatcher
from webapp.parties import operations as parties

pytestmark = pytest.mark.django_db
Status = Message.Status
RECIPIENT = "petrov@example.org"


def bounce_of(message: Message, **changes: object) -> Bounce:
    bounce = Bounce(message.reference, frozenset({message.recipient}), "5.1.1 no such user")
    return replace(bounce, **changes)  # type: ignore[arg-type]


def accepted(gateways: Gateways, **fields: str) -> Message:
    message = send(plan(channel="email", **fields), gateways)
    assert message.status == Status.ACCEPTED
    return message


class TestRecord:
    def test_voids_the_acceptance_and_wakes_the_process(self, gateways: Gateways) -> None:
        message = returned.record(bounce=bounce_of(accepted(gateways)), today=TODAY)

        assert message is not None
        assert (message.status, message.reason) == (Status.FAILED, "5.1.1 no such user")
        assert message.evidence.startswith("250 ")
        assert facts() == ["message.bounced"]
        assert deeds(message) == ["sent", "bounced"]

    def test_marks_the_address_with_the_reason_and_a_person_may_undo_it(
        self, gateways: Gateways
    ) -> None:
        contact = factories.create_person(email=RECIPIENT).contacts.get(kind="EMAIL")
        message = accepted(gateways)
        returned.record(bounce=bounce_of(message), today=TODAY)

        contact.refresh_from_db()
        assert not contact.is_valid
        entry = Entry.objects.get(name="parties.contact.failed")
        assert (entry.ground, entry.details) == ("5.1.1 no such user", {"contact": contact.pk})

        boss = factories.create_staff(role="HEAD_OF_LEGAL")
        parties.mark_contact(contact_id=contact.pk, works=True, ground="проверено", by=boss)
        returned.record(bounce=bounce_of(message), today=TODAY)

        contact.refresh_from_db()
        assert contact.is_valid

    def test_told_again_is_no_news(self, gateways: Gateways) -> None:
        message = accepted(gateways)

        for _time in range(3):
            returned.record(bounce=bounce_of(message), today=TODAY)

        assert facts() == ["message.bounced"]
        assert deeds(message) == ["sent", "bounced"]

    @pytest.mark.parametrize("before", [Status.SENDING, Status.UNKNOWN])
    def test_ends_a_doubt_whether_it_was_sent(self, before: Status) -> None:
        message = leave_in_sending(plan(channel="email"))
        Message.objects.filter(pk=message.pk).update(status=before)

        found = returned.record(bounce=bounce_of(message), today=TODAY)

        assert found is not None
        assert found.status == Status.FAILED

    @pytest.mark.parametrize(("days", "stands"), [(6, False), (8, True)])
    def test_later_than_servers_give_up_takes_no_delivery_back(
        self, gateways: Gateways, days: int, stands: bool
    ) -> None:
        message = accepted(gateways)
        sent = timezone.now() - timedelta(days=days)
        Message.objects.filter(pk=message.pk).update(sending_since=sent)

        found = returned.record(bounce=bounce_of(message), today=TODAY)

        message.refresh_from_db()
        assert (found is None) is stands
        assert (message.status == Status.ACCEPTED) is stands

    def test_of_another_recipient_changes_nothing(self, gateways: Gateways) -> None:
        contact = factories.create_person(email=RECIPIENT).contacts.get(kind="EMAIL")
        message = accepted(gateways)
        forged = bounce_of(message, recipients=frozenset({"victim@example.org"}))

        assert returned.record(bounce=forged, today=TODAY) is None

        message.refresh_from_db()
        contact.refresh_from_db()
        assert (message.status, contact.is_valid) == (Status.ACCEPTED, True)

    def test_of_a_letter_that_nobody_sent_changes_nothing(self, gateways: Gateways) -> None:
        contact = factories.create_person(email=RECIPIENT).contacts.get(kind="EMAIL")
        forged = bounce_of(accepted(gateways), reference=uuid4())

        assert returned.record(bounce=forged, today=TODAY) is None

        contact.refresh_from_db()
        assert contact.is_valid

    def test_about_a_short_message_changes_nothing(self, gateways: Gateways) -> None:
        message = send(plan(channel="sms"), gateways)

        assert returned.record(bounce=bounce_of(message), today=TODAY) is None

    def test_in_another_spelling_of_the_address_counts(self, gateways: Gateways) -> None:
        contact = factories.create_person(email="ivan@почта.рф").contacts.get(kind="EMAIL")
        message = accepted(gateways, recipient="ivan@почта.рф")
        named = frozenset({"IVAN@xn--80a1acny.xn--p1ai"})

        assert returned.record(bounce=bounce_of(message, recipients=named), today=TODAY)

        contact.refresh_from_db()
        assert not contact.is_valid


class TestMailbox:
    """The mailbox is read over IMAP for real."""

    @pytest.fixture(autouse=True)
    def mailbox(self, post_office: MailCatcher, settings: Any) -> None:
        settings.MAIL_PLAIN_PASSWORD = True
        settings.IMAP_URL = f"imap://dolg:p%40ss@127.0.0.1:{post_office.imap_port}/INBOX"

    def test_a_bounce_is_written_down_and_marked_as_read(
        self, gateways: Gateways, post_office: MailCatcher
    ) -> None:
        message = accepted(gateways, recipient="bounced@example.org")

        call_command("bounces", "--once")

        message.refresh_from_db()
        assert message.status == Status.FAILED
        assert message.reason == "550 5.1.1 No such mailbox here"
        [number] = post_office.returns.numbers()
        assert post_office.returns.is_seen(number)

    def test_news_of_a_delay_and_letters_of_people_stay_for_people(
        self, gateways: Gateways, post_office: MailCatcher
    ) -> None:
        message = accepted(gateways, recipient="delayed@example.org")
        post_office.returns.keep(b"From: ivan@example.org\r\nSubject: ?\r\n\r\n550 5.1.1\r\n")

        call_command("bounces", "--once")

        message.refresh_from_db()
        assert message.status == Status.ACCEPTED
        assert [post_office.returns.is_seen(n) for n in post_office.returns.numbers()] == [
            False,
            False,
        ]

    def test_a_bounce_whose_reader_was_killed_before_marking_it_is_no_news(
        self, gateways: Gateways, post_office: MailCatcher
    ) -> None:
        message = accepted(gateways, recipient="bounced@example.org")
        call_command("bounces", "--once")
        post_office.returns.mark(1, seen=False)

        call_command("bounces", "--once")

        assert post_office.returns.is_seen(1)
        assert facts() == ["message.bounced"]
        assert deeds(message) == ["sent", "bounced"]

    def test_more_than_one_look_holds_is_read_in_one_go(
        self, gateways: Gateways, post_office: MailCatcher
    ) -> None:
        for number in range(120):
            post_office.returns.keep(f"From: a@b.ru\nSubject: {number}\n\nhello\n".encode())
        message = accepted(gateways, recipient="bounced@example.org")

        call_command("bounces", "--once")

        message.refresh_from_db()
        assert message.status == Status.FAILED

    def test_a_mailbox_that_is_away_is_waited_for(self, settings: Any) -> None:
        settings.IMAP_URL = "imap://dolg:secret@127.0.0.1:1"

        call_command("bounces", "--once")

    def test_without_its_address_the_command_says_what_to_set(self, settings: Any) -> None:
        settings.IMAP_URL = ""

        with pytest.raises(CommandError, match="IMAP_URL"):
            call_command("bounces", "--once")


def test_a_letter_that_comes_back_keeps_its_place_when_the_office_restarts(
    tmp_path: Path, gateways: Gateways, post_office: MailCatcher
) -> None:
    accepted(gateways, recipient="bounced@example.org")

    assert (tmp_path / "mail.returned" / "1.eml").exists()
