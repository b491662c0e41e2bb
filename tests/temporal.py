"""Real Temporal servers for tests: from the wheel, in memory, each on ports of its own."""

import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from webapp.config.stack import leash, ports, temporal
from workflows.interfaces import payloads
from workflows.process import marks

FAST_TIMERS = 'history.timerProcessorMaxTimeShift="10ms"'
SKIPPING = "frontend.WorkflowTimeSkippingEnabled=true"
MARKS = [f"--search-attribute={key.name}={marks.kind_of(key)}" for key in marks.ALL]
type OpenEnvironment = Callable[[], Awaitable[WorkflowEnvironment]]


def dynamic_config(*settings: str) -> list[str]:
    """Return the server's arguments for these settings."""
    return [argument for setting in settings for argument in ("--dynamic-config-value", setting)]


@pytest.fixture(scope="session")
def time_skipping_environment() -> OpenEnvironment:
    """A way to open a server that skips time where a test says so: ``async with await time_skipping_environment() as environment``."""
    return partial(
        WorkflowEnvironment.start_time_skipping_v2,
        # left to itself it skips to the end before the test has looked
        ts_config=TimeSkippingConfig(enabled=False),
        data_converter=payloads.CONVERTER,
        dev_server_existing_path=temporal.program(),
        dev_server_extra_args=[*dynamic_config(FAST_TIMERS, SKIPPING), *MARKS],
        dev_server_log_level="error",
        dev_server_startup_timeout=timedelta(seconds=60),
    )


@pytest.fixture(scope="session")
def local_environment() -> OpenEnvironment:
    """A way to open a server in real time: ``async with await local_environment() as environment``."""
    return partial(
        WorkflowEnvironment.start_local,
        data_converter=payloads.CONVERTER,
        dev_server_existing_path=temporal.program(),
        dev_server_extra_args=[*dynamic_config(FAST_TIMERS), *MARKS],
        dev_server_log_level="error",
        dev_server_startup_timeout=timedelta(seconds=60),
    )


@pytest.fixture(scope="session")
def temporal_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server in real time that lives as long as the session."""
    port, folder = ports.any_free(), tmp_path_factory.mktemp("temporal")
    command = temporal.command(
        port=port,
        ui_port=ports.any_free(),
        metrics_port=ports.any_free(),
        database=folder / "temporal.db",
    )
    leashed = leash.leashed(command, stop_signal=signal.SIGTERM)
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            leashed, stdin=subprocess.DEVNULL, stdout=log, stderr=log, process_group=0
        )
    address = f"{ports.HOST}:{port}"
    deadline = time.monotonic() + 30
    while not temporal.answers(address):
        assert server.poll() is None and time.monotonic() < deadline, (
            folder / "log.txt"
        ).read_text()
        time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(timeout=30)
