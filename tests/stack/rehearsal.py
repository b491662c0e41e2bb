"""A rehearsal as a process of its own beside a running stack: started, watched, paused, waited for."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from types import TracebackType
from typing import Any, Self

from webapp.config.stack import processes
from webapp.config.stack.handle import Stack
from webapp.demo import casting, personas, town
from webapp.demo.personas import End

SEED = 7
PASSWORD = "rehearsal-of-the-tests"
# whoever runs the tests may be debugging; the stack is not
QUIET = {"DEBUG": "0"}


def fates(*, accounts: int) -> dict[str, personas.Persona]:
    return casting.cast(debtors=town.build(seed=SEED, accounts=accounts).debtors(), seed=SEED)


def expected(*, accounts: int) -> dict[str, int]:
    """What the last line must say about cases, from the fates alone."""
    ends = Counter(fate.end for fate in fates(accounts=accounts).values())
    return {
        "cases_opened": ends.total(),
        "cases_paid": ends[End.PAID],
        "cases_on_plan": ends[End.ON_PLAN],
        "cases_at_enforcement": ends[End.ENFORCEMENT],
        "lost": 0,
        "duplicates": 0,
    }


def istok(stack: Stack, command: str) -> str:
    """What a command says about a running stack."""
    line = [sys.executable, "-m", "webapp.config.cli", command]
    return subprocess.run(
        line,
        cwd=processes.ROOT,
        env=_environment(stack),
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout


def _environment(stack: Stack) -> dict[str, str]:
    own = ("DATABASE_URL", "SECRET_KEY", "DEBUG", "DJANGO_SETTINGS_MODULE")
    return {
        **{name: value for name, value in os.environ.items() if name not in own},
        "ISTOK_HOME": str(stack.home),
    }


class Rehearsal:
    """The process and what it has said."""

    def __init__(self, stack: Stack, *, accounts: int, day_s: float = 0.0) -> None:
        self.log = stack.home / "rehearsal.txt"
        environment = {
            **_environment(stack),
            "PYTHONUNBUFFERED": "1",
            "ISTOK_DEMO_PASSWORD": PASSWORD,
        }
        arguments = (
            "rehearse",
            "--seed",
            str(SEED),
            "--accounts",
            str(accounts),
            "--day",
            str(day_s),
        )
        command = [sys.executable, "-m", "webapp.config.cli", *arguments]
        with self.log.open("wb") as target:
            self.process = subprocess.Popen(
                command,
                cwd=processes.ROOT,
                env=environment,
                stdout=target,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()

    def until_it_says(self, words: str, *, seconds_max: float = 240) -> None:
        deadline = time.monotonic() + seconds_max
        while words not in self.said():
            assert self.process.poll() is None and time.monotonic() < deadline, self.said()[-3000:]
            time.sleep(0.2)

    def pause(self) -> None:
        """Let nobody in the office move; debtors and processes do."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def result(self, *, seconds_max: float) -> dict[str, Any]:
        """Wait for the end and return the last line; with troubles in words when there are any."""
        found = self.last_line(seconds_max=seconds_max)
        assert self.troubles() == []
        return found

    def last_line(self, *, seconds_max: float) -> dict[str, Any]:
        """Wait for the end and return what the last line says."""
        code = self.process.wait(timeout=seconds_max)
        assert code == 0, self.said()[-3000:]
        found: dict[str, Any] = json.loads(self.said().splitlines()[-1])
        return found

    def troubles(self) -> list[str]:
        """Return in words what was lost or happened twice."""
        return [line for line in self.said().splitlines() if line.startswith("TROUBLE")]

    def said(self) -> str:
        return self.log.read_text()
