"""How many random cases the sums that a court checks are read by a second time."""

import os

from hypothesis import settings


def read_twice(usual: int) -> settings:
    """As many cases as ``ISTOK_READINGS`` asks for, else the usual number."""
    return settings(max_examples=int(os.environ.get("ISTOK_READINGS", usual)))
