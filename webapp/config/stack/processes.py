"""One part of the stack as a process: how it is run, when it is ready, how it is stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.config.stack import leash

ROOT = Path(__file__).resolve().parent.parent.parent.parent
STEADY_SECONDS = 5.0
DELAY_SECONDS_MAX = 5.0


def always() -> bool:
    """Return true: a part that answers nobody is ready when it runs."""
    return True


@dataclass(frozen=True, slots=True)
class Part:
    """A process that is kept running."""

    name: str
    command: tuple[str, ...]
    is_ready: Callable[[], bool] = always
    settles_seconds: float = 0.0
    stop_signal: signal.Signals = signal.SIGTERM
    leashed: Callable[[tuple[str, ...]], list[str]] | None = None

    def command_line(self) -> list[str]:
        """Return the command on its leash: it ends when the supervisor does, however that ends."""
        if self.leashed:
            return self.leashed(self.command)
        return leash.leashed(self.command, stop_signal=self.stop_signal)


@dataclass(slots=True)
class Child:
    """A part as it runs now."""

    part: Part
    process: subprocess.Popen[bytes]
    started_at: float = field(default_factory=time.monotonic)
    starts: int = 1
    quick_ends: int = 0
    restart_at: float | None = None
    last_line: str = ""

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self.process.pid

    def ended(self) -> int | None:
        """Return the exit code, or nothing while it runs."""
        return self.process.poll()

    def is_ready(self) -> bool:
        """Tell whether it runs, has run long enough to be believed, and answers."""
        settled = time.monotonic() - self.started_at >= self.part.settles_seconds
        return settled and self.ended() is None and self.part.is_ready()

    def schedule_restart(self, *, now: float) -> float:
        """Set the moment of the next start.

        At once, or later and later when it never runs for long; return the delay.
        """
        if now - self.started_at > STEADY_SECONDS:
            self.quick_ends = 0
        else:
            self.quick_ends = self.quick_ends + 1
        if self.quick_ends < 2:
            delay = 0.0
        else:
            delay = min(
                DELAY_SECONDS_MAX,
                0.2 * 2 ** (self.quick_ends - 2),
            )
        self.restart_at = now + delay
        return delay

    def restart(self, *, environment: Mapping[str, str]) -> None:
        """Run the part anew."""
        self.process = spawn(self.part.command_line(), environment=environment)
        self.started_at, self.restart_at, self.starts = time.monotonic(), None, self.starts + 1

    def ask_to_stop(self) -> None:
        """Send the part its own stop signal."""
        if self.ended() is None:
            self.process.send_signal(self.part.stop_signal)

    def kill_group(self) -> None:
        """Kill whatever the part has left behind; its workers share its process group."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def spawn(command_line: list[str], *, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, with both outputs in one pipe."""
    process = subprocess.Popen(
        command_line,
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,
    )
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    return process


def how_it_ended(code: int) -> str:
    """Return the exit code in words."""
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with code {code}"
