"""The overviews, and the kinds of days that come, that apps have declared.

Filled once, when the program begins.
"""

from collections.abc import Iterator

from webapp.oversight.declarations import Overview, Source
from webapp.staff.models import User

SEE = "oversight.view_overviews"
_overviews: dict[str, Overview] = {}
_sources: dict[str, Source] = {}


class UnableToDeclare(Exception):
    """Something of this code is declared already."""


def declare(*overviews: Overview) -> None:
    """Take overviews into the house.

    :raises UnableToDeclare: when one of such a code is there already
    """
    for overview in overviews:
        if overview.code in _overviews:
            raise UnableToDeclare(overview.code)
        _overviews[overview.code] = overview


def watch(*sources: Source) -> None:
    """Take kinds of days that come into the house.

    :raises UnableToDeclare: when one of such a code is there already
    """
    for source in sources:
        if source.code in _sources:
            raise UnableToDeclare(source.code)
        _sources[source.code] = source


def overviews(*, user: User) -> list[Overview]:
    """Return the overviews that a person may see, as they were declared."""
    return [one for one in _overviews.values() if user.has_perms((SEE, *one.permissions))]


def overview(*, code: str) -> Overview | None:
    """Return the overview of a code."""
    return _overviews.get(code)


def sources(*, user: User) -> Iterator[Source]:
    """Return the kinds of days that a person may see."""
    for source in _sources.values():
        if user.has_perm(source.permission):
            yield source
