"""``istok doctor``: what it says when it is needed most."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from tests.correspondence.steps import plan
from webapp.correspondence.models import Message
from webapp.correspondence.operations import returned
from webapp.workplace.management.commands import doctor

pytestmark = pytest.mark.django_db


def test_what_is_stuck_in_the_database_is_named_though_temporal_does_not_answer(
    settings: Settings,
) -> None:
    settings.TEMPORAL_ADDRESS = "127.0.0.1:1"
    message = plan()
    Message.objects.filter(pk=message.pk).update(status=Message.Status.UNKNOWN)
    said = StringIO()

    with pytest.raises(CommandError, match="Temporal does not answer"):
        call_command("doctor", stdout=said)

    assert f"message {message.pk} (sms): outcome unknown, a person must decide" in said.getvalue()


@pytest.mark.parametrize("is_read", [False, True])
def test_a_mailbox_of_bounces_that_nobody_reads_is_named(settings: Settings, is_read: bool) -> None:
    settings.TEMPORAL_ADDRESS = "127.0.0.1:1"
    settings.IMAP_URL = "imaps://claims:secret@mail.example/INBOX"
    said = StringIO()

    with another_connection() as other:
        if is_read:
            other.execute("SELECT pg_advisory_lock(hashtext('correspondence.bounces'))")
        with pytest.raises(CommandError):
            call_command("doctor", stdout=said)

    assert ("no process reads the mailbox" in said.getvalue()) is not is_read


def test_a_mailbox_that_is_not_set_up_is_no_trouble(settings: Settings) -> None:
    settings.IMAP_URL = ""

    assert doctor.stuck() == []


def test_whoever_reads_bounces_is_seen_by_others() -> None:
    returned.hold_reading()

    with another_connection() as other:
        row = other.execute("SELECT pg_try_advisory_lock(hashtext('correspondence.bounces'))")
        assert row.fetchone() == (False,)


def another_connection() -> psycopg.Connection:
    told = connection.get_connection_params()
    known = ("host", "port", "user", "password", "dbname")
    return psycopg.connect(**{name: told[name] for name in known if told.get(name)})
