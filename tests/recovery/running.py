"""Our own processes beside a test, at work in its database."""

import signal
import subprocess
import sys
from types import TracebackType
from typing import Self

from django.conf import settings

from tests.house.processes import in_this_database
from webapp.config.stack import leash, processes

STOPS_S_MAX = 20


class Running:
    """``istok worker``, ``istok relay`` …, from entering to leaving."""

    def __init__(self, *commands: str, **environment: str) -> None:
        self._commands, self._environment = commands, environment
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        own = {"TEMPORAL_ADDRESS": settings.TEMPORAL_ADDRESS, "SECRET_KEY": settings.SECRET_KEY}
        for command in self._commands:
            line = (sys.executable, "-m", "webapp.config.cli", command)
            process = subprocess.Popen(
                leash.leashed(line, stop_signal=signal.SIGTERM),
                cwd=processes.ROOT,
                env={**in_this_database(), **own, **self._environment},
                stdin=subprocess.DEVNULL,
            )
            self._running.append(process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._running:
            process.terminate()
        for process in self._running:
            _end(process)
        self._running.clear()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it finish what is under way; a deed that fails again and again is never finished."""
    try:
        process.wait(timeout=STOPS_S_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
