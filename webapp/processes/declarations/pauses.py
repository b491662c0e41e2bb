"""How a process declares for what its cases may be paused, and what people see of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.interfaces import days

# what the register calls the beginning and the early end of a pause, unless its kind has own words
BEGUN, ENDED = "pause-set", "pause-ended"
_REASON = _("Reason")
_UNTIL = _("Until, inclusive")
_DONE = _("The case rests until %(until)s.")
_DONE_OPEN = _("The case rests until somebody ends the pause.")
_GOES_ON = _("The case goes on at once from where it stands.")


@dataclass(frozen=True, slots=True)
class PauseKind:
    """A kind of pause: what it is called, how long it may be, and what it stops.

    ``span`` are the days that may be its last; without it only somebody ends it, and what
    ``may_stay_open`` need not have a last day. Beside what ``is_alone`` nothing else may stand.
    With ``stops_clocks`` the terms of statutes stand still too. ``ends_with_cause``: it is over
    when the case because of which it was made has been closed. ``begun`` and ``ended`` are what
    the register and the journal call its beginning and its early end; what has no ``ended`` is
    ended by its process in a way of its own.
    """

    code: str
    title: Promise
    span: days.Span | None = days.HELD
    may_stay_open: bool = False
    is_alone: bool = False
    stops_clocks: bool = False
    ends_with_cause: bool = False
    begun: str = BEGUN
    ended: str = ENDED

    @property
    def needs_end(self) -> bool:
        """Say whether it must have a last day."""
        return self.span is not None and not self.may_stay_open


def _no_parts(_case: Any) -> Sequence[tuple[str, Any]]:
    return ()


@dataclass(frozen=True, slots=True)
class PausePage:
    """What people see of a kind of pause on the page of a case: the action that begins it.

    ``done`` is what is said when it has begun, ``done_open`` when it has no last day. ``end`` is
    what the action is called that ends it early; without it the process has an action of its own
    for that. ``change`` is what the one is called that moves its last day. ``scope`` is what else
    than everything may be paused, ``parts`` what of a case there is to choose from.
    """

    title: Promise
    text: Promise
    permission: str
    icon: str = "pause_circle"
    reason: Promise = _REASON
    until: Promise = _UNTIL
    done: Promise = _DONE
    done_open: Promise = _DONE_OPEN
    change: Promise | None = None
    end: Promise | None = None
    goes_on: Promise = _GOES_ON
    scope: str = ""
    parts: Callable[[Any], Sequence[tuple[str, Any]]] = _no_parts
