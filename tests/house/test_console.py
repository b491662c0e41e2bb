"""What processes tell on their console: faults, and nothing that libraries warn of in the usual course of things."""

import asyncio
import io
import logging
import time
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings
from temporalio import activity, workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from webapp.config import logs
from webapp.outbox import temporal

# by what Temporal calls slow, and a little more
SLOW_S = 5.3
SLOW = "Workflow task duration exceeded"


@activity.defn
async def fails(name: str) -> None:
    raise ApplicationError("the gateway is busy", type=name)


@workflow.defn(sandboxed=False)
class IsSlowAndFails:
    @workflow.run
    async def run(self) -> str:
        time.sleep(SLOW_S)
        for name in ("UnableToSend", "AlreadyBeingSent", "UnableToRender", "ValueError"):
            try:
                await workflow.execute_activity(
                    fails,
                    name,
                    start_to_close_timeout=timedelta(seconds=10),
                    retry_policy=RetryPolicy(maximum_attempts=1),
                )
            except ActivityError:
                continue
        return "done"


@workflow.defn(sandboxed=False)
class Breaks:
    @workflow.run
    async def run(self) -> None:
        raise RuntimeError("a fault of the story")


async def story() -> None:
    client = await temporal.connect()
    async with Worker(
        client,
        task_queue="console",
        workflows=[IsSlowAndFails, Breaks],
        activities=[fails],
        workflow_runner=UnsandboxedWorkflowRunner(),
        debug_mode=True,  # or the worker would not let a story think for seconds
    ):
        await client.execute_workflow("IsSlowAndFails", id=str(uuid4()), task_queue="console")
        broken = await client.start_workflow("Breaks", id=str(uuid4()), task_queue="console")
        await asyncio.sleep(1)
        await broken.terminate()


@pytest.fixture
def console() -> Iterator[io.StringIO]:
    """The handler that the settings made, with a sheet of paper in place of the console."""
    [handler] = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.StreamHandler)
        and isinstance(handler.formatter, logs.DiscreetFormatter)
    ]
    paper = io.StringIO()
    before = handler.setStream(paper)
    yield paper
    assert before is not None
    handler.setStream(before)


@pytest.mark.temporal
def test_a_busy_machine_and_a_busy_gateway_do_not_color_the_story_but_faults_do(
    temporal_address: str,
    console: io.StringIO,
    caplog: pytest.LogCaptureFixture,
    settings: Settings,
) -> None:
    settings.TEMPORAL_ADDRESS = temporal_address

    asyncio.run(asyncio.wait_for(story(), timeout=60))

    happened, told = caplog.text, console.getvalue()
    assert SLOW in happened and "UnableToSend" in happened and "AlreadyBeingSent" in happened
    assert SLOW not in told and "UnableToSend" not in told and "AlreadyBeingSent" not in told
    assert "UnableToRender: the gateway is busy" in told
    assert "ValueError: the gateway is busy" in told
    assert "WARNING temporalio.core Failing workflow task" in told
    assert "a fault of the story" in told
    assert "\x1b" not in told


def line(name: str, level: int, text: str, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord(name, level, "", 0, text, None, info)


REFUSED = ApplicationError("twilio-429-20429", type="UnableToSend")
EXPECTED = {
    "a busy gateway": line("temporalio.activity", logging.WARNING, "Completing", REFUSED),
    "a slow decision": line("temporalio.core", logging.WARNING, "[TMPRL1104] exceeded 5 seconds"),
}
NEWS = {
    "a gateway elsewhere": line("webapp.correspondence", logging.WARNING, "Completing", REFUSED),
    "an error of a deed": line("temporalio.activity", logging.ERROR, "Completing", REFUSED),
    "a fault": line("temporalio.activity", logging.WARNING, "Completing", ValueError("x")),
    "no error at all": line("temporalio.activity", logging.WARNING, "heartbeat is late"),
    "another warning": line("temporalio.core", logging.WARNING, "[TMPRL1100] nondeterminism"),
    "an error of the core": line("temporalio.core", logging.ERROR, "[TMPRL1104] exceeded"),
}


@pytest.mark.parametrize("record", EXPECTED.values(), ids=EXPECTED.keys())
def test_what_is_expected_is_told_to_who_asks_for_more(record: logging.LogRecord) -> None:
    root, ours = logging.getLogger(), logs.ExpectedIsNoWarning()
    before = root.level
    told = []
    for level in (logging.WARNING, logging.INFO):
        root.setLevel(level)
        told.append(ours.filter(record))
    root.setLevel(before)

    assert told == [False, True]


@pytest.mark.parametrize("record", NEWS.values(), ids=NEWS.keys())
def test_what_is_not_expected_is_told(record: logging.LogRecord) -> None:
    assert logs.ExpectedIsNoWarning().filter(record)


TOO_LARGE = {
    "too many fields": {f"field{number}": "1" for number in range(20_001)},
    "too much text": {"username": "х" * 2_000_000},
}


@pytest.mark.django_db
@pytest.mark.parametrize("form", TOO_LARGE.values(), ids=TOO_LARGE.keys())
@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Форма слишком велика"), ("en", "This form is too large")]
)
def test_a_form_beyond_the_limits_gets_a_page_and_a_warning_in_one_line(
    console: io.StringIO, form: dict[str, str], language: str, words: str
) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies["django_language"] = language
    client.get("/office/login/")

    answer = client.post(
        "/office/login/", urlencode(form), content_type="application/x-www-form-urlencoded"
    )

    assert (answer.status_code, words in answer.content.decode()) == (413, True)
    (said,) = console.getvalue().splitlines()
    assert said.startswith("WARNING django.security.")


@pytest.mark.django_db
def test_a_request_to_a_foreign_host_is_no_error_either(console: io.StringIO) -> None:
    answer = Client(raise_request_exception=False).get("/office/login/", HTTP_HOST="a_b.example")

    assert answer.status_code == 400
    assert "Запрос не удалось прочитать" in answer.content.decode()
    assert "ERROR" not in console.getvalue() and "Traceback" not in console.getvalue()


def test_an_error_of_the_house_stays_an_error() -> None:
    fault = line("django.request", logging.ERROR, "Internal Server Error", ValueError("x"))

    assert logs.RefusedIsNoError().filter(fault) is True


def test_a_refusal_is_not_told_where_only_errors_are_asked_for() -> None:
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.ERROR)
    told = logs.RefusedIsNoError().filter(
        line("django.security.TooManyFieldsSent", logging.ERROR, "too many")
    )
    root.setLevel(before)

    assert told is False
