"""How what people see of a process is declared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from webapp.lists.declarations import Column
from webapp.processes.declarations.pauses import PausePage
from webapp.tasks.models import Task
from workflows.interfaces.process import Stage
from workflows.process.course import Course


def _nothing_yet(*_asked: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class TaskPage:
    """What people see of a kind of task: the form of its report and the right to send it.

    The form takes its ``kind``, what was sent and the day ``today``, and returns its ``result()``.
    ``initial`` is what its fields begin with, ``given`` what else it takes, ``button`` leads to the
    task from the page of its case. ``yes`` is the outcome that one key gives.
    """

    form: type[Any]
    permission: str = "tasks.complete_task"
    initial: Callable[[Task], Mapping[str, Any]] = _nothing_yet
    given: Callable[[Task], Mapping[str, Any]] = _nothing_yet
    button: Promise | None = None
    yes: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a process adds to what its tasks are about: what is read of one, and what shows it.

    The template knows ``task``, ``case``, whether the person ``sees_case``, and what was read.
    """

    read: Callable[[Task], Mapping[str, Any]]
    template: str


def _always(_case: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """What a person may do to a case from its page.

    ``form`` is an ``ActionForm``. ``sides`` are the states of a case in which it makes sense. What
    is ``of_leader`` is open to whoever leads the case, without the permission too.

    ``begun`` is what the form begins with on a day; ``shown`` what its template names besides it,
    on a day and whether the form has been sent. Where the state alone does not tell, ``fits`` says
    whether it makes sense for a case. ``anew`` is the field whose value in the address
    says that the dialog is open and asks what follows from what stands in it.
    """

    form: Callable[..., Any]
    title: Promise
    text: Promise
    icon: str
    permission: str
    sides: tuple[str, ...] = ("ACTIVE",)
    is_grave: bool = False
    of_leader: bool = False
    template: str = "processes/_action.html"
    begun: Callable[[date], Mapping[str, Any]] = _nothing_yet
    shown: Callable[[Any, date, bool], Mapping[str, Any]] = _nothing_yet
    anew: str = ""
    fits: Callable[[Any], bool] = _always

    def is_offered(self, *, user: Any, case: Any) -> bool:
        """Say whether it is shown to a person on the page of a case."""
        if case.side not in self.sides or not self.is_open_to(user=user, case=case):
            return False
        return self.fits(case)

    def is_open_to(self, *, user: Any, case: Any) -> bool:
        """Say whether a person may do it to a case."""
        if user.has_perm(self.permission):
            return True
        return self.of_leader and case.executor_id == user.pk


class Place(StrEnum):
    """Where on the page of a case a panel stands."""

    HEAD = "head"
    NUMBERS = "numbers"
    MARKS = "marks"
    NOTES = "notes"
    BESIDE = "beside"
    ABOVE = "above"
    BELOW = "below"

    @property
    def is_live(self) -> bool:
        """Say whether it is renewed while the page is open."""
        return self not in {Place.HEAD, Place.ABOVE, Place.BELOW}


@dataclass(frozen=True, slots=True)
class Sight:
    """A case as somebody looks at it: now, or as it was on a past day."""

    case: Any
    user: Any
    today: date
    on: date | None = None

    @property
    def day(self) -> date:
        """Return the day that is looked at."""
        return self.on or self.today


type Read = Callable[[Sight], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page of a case that its process adds: what is read, and what shows it.

    ``read`` returns what the templates name. Where a rule breaks on the facts of the case, the page
    says that ``name`` could not be computed, and shows what ``instead`` returns.
    """

    read: Read
    templates: Mapping[Place, str]
    name: Promise | None = None
    instead: Read | None = None

    @property
    def is_live(self) -> bool:
        """Say whether a part of it is renewed while the page is open."""
        return any(place.is_live for place in self.templates)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: the name of a page and the right to open it."""

    title: Promise
    icon: str
    page: str
    permission: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A way that leads past a stage: how it is called, and from which kind of stage to which."""

    start: str
    end: str
    past: str
    label: Promise


def _nothing(_asked: Any) -> Any:
    return ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the diagram of a case needs besides its stages.

    ``needs`` tells what has to be true for a stage that is ahead. Stages of the kinds ``lower``,
    and all behind them, stand in the second row.
    """

    needs: Callable[[Any], Sequence[str]] = _nothing
    lower: frozenset[str] = frozenset()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Why a case waits, in words, and what would move it."""

    text: Promise
    needs: tuple[Promise, ...] = ()


def _as_written(_step: Any) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """What a process calls its codes on screens, besides its stages, sides and closings.

    ``always`` is what moves a case that waits for a person. ``ground`` words the ground of a row of
    the journal; nothing when it stands as it was written.
    """

    deeds: Mapping[str, Promise] = field(default_factory=dict)
    events: Mapping[str, Promise] = field(default_factory=dict)
    outcomes: Mapping[str, Promise] = field(default_factory=dict)
    skips: Mapping[str, Promise] = field(default_factory=dict)
    recalls: Mapping[str, Promise] = field(default_factory=dict)
    steps: Mapping[str, Promise] = field(default_factory=dict)
    waits: Mapping[str, Wording] = field(default_factory=dict)
    always: tuple[Promise, ...] = ()
    ground: Callable[[Any], str | None] = _as_written


def _no_rows(_cases: Any) -> Mapping[int, Any]:
    return {}


def _as_found(cases: Any, _said: Mapping[str, Any]) -> Any:
    return cases


@dataclass(frozen=True, slots=True)
class CaseList:
    """The list of cases of a process: what it calls things, and what it adds to every row.

    ``read`` returns by case what the columns know as ``own`` of a row, ``joined`` is read with
    every case. ``marks`` is the template of what stands beside the stage of a ``case``. ``many``
    are the actions that may be done to many cases at once, each with the form that asks what they
    need; of those that are ``foreseen`` it is told first what would come of each case, by the
    ``foresee`` of their forms. ``criteria`` are fields of its own, and ``narrow`` finds cases by
    what was said in them.
    """

    title: Promise
    party: Promise
    search: Promise
    hint: Promise
    columns: tuple[Column, ...] = ()
    read: Callable[[Sequence[Any]], Mapping[int, Any]] = _no_rows
    joined: tuple[str, ...] = ()
    marks: str = ""
    many: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    foreseen: frozenset[str] = frozenset()
    criteria: Mapping[str, Any] = field(default_factory=dict)
    narrow: Callable[[Any, Mapping[str, Any]], Any] = _as_found


def _nothing_to_mind(*_asked: Any) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Pages:
    """What people see of a process: its cases, and the page of each kind of its tasks, by code.

    ``address`` begins the addresses of its pages and their names. ``permission`` lets one see its
    cases. ``stages`` are those that a case goes through, ``course`` is the case as its decider sees
    it at a moment, ``policy`` names the rules it goes by. ``side`` tells what stood beside the
    stages on a past day, where that may be something else than a pause. ``pauses`` are the actions
    that begin and end pauses, by kind. ``unable`` are the refusals of its own actions, ``sum_of``
    is what the sums in its journal are. ``after_promise`` is the action by which a promise heard on
    the phone is written down. ``minded`` is what is to be minded of a case, on a day, by whoever
    lets it rest until another. ``rights`` are what each role may do, as ``app.codename``.
    ``may_change`` is the template that tells whoever corrects a paper what it follows.
    """

    process: str
    address: str
    permission: str
    words: Words
    stages: Callable[[Any], Sequence[Stage]]
    course: Callable[[Any, date, datetime], Course]
    cases: CaseList
    side: Callable[[Any, date], str] | None = None
    policy: Callable[[Any], str] = _nothing
    tasks: Mapping[str, TaskPage] = field(default_factory=dict)
    beside_task: Beside | None = None
    sketch: Sketch = field(default_factory=Sketch)
    panels: tuple[Panel, ...] = ()
    pauses: Mapping[str, PausePage] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    unable: tuple[type[Exception], ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    minded: Callable[[Any, date, date | None], Sequence[str]] = _nothing_to_mind
    sum_of: Promise | None = None
    may_change: str = ""
    after_promise: str = ""
    rights: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def templates(self, place: Place) -> list[str]:
        """Return what stands at a place of the page of a case."""
        return [panel.templates[place] for panel in self.panels if place in panel.templates]
