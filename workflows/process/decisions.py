"""The kinds of decision about a case: do, ask, wait, close, or nothing left."""

from dataclasses import dataclass
from datetime import date, time

from workflows.interfaces.clock import DAY_BEGINS
from workflows.interfaces.process import Deed


@dataclass(frozen=True, slots=True)
class Act:
    """Do this now."""

    deed: Deed


@dataclass(frozen=True, slots=True)
class Ask:
    """Give a person this task."""

    deed: Deed


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do before ``at`` of the day ``until`` comes or something happens.

    ``why`` is a code with its object (``task:approve``).
    """

    why: str
    until: date | None = None
    at: time = DAY_BEGINS


@dataclass(frozen=True, slots=True)
class Close:
    """End the case."""

    deed: Deed


@dataclass(frozen=True, slots=True)
class Over:
    """The case is closed: there is nothing left to decide."""


Decision = Act | Ask | Wait | Close | Over
