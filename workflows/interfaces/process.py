"""The words of every process: what is known of a case, and the deeds that may be done about it.

Ids and amounts only: no name, address or contact ever enters Temporal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import AliasChoices, Field

from tariffs.term_forms import Still
from workflows.interfaces.approval import Matter, Vote

# the queue of all cases; those of the first process have always waited in it
TASK_QUEUE = "recovery"
# with this type of error a process ends that has read more in the journal than the database knows
DATABASE_IS_OLDER = "DatabaseIsOlder"


def workflow_id(*, process: str, case_id: int) -> str:
    """Return the id of the one workflow of a case."""
    return f"{process}:{case_id}"


def process_of(workflow_id: str) -> str:
    """Return the process of a workflow that has the id of a case."""
    process, _colon, _case_id = workflow_id.partition(":")
    return process


class TermKind(StrEnum):
    """How the days of a term are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class TermFrom(StrEnum):
    """What starts a term: proof of delivery, or sending itself."""

    DELIVERY = "delivery"
    SENDING = "sending"


class IfLate(StrEnum):
    """What a term that ended long ago means when the process looks at it only now."""

    PROCEED = "proceed"
    REPEAT = "repeat"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a process.

    What it is, and how its papers travel, its terms run, its people work.

    ``term_days`` run from the proof of delivery or from sending. ``proof_days`` are given to a
    channel to prove that it has delivered, ``task_days`` to a person.
    """

    kind: str
    channels: tuple[str, ...] = ()
    term_days: int = 0
    term_kind: TermKind = TermKind.CALENDAR
    term_from: TermFrom = TermFrom.DELIVERY
    proof_days: int = 10
    approval: bool = False
    role: str = "LAWYER"
    task_days: int = 10
    attempts: int = 1
    if_late: IfLate = IfLate.PROCEED
    late_days: int = 90


class Policy(Protocol):
    """What cases are decided by: their stages in order, and whatever a process adds."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Return the stages."""


@dataclass(frozen=True, slots=True)
class Stages:
    """A policy that is nothing but its stages."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step of the present stage and attempt that has been written to the journal.

    ``basis`` is what its paper was made from, as text: a sum, the hash of a text. Histories of the
    first process call it a debt. ``is_void`` undoes the step: its paper was taken back, or what was
    taken for its delivery came back.
    """

    name: str
    outcome: str
    on: date
    basis: Annotated[str, Field(validation_alias=AliasChoices("basis", "debt"))] = ""
    term_ends_on: date | None = None
    revision: int = 1
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A transmission of the present stage and attempt, with its status as it is now."""

    channel: str
    status: str
    on: date
    proof_until: date
    revision: int = 1


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task of the present stage and attempt.

    ``about`` is the version it is about; ``due_at`` the moment at which a term of hours is over;
    ``asked_on`` the day from which a term that was stopped by a pause is counted anew.
    """

    name: str
    status: str
    outcome: str
    due_on: date | None = None
    revision: int = 1
    about: str = ""
    role: str = ""
    due_at: datetime | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """A case that this one has opened and waits for; ``outcome`` is empty while it is open."""

    process: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A reason to wait: ``cause`` is a code, ``until`` its last day.

    ``scope`` names what is held: kinds of stages, or parts of a debt that the facts leave out
    (``charge:12``); everything when it is empty.
    """

    id: int
    cause: str
    until: date | None = None
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where the case stands and what has been done in the present stage and attempt.

    ``attempts_before`` were made at later stages before the case was led back: they are neither
    counted nor repeated.
    """

    stage: int = 0
    attempt: int = 1
    stage_started_on: date | None = None
    steps: tuple[StepRecord, ...] = ()
    messages: tuple[MessageRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()
    closed: bool = False
    attempts_before: int = 0
    votes: tuple[Vote, ...] = ()
    children: tuple[ChildRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """A channel by which somebody may not be reached now, and the moment from which he may.

    ``why`` is a code.
    """

    channel: str
    on: date
    at: time
    why: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true now about a case of any process; each process adds its own.

    ``acceptance_is_enough``: that a mail server took the paper of this stage may start its term,
    until the letter comes back. ``matter`` is what is up for approval; ``days`` are days that terms
    count from or back from, by name; ``now`` is the moment, where hours count. ``stood_still`` are
    the days on which pauses stopped the clocks that may stop, ``stood_still_by_law`` those on which
    the clocks of statutes stopped too. ``close_requested`` is the reason for which somebody has
    asked to end the case.
    """

    quiet: tuple[Quiet, ...] = ()
    acceptance_is_enough: bool = True
    pauses: tuple[Pause, ...] = ()
    matter: Matter | None = None
    days: Mapping[str, date] = field(default_factory=dict)
    now: datetime | None = None
    stood_still: tuple[Still, ...] = ()
    stood_still_by_law: tuple[Still, ...] = ()
    close_requested: str | None = None


@dataclass(frozen=True, slots=True)
class Wake:
    """Something happened: look again. The key makes a repeated delivery harmless."""

    key: str
    fact: str = ""


class DeedKind(StrEnum):
    """What may be done in any process; a process has further kinds of its own."""

    MAKE = "make"
    SEND = "send"
    ASK = "ask"
    PASS = "pass"
    END_PAUSE = "end_pause"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed on a case, with its key: the same key never happens twice.

    ``name`` is the document, task or channel.
    """

    kind: str
    name: str
    stage: int
    attempt: int
    revision: int = 1
    ground: str = ""
    due_days: int = 0
    role: str = ""
    reason: str | None = None
    about: str = ""
    due_on: date | None = None
    due_at: datetime | None = None

    @property
    def step(self) -> str:
        """Return the unique key of the step within its case."""
        suffix = f":r{self.revision}" if self.revision > 1 else ""
        return f"{self.stage}.{self.attempt}:{self.kind}:{self.name}{suffix}"


@dataclass(frozen=True, slots=True)
class DeedInput:
    """A deed and the case it is done on."""

    case_id: int
    deed: Deed


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands.

    Its stage, what stands beside the stages, whose turn it is and until when.

    ``role`` and ``due_on`` are those of the most urgent open task.
    """

    stage: str
    side: str = ""
    role: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is waited for.

    ``why`` is a code with its object, ``until`` the business day of the next look.

    ``wake_at`` is the real moment of it; without one only an event wakes the case.
    """

    why: str
    standing: Standing
    until: date | None = None
    wake_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """What leaves the house: the paper of a stage and attempt, by a channel, in an edition."""

    channel: str
    stage: int
    attempt: int
    revision: int

    @property
    def deed(self) -> Deed:
        """Return the deed that was decided."""
        return Deed(DeedKind.SEND, self.channel, self.stage, self.attempt, self.revision)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes next for a case, decided from fresh facts: all that a story is told.

    ``do`` names the activity and ``step`` the key of what it does; ``sending`` is there when it
    leaves the house. With nothing to do there is something to wait for; with neither the case is
    over.
    ``written`` is the newest row of the journal: it only grows.
    """

    do: str = ""
    step: str = ""
    sending: Sending | None = None
    wait: Waiting | None = None
    written: int = 0

    @property
    def is_over(self) -> bool:
        """Say whether nothing is left to do or to wait for."""
        return not self.do and self.wait is None


@dataclass(frozen=True, slots=True)
class CaseInput:
    """What the story of a case starts with. Keys seen and rows read travel from run to run."""

    case_id: int
    seen: tuple[str, ...] = ()
    written: int = 0
