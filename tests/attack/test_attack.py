"""A small attack on a whole stack finds nothing: `make attack` is the large one."""

import pytest

from tests.attack.__main__ import attack
from tests.stack import prepared

pytestmark = pytest.mark.stack

SEED, ACCOUNTS, KILLS, FILES, ROUNDS = 7, 150, 6, 150, 0.3


def test_nothing_is_lost_doubled_half_written_or_disclosed_under_attack(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    tally = attack(
        home=prepared.new_home(tmp_path_factory, "attack"),
        seed=SEED,
        accounts=ACCOUNTS,
        kills=KILLS,
        files=FILES,
        rounds=ROUNDS,
    )

    assert tally.words == []
    assert tally.kills >= KILLS
    assert tally.effects > ACCOUNTS / 10
