"""The words of debt recovery: schemes, what is known of a debt, and the deeds as signatures.

Ids and amounts only: no name, address or contact ever enters Temporal.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from temporalio import activity

from workflows.interfaces import process
from workflows.interfaces.clock import BusinessClock

TASK_QUEUE = process.TASK_QUEUE
WORKFLOW_TYPE = "debt_recovery"


def workflow_id(*, case_id: int) -> str:
    """Return the id of the one workflow of a case."""
    return process.workflow_id(process=WORKFLOW_TYPE, case_id=case_id)


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


class CloseReason(StrEnum):
    """Why a case ends."""

    PAID = "PAID"
    WITHDRAWN = "WITHDRAWN"
    BANKRUPTCY = "BANKRUPTCY"
    WRITTEN_OFF = "WRITTEN_OFF"
    DENIED = "DENIED"
    TERMINATED = "TERMINATED"


@dataclass(frozen=True, slots=True)
class Stage(process.Stage):
    """One stage of a scheme, as a lawyer edits it.

    A filing that is older than ``fresh_days`` is made anew before it is filed.
    """

    kind: StageKind
    min_debt: Decimal = Decimal(0)
    max_debt: Decimal | None = None
    needs_possible_restriction: bool = False
    fresh_days: int = 30


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
class PlanFacts:
    """An installment plan.

    The first part that payments do not cover yet, and when it counts as broken.
    """

    next_due_on: date
    broken_after: date
    plan_id: int = 0


@dataclass(frozen=True, slots=True)
class ReturnedWrit:
    """A writ that the bailiffs gave back with nothing.

    When it may be presented again, both days included, and when a person looks anew.
    """

    present_from: date
    present_until: date
    look_again_on: date


@dataclass(frozen=True, slots=True)
class Suspension:
    """A citizen's supply was only limited, in this attempt; from a day on it may be cut off."""

    attempt: int
    possible_from: date


@dataclass(frozen=True, slots=True)
class Facts(process.Facts):
    """What is true about the debt now, read from the database.

    ``debt`` is the unpaid principal: papers, thresholds, plans and restriction go by it.
    ``awarded`` is what is unpaid of the costs and the penalty that a court added.
    ``restriction_ground``: before a supply is cut, that some service owes more than the law wants
    for it; afterwards, that what was cut is still owed for. ``came_back``: the stage and attempt of
    the newest delivery, when its letter came back after the case had gone on and before the court
    had the claim. ``in_force_on`` is that of a judgment for which no writ is here.
    ``others_are_told``: nobody beside the debtor has to hear first that a supply is cut.
    ``question`` is what a lawyer is to answer before a case that is paid may end, ``is_asked``
    while he has it; ``pursues_rest``: he goes on for what a court was asked for besides the
    principal; ``is_denied``: nothing is owed because a court denied the claim. ``months_open``:
    which months a filing claims is not decided, ``months_asked`` while a lawyer has the question. A
    filing of a day before ``stale_before`` is made anew; one of which ``enclosures_lacking`` waits.
    ``reconnection`` is what is unpaid of the costs of a restriction: nothing comes back without it.
    ``others_unwritten``: notices for others who owe lie in the house.
    ``halted``: what has happened to the debtor that lets nothing be asked of him now, or to the
    enforcement; ``halted_until`` the day on which that may change. ``is_appealed``: an appeal
    against the judgment lies before a court. ``stands_beside``: what is in force against others who
    owe has not gone to the bailiffs while the case is about the rest of them.
    ``pause``, ``pause_until`` and ``pause_id`` stand in recorded histories only: ``pauses`` tells
    it now.
    """

    debt: Decimal = field(kw_only=True)
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
    restriction_ground: bool = True
    returned_writ: ReturnedWrit | None = None
    awarded: Decimal = Decimal(0)
    came_back: tuple[int, int] | None = None
    in_force_on: date | None = None
    question: str = ""
    is_asked: bool = False
    pursues_rest: bool = False
    is_denied: bool = False
    months_open: bool = False
    months_asked: bool = False
    enclosures_lacking: bool = False
    stale_before: date | None = None
    suspension: Suspension | None = None
    others_are_told: bool = True
    halted: str = ""
    halted_until: date | None = None
    reconnection: Decimal = Decimal(0)
    others_unwritten: bool = False
    is_appealed: bool = False
    stands_beside: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything a decision needs, read in one go.

    ``written`` is the newest row of the journal: it only grows.
    """

    state: process.CaseState
    facts: Facts
    today: date
    clock: BusinessClock = field(default_factory=BusinessClock)
    written: int = 0


@dataclass(frozen=True, slots=True)
class DebtRecoveryInput:
    """What a case's workflow starts with.

    One that has a scheme began when the story itself decided.
    """

    case_id: int
    scheme: Scheme | None = None
    seen: tuple[str, ...] = ()
    written: int = 0


class OwnDeed(StrEnum):
    """What only this process does, beside what any process may do."""

    RESUME = "resume"
    BREAK_PLAN = "break_plan"
    ASK_BESIDE = "ask_beside"


@activity.defn(name="debt_recovery.read_case")
def read_case(case_id: int) -> CaseView:
    """Return the case as it is now."""
    raise NotImplementedError


@activity.defn(name="debt_recovery.perform")
def perform(request: process.DeedInput) -> CaseView:
    """Do one deed that stays inside the database; return the case as it is then."""
    raise NotImplementedError


@activity.defn(name="debt_recovery.send")
def send(request: process.DeedInput) -> CaseView:
    """Plan, release with fresh facts and send one message; return the case as it is then."""
    raise NotImplementedError
