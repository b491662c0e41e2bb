"""``istok doctor``: what it says when it is needed most."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.correspondence.steps import plan
from webapp.correspondence.models import Message

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
