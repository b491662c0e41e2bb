"""The words of debt recovery: schemes, what is known of a case, what may be decided, and the deeds as signatures.

Ids and amounts only: no name, address or contact ever enters Temporal.
"""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from temporalio import activity

from workflows.interfaces.clock import BusinessClock

TASK_QUEUE = "recovery"
WORKFLOW_TYPE = "debt_recovery"
# with this type of error a process ends that has read more in the journal than the database knows now
DATABASE_IS_OLDER = "DatabaseIsOlder"


def workflow_id(*, case_id: int) -> str:
    """Return the id of the one workflow of a case."""
    return f"debt_recovery:{case_id}"


def case_subject(*, case_id: int) -> str:
    """Return the subject under which facts about a case are announced."""
    return f"recovery_case:{case_id}"


class StageKind(StrEnum):
    """What a stage is in the world."""

    NOTICE = "notice"
    WARNING = "warning"
    RESTRICTION = "restriction"
    PRETRIAL_CLAIM = "pretrial_claim"
    LAWYERS = "lawyers"
    COURT_ORDER = "court_order"
    LAWSUIT = "lawsuit"
    WRIT = "writ"
    ENFORCEMENT = "enforcement"


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


class CloseReason(StrEnum):
    """Why a case ends."""

    PAID = "PAID"
    WITHDRAWN = "WITHDRAWN"
    BANKRUPTCY = "BANKRUPTCY"
    WRITTEN_OFF = "WRITTEN_OFF"
    DENIED = "DENIED"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a scheme, as a lawyer edits it."""

    kind: StageKind
    channels: tuple[str, ...] = ()
    term_days: int = 0
    term_kind: TermKind = TermKind.CALENDAR
    term_from: TermFrom = TermFrom.DELIVERY
    proof_days: int = 10
    approval: bool = False
    role: str = "LAWYER"
    task_days: int = 10
    min_debt: Decimal = Decimal(0)
    max_debt: Decimal | None = None
    needs_possible_restriction: bool = False
    attempts: int = 1
    if_late: IfLate = IfLate.PROCEED
    late_days: int = 90


@dataclass(frozen=True, slots=True)
class Scheme:
    """A recovery policy for one segment: who enters, when it is over, and the stages in order."""

    code: str
    version: int
    party_kinds: tuple[str, ...]
    stages: tuple[Stage, ...]
    min_periods: int = 2
    min_debt: Decimal = Decimal(2000)
    close_below: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step of the present stage and attempt that has been written to the journal.

    ``is_void`` undoes it: its paper was taken back, or what was taken for its delivery came back.
    """

    name: str
    outcome: str
    on: date
    debt: Decimal
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
    """A task of the present stage and attempt."""

    name: str
    status: str
    outcome: str
    due_on: date | None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where the case stands and what has been done in the present stage and attempt.

    ``attempts_before`` were made at later stages before a court led the case back: they are neither counted nor repeated.
    """

    stage: int = 0
    attempt: int = 1
    stage_started_on: date | None = None
    steps: tuple[StepRecord, ...] = ()
    messages: tuple[MessageRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()
    closed: bool = False
    attempts_before: int = 0


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """An instalment plan: the first part that payments do not cover yet, and when it counts as broken."""

    next_due_on: date
    broken_after: date
    plan_id: int = 0


@dataclass(frozen=True, slots=True)
class Quiet:
    """A channel by which the debtor may not be reached now, and the moment from which he may; ``why`` is a code."""

    channel: str
    on: date
    at: time
    why: str


@dataclass(frozen=True, slots=True)
class ReturnedWrit:
    """A writ that the bailiffs gave back with nothing: when it may be presented again, both days included, and when a person looks anew."""

    present_from: date
    present_until: date
    look_again_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true about the debt now, read from the database.

    ``debt`` is the unpaid principal: papers, thresholds, plans and restriction go by it. ``awarded`` is what is unpaid of the costs and
    the penalty that a court added. ``restriction_ground``: before a supply is cut, that some service owes more than the law wants for
    it; afterwards, that what was cut is still owed for. ``acceptance_is_enough``: that a mail server took the paper of this stage may
    start its term, until the letter comes back. ``came_back``: the stage and attempt of the newest delivery, when its letter came back
    after the case had gone on and before the court had the claim.
    """

    debt: Decimal
    close_requested: CloseReason | None = None
    pause: str = ""
    pause_until: date | None = None
    pause_id: int = 0
    plan: PlanFacts | None = None
    stopped: bool = False
    restricted: bool = False
    resumption_open: bool = False
    restriction_possible: bool = True
    order_possible: bool = True
    quiet: tuple[Quiet, ...] = ()
    restriction_ground: bool = True
    returned_writ: ReturnedWrit | None = None
    awarded: Decimal = Decimal(0)
    acceptance_is_enough: bool = True
    came_back: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything a decision needs, read in one go. ``written`` is the newest row of the journal: it only grows."""

    state: CaseState
    facts: Facts
    today: date
    clock: BusinessClock = field(default_factory=BusinessClock)
    written: int = 0


@dataclass(frozen=True, slots=True)
class DebtRecoveryInput:
    """What a case's workflow starts with. The scheme is the case's version and never changes under it."""

    case_id: int
    scheme: Scheme
    seen: tuple[str, ...] = ()
    written: int = 0


@dataclass(frozen=True, slots=True)
class Wake:
    """Something happened: look again. The key makes a repeated delivery harmless."""

    key: str
    fact: str = ""


class DeedKind(StrEnum):
    """What an activity may be asked to do."""

    MAKE = "make"
    SEND = "send"
    ASK = "ask"
    PASS = "pass"
    RESUME = "resume"
    BREAK_PLAN = "break_plan"
    END_PAUSE = "end_pause"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed on a case, with its key. ``name`` is the document, task or channel; the same key never happens twice."""

    kind: DeedKind
    name: str
    stage: int
    attempt: int
    revision: int = 1
    ground: str = ""
    due_days: int = 0
    role: str = ""
    reason: CloseReason | None = None

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


@activity.defn(name="debt_recovery.read_case")
def read_case(case_id: int) -> CaseView:
    """Return the case as it is now."""
    raise NotImplementedError


@activity.defn(name="debt_recovery.perform")
def perform(request: DeedInput) -> CaseView:
    """Do one deed that stays inside the database (paper, task, recall, closing) and return the case as it is then."""
    raise NotImplementedError


@activity.defn(name="debt_recovery.send")
def send(request: DeedInput) -> CaseView:
    """Plan, release with fresh facts and send one message; return the case as it is then."""
    raise NotImplementedError
