"""What begins with a fact, besides the processes that listen already: apps above tell it here."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

# the subject that a fact is about, and the business day
type Hear = Callable[[str, date], None]
_hearers: dict[str, list[Hear]] = defaultdict(list)


def hear(*, fact: str, hear: Hear) -> None:
    """Let something be done whenever a fact is announced.

    It may be told more than once, and must do the same thing only once.
    """
    _hearers[fact].append(hear)


def hearers(*, fact: str) -> Sequence[Hear]:
    """Return what begins with a fact."""
    return _hearers.get(fact, ())
