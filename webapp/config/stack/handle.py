"""A running stack as seen from outside: for tests that start one, kill its parts and look again."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from webapp.config.stack import processes


@dataclass(slots=True)
class Stack:
    """A supervisor of its own in a home folder; a context manager."""

    home: Path
    command: tuple[str, ...] = ("up",)
    environment: dict[str, str] = field(default_factory=dict)
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except RuntimeError:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, *, ready_seconds_max: float = 300) -> None:
        """Start the supervisor and return when every part is up.

        :raises RuntimeError: when it ends or does not become ready.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        log = self.log or self.home / "log.txt"
        command = [sys.executable, "-m", "webapp.config.cli", *self.command]
        with log.open("wb") as target:
            self.process = subprocess.Popen(
                command,
                cwd=processes.ROOT,
                env=self._environment(),
                stdout=target,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        deadline = time.monotonic() + ready_seconds_max
        while not self._is_ready(supervisor=self.process.pid):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the stack did not start: {log.read_text()[-4000:]}")
            time.sleep(0.1)

    def stop(self) -> int:
        """Ask the supervisor to stop everything, and return its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=120)

    def _is_ready(self, *, supervisor: int) -> bool:
        state = self.state()
        return state.get("supervisor") == supervisor and bool(state["ready"])

    def state(self) -> dict[str, Any]:
        """Return what the supervisor says about its parts."""
        path = self.home / "processes.json"
        result: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        return result

    def values(self) -> dict[str, str]:
        """Return the variables by which the stack is reached."""
        lines = (self.home / "env").read_text().splitlines()
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    def pid_of(self, name: str) -> int:
        """Return the process id of a part."""
        pid: int = self.state()["parts"][name]["pid"]
        return pid

    def kill(self, name: str, *, back_seconds_max: float = 30) -> int:
        """Kill a part as the system would, wait until it is back, and return its new process id."""
        before = self.pid_of(name)
        os.kill(before, signal.SIGKILL)
        deadline = time.monotonic() + back_seconds_max
        while (now := self.pid_of(name)) == before:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{name} did not come back")
            time.sleep(0.05)
        return now

    def _environment(self) -> dict[str, str]:
        """Return this environment without what would make the stack use somebody else's parts."""
        own = (
            "DATABASE_URL",
            "TEMPORAL_ADDRESS",
            "SMTP_URL",
            "TWILIO_ACCOUNT_SID",
            "PUBLIC_URL",
            "SECRET_KEY",
            "DJANGO_SETTINGS_MODULE",
        )
        kept = {name: value for name, value in os.environ.items() if name not in own}
        return {**kept, "ISTOK_HOME": str(self.home), **self.environment}
