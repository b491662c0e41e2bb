"""Parts of a stack are killed and stopped by chance while a town's debts run from notice to bailiffs."""

import os
import random
import signal
import time

from tests.attack.tally import Tally
from tests.stack import rehearsal
from tests.stack.rehearsal import Rehearsal
from webapp.config.stack.handle import Stack

PARTS = ("worker", "worker2", "relay", "web", "temporal", "postgres")
CALM_S = (1.5, 4.5)
STOPPED_S = (1.0, 6.0)
STOPPED_SHARE = 0.2
# a database that comes back replays its log first, on a machine that has other work
BACK_SECONDS_MAX = 120
STORY_SECONDS_MAX = 2400


def run(*, stack: Stack, accounts: int, kills: int, chance: random.Random, tally: Tally) -> None:
    """Let the town live under fire; count what was lost or doubled."""
    with Rehearsal(stack, accounts=accounts, day_s=0.6) as story:
        story.until_it_says("открыто дел", seconds_max=600)
        while tally.kills < kills and story.process.poll() is None:
            time.sleep(chance.uniform(*CALM_S))
            _strike(stack, chance, tally)
        found = story.last_line(seconds_max=STORY_SECONDS_MAX)
    expected = rehearsal.expected(accounts=accounts)
    tally.effects += found["messages"] + found["documents"]
    tally.lost += found["lost"]
    tally.duplicates += found["duplicates"]
    tally.words += story.troubles()
    tally.add(
        "lost",
        (
            f"{name} is {found[name]}, not {value}"
            for name, value in expected.items()
            if name.startswith("cases_") and found[name] != value
        ),
    )


def _strike(stack: Stack, chance: random.Random, tally: Tally) -> None:
    """Kill one part, or two at once; now and then stop one for some seconds instead."""
    victims = chance.sample(PARTS, chance.choice((1, 1, 1, 2)))
    if chance.random() < STOPPED_SHARE:
        _stop_for_a_while(stack, victims[0], chance.uniform(*STOPPED_S))
        return
    for victim in victims:
        stack.kill(victim, back_seconds_max=BACK_SECONDS_MAX)
        tally.kills += 1


def _stop_for_a_while(stack: Stack, victim: str, seconds: float) -> None:
    pid = stack.pid_of(victim)
    try:
        os.kill(pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return
