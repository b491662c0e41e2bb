"""How a kind of task is declared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from webapp.tasks.models import Task

# a case, a task of it and the day on which the task was reported
type Effect = Callable[[Any, Task, date], None]
# a case, a finished task of it, and the report that takes its place: what the first did is undone
type Undo = Callable[[Any, Task, Task], None]
# a case and a task of it: the first day on which what is reported can have happened
type Earliest = Callable[[Any, Task], date | None]


def _first(told: Sequence[Any]) -> list[Any]:
    return list(told[:1])


def _none_drawn(_case: Any) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody outside may tell before, or instead of, a person who reports.

    ``events`` are the kinds of what may be told, each with the outcome that it is. ``said`` is how
    the case itself answers the question, when it does: the outcome and its day. ``chosen`` are
    those of what was told, the latest first, that answer it now.
    """

    events: Mapping[str, str]
    said: Callable[[Any, str], tuple[str, date | None] | None]
    chosen: Callable[[Sequence[Any]], list[Any]] = _first


@dataclass(frozen=True, slots=True)
class TaskKind:
    """A kind of task: how it is called, how it may end, and what its end means for the case.

    ``waits`` is what a case waits for while nobody has done it. What ``leaves_house`` is not done
    for whoever has been given time. ``is_visit`` sends a crew to the customer, ``is_letter`` a
    letter to the address that its paper prints. What ``rests_on`` something falls with it.
    ``closing`` are the outcomes that end the case for good, each with what the person is asked
    about the case before; those that are ``grave`` are shown once more too before they are taken.
    With ``is_vote`` it asks a seat of a route for its answer, which is weighed before it is taken.
    What is ``of_leader`` is for whoever leads the case, of any role.
    ``undo`` takes back what a wrong report did, before the effect of the right one; it raises
    ``UnableToComplete`` where that cannot be. ``final`` says why no report of the kind can be
    corrected, and what to do instead.
    ``papers`` are the kinds of papers without which nobody can do it: of all that its stage has
    made, whoever may not read papers reads these. ``drawn`` names for a case the papers that are
    drawn up together with the task.
    """

    code: str
    title: Promise
    waits: Promise
    outcomes: tuple[str, ...] = ("DONE",)
    effect: Effect | None = None
    earliest: Earliest | None = None
    leaves_house: bool = False
    is_visit: bool = False
    is_letter: bool = False
    is_approval: bool = False
    rests_on: str = ""
    awaited: Awaited | None = None
    papers: tuple[str, ...] = ()
    drawn: Callable[[Any], Sequence[str]] = _none_drawn
    closing: Mapping[str, Callable[[Any, date], str]] = field(default_factory=dict)
    grave: tuple[str, ...] = ()
    is_vote: bool = False
    of_leader: bool = False
    undo: Undo | None = None
    final: Promise | None = None

    @property
    def is_lasting(self) -> bool:
        """Say whether what it reports has been done in the world, and stays done."""
        return self.leaves_house or self.is_visit or self.awaited is not None

    @property
    def is_for_other_eyes(self) -> bool:
        """Say whether it asks for approval: whoever leads the case has no claim to give it."""
        return self.is_approval or self.is_vote

    def is_grave(self, outcome: str) -> bool:
        """Say whether an outcome is shown once more, with what follows, before it is taken."""
        return outcome in self.grave or outcome in self.closing

    @property
    def events(self) -> Mapping[str, str]:
        """Return what may be told from outside about it, with the outcome that each is."""
        if self.awaited is None:
            return {}
        return self.awaited.events
