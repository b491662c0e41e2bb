"""How much of what has many cases is tried: each kind once, or all of them (``make thorough``)."""

import os
from collections.abc import Sequence
from itertools import product

ALL = bool(os.environ.get("ISTOK_THOROUGH"))


def pairs[A, B](every: Sequence[A], others: Sequence[B]) -> list[tuple[A, B]]:
    """Return each of the one with each of the other, or with the next of them in turn."""
    if ALL:
        return list(product(every, others))
    return [(one, others[turn % len(others)]) for turn, one in enumerate(every)]
