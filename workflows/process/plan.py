"""The language in which a stage is written: a short row of steps, and the moves between them."""

from dataclasses import dataclass, field
from enum import StrEnum

from workflows.interfaces.approval import Route

# tasks that any process gives to people
APPROVE = "approve"
CORRECT = "correct"
BY_POST = "deliver_by_post"
DATA = "complete_data"
SETTLE = "settle_unknown"
LEAVE = "leave"
# what a paper encloses is brought while it lies in the house
ENCLOSE = "bring_enclosures"
# the step that moves the end of a term of which nobody has made use in time
SHIFT = "shift"
# what a step is called that writes down what silence has come to mean
SILENCE = "silence-"


@dataclass(frozen=True, slots=True)
class Next:
    """Go on with the next step, and after the last one with the next stage."""


@dataclass(frozen=True, slots=True)
class Again:
    """Begin the stage anew as its next attempt.

    ``limited`` ones only while the stage allows attempts, then go on.
    """

    limited: bool = False


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go straight to a later stage of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Past:
    """Go behind the next stage of this kind; simply on when there is none."""

    kind: str


@dataclass(frozen=True, slots=True)
class End:
    """Close the case."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Ask the same again when the time has come, while the answer can still change anything."""


@dataclass(frozen=True, slots=True)
class Correct:
    """Somebody corrects what was sent back, and says so; only then the stage begins anew.

    ``role`` and ``days`` are those of the stage where they are not given.
    """

    role: str = ""
    days: int = 0


Move = Next | Again | GoTo | Past | End


@dataclass(frozen=True, slots=True)
class AtEnd:
    """Take a move when the rest of the stage's steps is done: the report of a visit comes first."""

    move: Move


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING_DAYS = "working"
    CALENDAR_DAYS = "calendar"
    MONTHS = "months"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Term:
    """How long the law gives for something, and what silence means when it is over.

    ``act`` names the law. It runs from the day of the fact ``since``, or from the asking; with
    ``before`` it runs backwards, from the day of that fact. ``silent`` is where silence leads and
    ``means`` its code; without it a late task is only late. ``may_pause``: whether a pause of the
    case stops the clock; the clock of a statute does not stop. ``numbers`` are the parameters of
    the law of which the length is made.
    """

    length: int
    unit: Unit
    act: str
    numbers: tuple[str, ...] = ()
    since: str = ""
    before: str = ""
    silent: Move | None = None
    means: str = ""
    may_pause: bool = False


@dataclass(frozen=True, slots=True)
class Make:
    """A paper is made.

    One that ``follows_basis`` is made anew when what it was made from changes before it has left
    the house. ``after``: only when a task has ended so.
    """

    document: str
    follows_basis: bool = True
    after: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """Return the step's name within its stage."""
        return self.document


@dataclass(frozen=True, slots=True)
class Deliver:
    """The paper made last is sent by the first channel that works, the post at last.

    There must be proof; then the term runs.
    """

    name: str = "deliver"


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody is told something, without a paper, by the first channel that works.

    When there is proof the term runs; where no channel works one goes on.
    """

    name: str = "deliver"


@dataclass(frozen=True, slots=True)
class Work:
    """A person does something and says how it ended; outcomes not listed in ``moves`` go on.

    Nothing is asked after ``unless``.
    """

    task: str
    moves: dict[str, Move | Later | AtEnd | Correct] = field(default_factory=dict)
    role: str = ""
    days: int = 0
    unless: tuple[str, str] | None = None
    term: Term | None = None

    @property
    def name(self) -> str:
        """Return the step's name within its stage."""
        return self.task


@dataclass(frozen=True, slots=True)
class Own:
    """A step that only this process knows: its rules say what is to be done."""

    name: str


@dataclass(frozen=True, slots=True)
class Approve:
    """People answer, along a route, for what the facts name as the matter; a return leads on."""

    route: Route
    returned: Move | Correct = field(default_factory=Again)
    days: int = 0

    @property
    def name(self) -> str:
        """Return the step's name within its stage."""
        return APPROVE


@dataclass(frozen=True, slots=True)
class Child:
    """A case of another process is opened and waited for; endings not listed in ``moves`` go on."""

    process: str
    moves: dict[str, Move | AtEnd] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the step's name within its stage."""
        return self.process


@dataclass(frozen=True, slots=True)
class Together:
    """Branches that go on side by side; the stage goes on when all of them are done.

    Papers and tasks of one branch do not outdate those of another.
    """

    branches: tuple[tuple["Step", ...], ...]


Step = Make | Deliver | Tell | Work | Approve | Child | Together | Own
