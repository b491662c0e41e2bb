"""``python -m tests.attack --seed 7``: an attack on a whole stack; the last line says in JSON what was lost, doubled or disclosed."""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.attack import kills as killing
from tests.attack import manners
from tests.attack.tally import Tally
from tests.stack.rehearsal import QUIET
from webapp.config.stack import processes
from webapp.config.stack.handle import Stack

ACCOUNTS, KILLS, FILES, ROUNDS = 1500, 60, 10_000, 4
DOORS_SECONDS_MAX = 1200  # and a second more for each file


def main(arguments: Sequence[str] | None = None) -> int:
    """Attack; the exit code says whether anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--accounts", type=int, default=ACCOUNTS)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--rounds", type=float, default=ROUNDS, help="of every address")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="istok-attack-") as folder:
        tally = attack(home=Path(folder) / "home", **vars(asked))
    for words in tally.words:
        print(words, file=sys.stderr)  # noqa: T201
    print(tally.line())  # noqa: T201
    return 0 if tally.is_clean else 1


def attack(*, home: Path, seed: int, accounts: int, kills: int, files: int, rounds: float) -> Tally:
    """Start a stack among rude providers, kill its parts while it works, then attack its doors."""
    tally, chance = Tally(), random.Random(seed)
    with (
        manners.providers(home=home, seed=seed) as environment,
        Stack(home=home, environment={**QUIET, **environment}) as stack,
    ):
        killing.run(stack=stack, accounts=accounts, kills=kills, chance=chance, tally=tally)
        tally.join(_attack_the_office(stack, seed=seed, files=files, rounds=rounds))
    return tally


def _attack_the_office(stack: Stack, *, seed: int, files: int, rounds: float) -> str:
    """Come in by the doors of the office, as a process that reads the same database; return its tally."""
    known = {"ISTOK_HOME": str(stack.home), "DJANGO_SETTINGS_MODULE": "webapp.config.settings"}
    command = [sys.executable, "-m", "tests.attack.inside", *map(str, (seed, files, rounds))]
    done = subprocess.run(
        command,
        cwd=processes.ROOT,
        env={**os.environ, **stack.values(), **known},
        stdout=subprocess.PIPE,
        timeout=DOORS_SECONDS_MAX + files,
        check=True,
        text=True,
    )
    return done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
