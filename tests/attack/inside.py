"""The attack on the doors of the office, inside the surroundings of a running stack; the last line is its tally."""

import json
import random
import sys
from dataclasses import asdict

import django

django.setup()

from django.conf import settings  # noqa: E402

from tests.attack import doors, files, together  # noqa: E402
from tests.attack.tally import Tally  # noqa: E402
from tests.stack.rehearsal import PASSWORD  # noqa: E402


def main(seed: int, count: int, rounds: float) -> None:
    """Do things several times at once, knock at every door, send spoilt files."""
    tally, chance = Tally(), random.Random(seed)
    together.run(address=settings.PUBLIC_URL, password=PASSWORD, chance=chance, tally=tally)
    doors.run(rounds=rounds, chance=chance, tally=tally)
    files.run(files=count, chance=chance, tally=tally)
    print(json.dumps(asdict(tally)))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
