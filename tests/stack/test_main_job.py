"""From debt to bailiffs on a real stack: every debtor's case ends as the debtor's character says."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.house.processes import until
from tests.stack import rehearsal
from tests.stack.rehearsal import Rehearsal
from webapp.config.stack.handle import Stack

pytestmark = pytest.mark.stack

ACCOUNTS = 150
SMALL = 60


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(home=tmp_path_factory.mktemp("main"), environment=rehearsal.QUIET) as running:
        yield running


def test_every_case_ends_as_its_debtor_says_and_the_story_can_be_asked_again(stack: Stack) -> None:
    with Rehearsal(stack, accounts=ACCOUNTS) as story:
        first = story.result(seconds_max=400)
    with Rehearsal(stack, accounts=ACCOUNTS) as again:
        second = again.result(seconds_max=60)

    assert first | rehearsal.expected(accounts=ACCOUNTS) == first
    assert first["unknown"] == 0
    assert first["documents"] > first["messages"] > first["cases_opened"] / 2
    assert _effects(second) == _effects(first)
    until(
        lambda: "ok: the database and Temporal agree" in rehearsal.istok(stack, "doctor"),
        seconds_max=60,
    )


def test_a_machine_that_is_busy_tells_the_same_story(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = [_told(tmp_path_factory.mktemp("quiet"))]
    with ExitStack() as busy:
        for _ in range(4):
            burning = subprocess.Popen([sys.executable, "-c", "while True: pass"])
            busy.callback(burning.wait)
            busy.callback(burning.kill)
        told.append(_told(tmp_path_factory.mktemp("busy")))

    assert told[0]["documents"] > told[0]["messages"] > 0
    assert _effects(told[0]) == _effects(told[1])


def _told(home: Path) -> dict[str, Any]:
    with (
        Stack(home=home, environment=rehearsal.QUIET) as running,
        Rehearsal(running, accounts=SMALL) as story,
    ):
        return story.result(seconds_max=900)


def _effects(result: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "seconds"}
