"""kill -9 of every part in turn while three hundred cases run: nothing is lost and nothing happens twice."""

import time
from collections.abc import Iterator

import pytest

from tests.stack import rehearsal
from tests.stack.rehearsal import Rehearsal
from webapp.config.stack.handle import Stack

pytestmark = pytest.mark.stack

ACCOUNTS = 1500
VICTIMS = ("worker", "relay", "temporal", "postgres")
ROUNDS = 2
BETWEEN_S = 7


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(home=tmp_path_factory.mktemp("kills"), environment=rehearsal.QUIET) as running:
        yield running


def test_three_hundred_cases_survive_the_death_of_every_part(stack: Stack) -> None:
    with Rehearsal(stack, accounts=ACCOUNTS, day_s=0.6) as story:
        story.until_it_says("cases opened")
        for victim in VICTIMS * ROUNDS:
            time.sleep(BETWEEN_S)
            assert story.process.poll() is None, "the story was over before all kills"
            stack.kill(victim)
        found = story.result(seconds_max=900)

    assert found["cases_opened"] >= 300
    assert found | rehearsal.expected(accounts=ACCOUNTS) == found
