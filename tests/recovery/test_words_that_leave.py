"""What a deed says when it fails goes to Temporal and to the worker's log: it names nobody."""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from temporalio.api.failure.v1 import Failure
from temporalio.converter import DataConverter
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from activities import debt_recovery
from activities.connections import ConnectionCare
from tests import factories
from tests.notifications.test_words_about_people import Quoting
from tests.recovery.living import START, Life
from webapp.config import logs
from webapp.correspondence.models import Message
from workflows.interfaces import process

ADDRESS = "petrov@example.org"


@pytest.fixture
def quoting(settings: Any) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Quoting(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    yield
    controller.stop()


def told_to_temporal(error: Exception) -> str:
    failure = Failure()
    converter = DataConverter.default
    converter.failure_converter.to_failure(error, converter.payload_converter, failure)
    return str(failure)


def told_to_the_log(error: Exception) -> str:
    said = "Completing activity as failed ({'activity_id': '7'})"
    record = logging.LogRecord(
        "temporalio.activity",
        logging.WARNING,
        "",
        0,
        said,
        None,
        (type(error), error, error.__traceback__),
    )
    return logs.DiscreetFormatter("%(message)s").format(record)


@pytest.fixture
def letter_to_send(begin: Callable[..., Life], quoting: None) -> process.DeedInput:
    life = begin(
        factories.create_debtor(today=START, party=factories.create_person(email=ADDRESS, phone=""))
    )
    life.do(life.decide().deed)
    return process.DeedInput(life.case.pk, life.decide().deed)


def test_an_address_in_the_words_of_a_mail_server_stays_with_the_message(
    letter_to_send: process.DeedInput,
) -> None:
    with pytest.raises(ApplicationError) as caught:
        ActivityEnvironment().run(debt_recovery.send, letter_to_send)

    assert ADDRESS in Message.objects.get().reason
    assert (caught.value.type, caught.value.message) == ("UnableToSend", "smtp-450")
    assert ADDRESS not in told_to_temporal(caught.value)
    assert told_to_the_log(caught.value) == "Completing activity as failed: UnableToSend: smtp-450"


@pytest.mark.parametrize(("attempt", "pause_s"), [(1, None), (20, None), (21, 300)])
def test_a_provider_that_is_away_for_long_is_asked_less_often(
    letter_to_send: process.DeedInput, attempt: int, pause_s: int | None
) -> None:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, attempt=attempt)

    with pytest.raises(ApplicationError) as caught:
        environment.run(debt_recovery.send, letter_to_send)

    pause = caught.value.next_retry_delay
    assert (pause and pause.total_seconds()) == pause_s


class _Last(ActivityInboundInterceptor):
    """Does the deed."""

    def __init__(self) -> None:
        pass

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        return await asyncio.to_thread(input.fn, *input.args)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_the_database_quotes_stays_in_the_house() -> None:
    def deed() -> None:
        row = {
            "channel": "sms",
            "reference": "6f1d2f64-1f0e-5b0a-9d3e-0d6a4f2b7c11",
            "planned_on": START,
            "title": "Петров\nи другие",
        }
        try:
            Message.objects.create(**row, status="SENT")
        finally:
            connection.close()

    with pytest.raises(ApplicationError) as caught:
        work = (
            ConnectionCare()
            .intercept_activity(_Last())
            .execute_activity(ExecuteActivityInput(deed, (), None, {}))
        )
        asyncio.run(work)

    assert caught.value.type == "IntegrityError"
    assert "violates check constraint" in caught.value.message
    assert "Петров" not in told_to_temporal(caught.value) + told_to_the_log(caught.value)
    assert "и другие" not in told_to_temporal(caught.value) + told_to_the_log(caught.value)
