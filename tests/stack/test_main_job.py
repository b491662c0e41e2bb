"""From debt to bailiffs on a real stack: every debtor's case ends as the debtor's character says."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.house.processes import until
from tests.stack import prepared, rehearsal
from tests.stack.rehearsal import Rehearsal
from webapp.config.stack.handle import Stack

pytestmark = pytest.mark.stack

ACCOUNTS = 150


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = prepared.new_home(tmp_path_factory, "main")
    with Stack(home=home, environment=rehearsal.QUIET) as running:
        yield running


def test_every_case_ends_as_its_debtor_says_and_the_story_can_be_asked_again(stack: Stack) -> None:
    with Rehearsal(stack, accounts=ACCOUNTS) as story:
        first = story.result(seconds_max=900)
    with Rehearsal(stack, accounts=ACCOUNTS) as again:
        second = again.result(seconds_max=240)

    assert first | rehearsal.expected(accounts=ACCOUNTS) == first
    assert first["unknown"] == 0
    assert first["documents"] > first["messages"] > first["cases_opened"] / 2
    assert _effects(second) == _effects(first)
    until(
        lambda: "ok: the database and Temporal agree" in rehearsal.istok(stack, "doctor"),
        seconds_max=60,
    )


def _effects(result: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "seconds"}
