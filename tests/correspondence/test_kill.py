"""A worker is killed with -9 while the provider has the message and its answer is on the way."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from notifications.gateways import Gateways
from notifications.message import DeliveryStatus
from tests.correspondence.steps import TODAY, leave_in_sending, plan, send
from tests.house.processes import in_this_database
from tests.notifications import providers
from webapp.correspondence.models import Message
from webapp.correspondence.operations import messages
from webapp.demo.mail_catcher import MailCatcher
from webapp.demo.twilio_fake import TwilioFake

pytestmark = pytest.mark.django_db(transaction=True)
Status = Message.Status


@contextmanager
def worker(
    message: Message, *, mail_port: int, twilio_port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker that sends a message, in this test's database; kill it at the end."""
    script = [
        sys.executable,
        "-m",
        "tests.correspondence.killed_worker",
        str(message.pk),
        str(mail_port),
        str(twilio_port),
        "60",
    ]
    process = subprocess.Popen(script, env=in_this_database())
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for_lines(path: Path) -> None:
    deadline = monotonic() + 60
    while not providers.lines(path) and monotonic() < deadline:
        sleep(0.05)


def test_a_killed_sms_is_found_at_the_provider(
    gateways: Gateways, post_office: MailCatcher, exchange: TwilioFake, tmp_path: Path
) -> None:
    message = plan(recipient="+79160000007")
    with worker(message, mail_port=post_office.port, twilio_port=exchange.port):
        wait_for_lines(tmp_path / "twilio.jsonl")
    message.refresh_from_db()
    assert message.status == Status.SENDING

    found = send(leave_in_sending(message), gateways)

    [taken] = providers.accepted(tmp_path)
    assert (found.status, found.provider_id) == (Status.SENT, taken["sid"])


def test_a_killed_letter_waits_for_a_person_and_is_not_doubled(
    gateways: Gateways, post_office: MailCatcher, exchange: TwilioFake, tmp_path: Path
) -> None:
    message = plan(channel="email", recipient="silent@example.org")
    with worker(message, mail_port=post_office.port, twilio_port=exchange.port):
        wait_for_lines(tmp_path / "mail.jsonl")

    assert send(leave_in_sending(message), gateways).status == Status.UNKNOWN
    messages.settle_unknown(
        message_id=message.pk, was_sent=True, evidence="журнал", by=None, today=TODAY
    )

    assert send(message, gateways).status == Status.ACCEPTED
    [letter] = providers.lines(tmp_path / "mail.jsonl")
    assert str(message.reference) in letter["message_id"]


def test_a_report_that_comes_while_nobody_works_settles_it(
    gateways: Gateways, post_office: MailCatcher, exchange: TwilioFake, tmp_path: Path
) -> None:
    message = plan(recipient="+79160000007")
    with worker(message, mail_port=post_office.port, twilio_port=exchange.port):
        wait_for_lines(tmp_path / "twilio.jsonl")
    [taken] = providers.accepted(tmp_path)

    messages.record_delivery(
        reference=message.reference,
        channel=message.channel,
        status=DeliveryStatus.DELIVERED,
        provider_id=taken["sid"],
        evidence="delivered",
        today=TODAY,
    )

    assert send(message, gateways).status == Status.DELIVERED
    assert len(providers.accepted(tmp_path)) == 1
