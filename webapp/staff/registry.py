"""Rights that apps above give to roles, besides those of the role table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

_given: dict[str, set[str]] = defaultdict(set)


def give(*, rights: Mapping[str, Iterable[str]]) -> None:
    """Give rights, as ``app.codename``, to roles."""
    for role, codes in rights.items():
        _given[role].update(codes)


def given(*, role: str) -> frozenset[str]:
    """Return what apps have given to a role."""
    return frozenset(_given.get(role, ()))
