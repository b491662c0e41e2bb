"""What really happens in each kind of stage: a stage is a short row of steps.

To add a stage kind: name it in ``interfaces.debt_recovery.StageKind``, give it a row here, give its tasks a form and its papers a kind.
"""

from dataclasses import dataclass, field

from tariffs import parameters
from workflows.interfaces.debt_recovery import CloseReason, Scheme, Stage, StageKind

# how long a court's letter may travel and lie at the post office before it counts as received
_POST_DAYS = 15


def _law(name: str) -> int:
    """Take a term of the law as it is now known: people are asked when the court should have acted, the term itself is the court's."""
    return int(parameters.series(name).rows[-1].decimal())


_RULING_DAYS = _law("court.order_issue_days") + _law("court.order_copy_days")
_EFFECT_DAYS = _law("court.order_copy_days") + _POST_DAYS + _law("court.objection_days")


@dataclass(frozen=True, slots=True)
class Next:
    """Go on with the next step, and after the last one with the next stage."""


@dataclass(frozen=True, slots=True)
class Again:
    """Begin the stage anew as its next attempt; ``limited`` ones only while the scheme allows attempts, then go on."""

    limited: bool = False


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go straight to a later stage of this kind."""

    kind: StageKind


@dataclass(frozen=True, slots=True)
class Past:
    """Go behind the next stage of this kind; simply on when the scheme has none."""

    kind: StageKind


@dataclass(frozen=True, slots=True)
class End:
    """Close the case."""

    reason: CloseReason


@dataclass(frozen=True, slots=True)
class Later:
    """Ask the same again when the time has come, while the answer can still change anything; then go on."""


Move = Next | Again | GoTo | Past | End


@dataclass(frozen=True, slots=True)
class Make:
    """A paper is made. One that ``follows_debt`` is made anew when the debt changes before it has left the house."""

    document: str
    follows_debt: bool = True
    after: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """Return the step's name within its stage."""
        return self.document


@dataclass(frozen=True, slots=True)
class Deliver:
    """The paper made last is sent by the first channel that works, the post at last, until there is proof; then the term runs."""

    name: str = "deliver"


@dataclass(frozen=True, slots=True)
class Work:
    """A person does something and says how it ended; outcomes not listed in ``moves`` go on. Nothing is asked after ``unless``."""

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
class Rest:
    """A writ that came back with nothing rests until the law lets it be presented again."""

    name: str = "rest"


Step = Make | Deliver | Work | Rest

APPROVAL = Work("approve", moves={"RETURNED": Again(), "CLOSED": End(CloseReason.WITHDRAWN)})

STEPS: dict[StageKind, tuple[Step, ...]] = {
    StageKind.NOTICE: (Make("notice"), Deliver()),
    StageKind.WARNING: (Make("restriction_warning"), Deliver()),
    StageKind.RESTRICTION: (
        Make("restriction_order", follows_debt=False),
        Work("restriction", role="CREW", moves={"NO_ACCESS": Again(limited=True)}),
        Make("restriction_report", follows_debt=False, after=("restriction", "DONE")),
    ),
    StageKind.PRETRIAL_CLAIM: (Make("pretrial_claim"), Deliver()),
    StageKind.LAWYERS: (Make("service_memo"), APPROVAL),
    StageKind.COURT_ORDER: (
        Make("court_order_application"),
        Work("file_court_order"),
        Work("court_order_ruling", moves={"REFUSED": GoTo(StageKind.LAWSUIT)}, days=_RULING_DAYS),
        Work(
            "court_order_effect",
            moves={"CANCELLED": GoTo(StageKind.LAWSUIT), "IN_FORCE": GoTo(StageKind.WRIT)},
            days=_EFFECT_DAYS,
        ),
    ),
    StageKind.LAWSUIT: (
        Make("statement_of_claim"),
        Work("file_lawsuit"),
        Work("judgment", moves={"DENIED": End(CloseReason.DENIED)}, days=60),
    ),
    StageKind.WRIT: (Work("register_writ"),),
    StageKind.ENFORCEMENT: (
        Rest(),
        Make("bailiff_registry"),
        Work("present_writ"),
        Work("enforcement_opened", days=6),
        Work(
            "enforcement_result",
            moves={"ENDED": Again(limited=True)},
            days=60,
            unless=("enforcement_opened", "REFUSED"),
        ),
        Work(
            "after_enforcement",
            role="HEAD_OF_LEGAL",
            moves={
                "PRESENT_AGAIN": Again(),
                "WRITE_OFF": End(CloseReason.WRITTEN_OFF),
                "LEAVE_OPEN": Later(),
            },
        ),
    ),
}


def steps(stage: Stage) -> tuple[Step, ...]:
    """Return the steps of a stage; an approval asked for by the scheme stands right behind the paper."""
    row = STEPS[stage.kind]
    if not stage.approval or APPROVAL in row:
        return row
    behind = next((number for number, step in enumerate(row, 1) if isinstance(step, Make)), 1)
    return (*row[:behind], APPROVAL, *row[behind:])


def stage_of_kind(*, scheme: Scheme, kind: StageKind, after: int) -> int:
    """Return the first stage of a kind behind ``after``; the number behind the last one when the scheme has none."""
    later = (
        index for index, stage in enumerate(scheme.stages) if index > after and stage.kind == kind
    )
    return next(later, len(scheme.stages))


def stage_past(*, scheme: Scheme, kind: StageKind, after: int) -> int:
    """Return the stage behind the first one of a kind behind ``after``; the one behind ``after`` when the scheme has none."""
    found = stage_of_kind(scheme=scheme, kind=kind, after=after)
    return found + 1 if found < len(scheme.stages) else after + 1
