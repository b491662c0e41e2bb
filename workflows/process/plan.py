"""The language in which a stage is written: a short row of steps, and the moves between them."""

from dataclasses import dataclass, field

# tasks that any process gives to people
APPROVE = "approve"
BY_POST = "deliver_by_post"
DATA = "complete_data"
SETTLE = "settle_unknown"


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


Move = Next | Again | GoTo | Past | End


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
class Work:
    """A person does something and says how it ended; outcomes not listed in ``moves`` go on.

    Nothing is asked after ``unless``.
    """

    task: str
    moves: dict[str, Move | Later] = field(default_factory=dict)
    role: str = ""
    days: int = 0
    unless: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """Return the step's name within its stage."""
        return self.task


@dataclass(frozen=True, slots=True)
class Own:
    """A step that only this process knows: its rules say what is to be done."""

    name: str


Step = Make | Deliver | Work | Own
