"""Keeps the parts running.

Starts them in order, shows what they say, brings back what has died, stops them in reverse.

One thread: it sleeps until a pipe has something to say, a child ends, a signal comes or a restart
is due.
"""

import json
import os
import selectors
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Self

from webapp.config.stack import leash, processes, surroundings
from webapp.config.stack.console import Console
from webapp.config.stack.processes import Child, Part

READY_SECONDS_MAX = 180.0
STOP_SECONDS_MAX = 20.0
STARTS_MAX_BEFORE_READY = 6
NOISE = (
    "Fontconfig warning:",
)  # what libraries say about the machine's own files, and nobody here can change
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(Exception):
    """A person or the system wants the stack to end."""


class UnableToStart(Exception):
    """A part did not become ready, or a preparation failed."""


class Supervisor:
    """Holds the running parts; a context manager, so that nothing outlives it."""

    def __init__(self, *, home: Path, environment: Mapping[str, str], console: Console) -> None:
        self._home = home
        self._environment = environment
        self._console = console
        self._children: dict[str, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._half_lines: dict[int, bytes] = {}
        self._stop_asked = self._stopping = self._ready = False

    def __enter__(self) -> Self:
        self._alarm_read, self._alarm_write = os.pipe()
        for end in (self._alarm_read, self._alarm_write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._alarm_write, warn_on_full_buffer=False)
        self._selector.register(self._alarm_read, selectors.EVENT_READ)
        for number in (*STOP_SIGNALS, signal.SIGCHLD):
            signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, *parts: Part) -> None:
        """Run the parts side by side and return when each is ready.

        :raises UnableToStart: when one is not.
        """
        for part in parts:
            self._console.say(f"starting {part.name}")
            self._add(
                Child(
                    part,
                    processes.spawn(part.command_line(), environment=self._environment),
                )
            )
        deadline = time.monotonic() + READY_SECONDS_MAX
        waiting = list(parts)
        while waiting:
            self._refuse_hopeless(waiting, deadline=deadline)
            self._tick(0.1)
            waiting = [part for part in waiting if not self._children[part.name].is_ready()]

    def run(self, name: str, *command: str) -> str:
        """Run a command to its end while the parts go on, and return the last line it said.

        :raises UnableToStart: when it ends with an error.
        """
        line = leash.leashed(command, stop_signal=signal.SIGTERM)
        child = Child(
            Part(name, command),
            processes.spawn(line, environment=self._environment),
        )
        self._listen(child)
        try:
            while child.ended() is None:
                self._tick(0.5)
        finally:
            child.kill_group()
            child.process.wait()
        self._drain(child)
        if child.process.returncode:
            raise UnableToStart(
                f"{name} {processes.how_it_ended(child.process.returncode)}: {child.last_line}"
            )
        return child.last_line

    def declare_ready(self) -> None:
        """Record that all is up."""
        self._ready = True
        self._record()

    def watch(self) -> None:
        """Keep everything running until a stop is asked for."""
        while True:
            self._tick(None)

    def stop(self) -> None:
        """Stop the parts in reverse order of starting; what does not listen is killed."""
        self._stopping = True
        for name, child in reversed(list(self._children.items())):
            self._console.say(f"stopping {name}")
            child.ask_to_stop()
            deadline = time.monotonic() + STOP_SECONDS_MAX
            while child.ended() is None and time.monotonic() < deadline:
                self._tick(0.2)
            child.kill_group()
            child.process.wait()
            self._drain(child)
            del self._children[name]
        self._record()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._stop_asked = self._stop_asked or number in STOP_SIGNALS

    def _refuse_hopeless(self, waiting: list[Part], *, deadline: float) -> None:
        for part in waiting:
            child = self._children[part.name]
            if child.starts >= STARTS_MAX_BEFORE_READY or time.monotonic() > deadline:
                raise UnableToStart(
                    f"{part.name} does not start: {child.last_line or 'it says nothing'}"
                )

    def _add(self, child: Child) -> None:
        self._children[child.part.name] = child
        self._listen(child)
        self._record()

    def _listen(self, child: Child) -> None:
        assert child.process.stdout is not None
        self._selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _tick(self, timeout: float | None) -> None:
        """Wait for the next event and deal with all that have come."""
        due = [
            child.restart_at - time.monotonic()
            for child in self._children.values()
            if child.restart_at is not None
        ]
        shortest = min(
            [*due, *([] if timeout is None else [timeout])],
            default=None,
        )
        for key, _ in self._selector.select(None if shortest is None else max(0.0, shortest)):
            if key.data is None:
                os.read(self._alarm_read, 4096)
            else:
                self._pass_on(key.data, key.fileobj)  # type: ignore[arg-type]
        if not self._stopping:
            self._bring_back()
            if self._stop_asked:
                raise StopAsked

    def _bring_back(self) -> None:
        now = time.monotonic()
        for child in self._children.values():
            code = child.ended()
            if code is not None and child.restart_at is None:
                child.kill_group()
                delay = child.schedule_restart(now=now)
                if delay:
                    again = f"again in {delay:.1f} s"
                else:
                    again = "again now"
                self._console.say(
                    f"{child.part.name} (pid {child.pid}) {processes.how_it_ended(code)}; "
                    f"starting it {again}"
                )
            if child.restart_at is not None and child.restart_at <= now:
                self._drain(child)
                child.restart(environment=self._environment)
                self._listen(child)
                self._record()

    def _pass_on(self, child: Child, pipe: IO[bytes]) -> bool:
        """Show the full lines that have come; return false at the end of the pipe."""
        data = pipe.read(65536)
        if data is None:
            return False
        lines = (self._half_lines.pop(pipe.fileno(), b"") + data).split(b"\n")
        if data and lines[-1]:
            self._half_lines[pipe.fileno()] = lines.pop()
        for line in lines:
            if (text := line.decode(errors="replace").rstrip()) and not text.startswith(NOISE):
                child.last_line = text
                self._console.say(text, by=child.part.name)
        if not data:
            self._let_go(pipe)
        return bool(data)

    def _drain(self, child: Child) -> None:
        """Show what a finished process has said, then let its pipe go."""
        pipe = child.process.stdout
        while pipe is not None and not pipe.closed and self._pass_on(child, pipe):
            continue
        if pipe is not None and not pipe.closed:
            self._let_go(pipe)

    def _let_go(self, pipe: IO[bytes]) -> None:
        self._half_lines.pop(pipe.fileno(), None)
        self._selector.unregister(pipe)
        pipe.close()

    def _record(self) -> None:
        """Write the process ids, for people and for tests that kill."""
        parts = {
            name: {"pid": child.pid, "starts": child.starts}
            for name, child in self._children.items()
        }
        state = {
            "supervisor": os.getpid(),
            "ready": self._ready and not self._stopping,
            "parts": parts,
        }
        surroundings.write_private(
            self._home / "processes.json",
            json.dumps(state, indent=1),
        )
