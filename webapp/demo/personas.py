"""Debtors with a character.

Each decides by where the case stands, never by a date, so a slow machine changes no fate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from webapp.demo import manners
from workflows.interfaces.debt_recovery import StageKind

CLOSED_BELOW = Decimal(100)
PAYS_AHEAD = timedelta(days=75)
DISPUTES_FOR = timedelta(days=5)
_ORDER = list(StageKind)


class End(StrEnum):
    """How the case of a persona must end."""

    PAID = "PAID"
    ON_PLAN = "ON_PLAN"
    ENFORCEMENT = "ENFORCEMENT"
    WITHDRAWN = "WITHDRAWN"
    WITH_CALL_CENTER = "warning ACTIVE"
    WITH_CREW = "restriction ACTIVE"
    WITH_HEAD = "enforcement ACTIVE"
    WITH_LAWYERS = "lawyers ACTIVE"

    @property
    def is_left(self) -> bool:
        """Say whether a case that ends so lies on somebody's desk when the story is over."""
        return self.value.endswith(" ACTIVE")


class Habit(StrEnum):
    """What a debtor does about the debt."""

    PAYS = "PAYS"
    PAYS_IN_TWO = "PAYS_IN_TWO"
    KEEPS_LONG_PLAN = "KEEPS_LONG_PLAN"
    FINISHES_PLAN = "FINISHES_PLAN"
    BREAKS_PLAN = "BREAKS_PLAN"
    KEEPS_PROMISE = "KEEPS_PROMISE"
    BREAKS_PROMISE = "BREAKS_PROMISE"
    DISPUTES = "DISPUTES"
    HELD = "HELD"
    WITHDRAWN = "WITHDRAWN"
    NEVER_PAYS = "NEVER_PAYS"


class When(StrEnum):
    """The moment within a stage."""

    DELIVERED = "DELIVERED"
    ENTERED = "ENTERED"
    PLANNED = "PLANNED"
    RESTRICTED = "RESTRICTED"
    OPENED = "OPENED"


@dataclass(frozen=True, slots=True)
class Persona:
    """A character: what it does, in which stage, and what it makes people on the way answer to
    their tasks.
    """

    name: str
    end: End
    habit: Habit = Habit.PAYS
    stage: StageKind = StageKind.NOTICE
    when: When = When.ENTERED
    answers: Mapping[str, str] | None = None
    first_answers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of a case now. ``stages`` are the kinds of its scheme in order."""

    stages: tuple[str, ...]
    stage: int
    debt: Decimal
    today: date
    is_delivered: bool = False
    is_restricted: bool = False
    tasks: frozenset[str] = frozenset()
    payments: int = 0
    plans: int = 0
    plan_part: tuple[date, Decimal] | None = None
    plan_parts_left: int = 0
    pauses: int = 0
    pause: str = ""
    paused_since: date | None = None
    is_closing: bool = False
    awarded: Decimal = Decimal(0)

    def reached(self, kind: StageKind) -> bool:
        """Tell whether the case has come to a stage or passed it.

        A scheme without it counts by the usual order of stages.
        """
        if kind in self.stages:
            return self.stage >= self.stages.index(kind)
        return _ORDER.index(StageKind(self.stages[self.stage])) >= _ORDER.index(kind)

    def passed(self, kind: StageKind) -> bool:
        """Tell whether the stage lies behind."""
        return self.reached(kind) and self.stages[self.stage] != kind


@dataclass(frozen=True, slots=True)
class Pay:
    """Money is sent to the supplier; the whole balance when no amount is named."""

    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AskForPlan:
    """The debtor asks to pay in parts."""

    months: int
    first_due: date


@dataclass(frozen=True, slots=True)
class Pause:
    """The debtor promises or disputes, or the office holds the case."""

    kind: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EndPause:
    """What was disputed is settled."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The office gives the case up."""


Move = Pay | AskForPlan | Pause | EndPause | Withdraw


def move(*, persona: Persona, sight: Sight) -> Move | None:
    """Return what the persona does now, or nothing."""
    if (
        sight.is_closing
        or sight.debt + sight.awarded < CLOSED_BELOW
        or not _is_time(persona, sight)
    ):
        return None
    match persona.habit:
        case Habit.PAYS:
            return Pay()
        case Habit.PAYS_IN_TWO:
            return _in_two(persona, sight)
        case Habit.KEEPS_LONG_PLAN | Habit.FINISHES_PLAN | Habit.BREAKS_PLAN:
            return _plan(persona, sight)
        case Habit.KEEPS_PROMISE | Habit.BREAKS_PROMISE | Habit.DISPUTES | Habit.HELD:
            return _pause(persona, sight)
        case Habit.WITHDRAWN:
            return Withdraw()
        case Habit.NEVER_PAYS:
            return None


def next_move_on(*, persona: Persona, sight: Sight) -> date | None:
    """Return the day on which the calendar alone makes the persona do
    something, when there is one.
    """
    if persona.habit == Habit.DISPUTES and sight.pause and sight.paused_since:
        return sight.paused_since + DISPUTES_FOR
    if persona.habit == Habit.KEEPS_LONG_PLAN and sight.plan_part and sight.plan_parts_left > 1:
        return sight.plan_part[0] - PAYS_AHEAD
    return None


def answer(*, persona: Persona, task: str, attempt: int) -> str:
    """Return the outcome people report for a task of this debtor's case.

    Nothing while there is nothing to report.
    """
    if attempt == 1 and persona.first_answers and task in persona.first_answers:
        return persona.first_answers[task]
    return (persona.answers or {}).get(task, manners.of(task).outcome)


def _is_time(persona: Persona, sight: Sight) -> bool:
    if not sight.reached(persona.stage):
        return False
    match persona.when:
        case When.ENTERED:
            return True
        case When.DELIVERED:
            return sight.is_delivered or sight.passed(persona.stage)
        case When.PLANNED:
            return "restriction" in sight.tasks or sight.passed(persona.stage)
        case When.RESTRICTED:
            return sight.is_restricted or sight.passed(persona.stage)
        case When.OPENED:
            return "enforcement_result" in sight.tasks


def _in_two(persona: Persona, sight: Sight) -> Move | None:
    if sight.payments == 0:
        return Pay((sight.debt / 2).quantize(Decimal(1)))
    if sight.passed(persona.stage):
        return Pay()
    return None


def _plan(persona: Persona, sight: Sight) -> Move | None:
    """A plan that broke only because the machine was slow or somebody stopped the office is made
    good: the fate stays.
    """
    long = persona.habit == Habit.KEEPS_LONG_PLAN
    broken = persona.habit == Habit.BREAKS_PLAN
    if sight.plans == 0 or (long and sight.plan_part is None):
        return AskForPlan(
            months=12 if long else 2,
            first_due=sight.today + timedelta(days=10 if broken else 45),
        )
    if broken:
        return None
    if sight.plan_part is None:
        return Pay()
    due, amount = sight.plan_part
    if not long or (due <= sight.today + PAYS_AHEAD and sight.plan_parts_left > 1):
        return Pay(amount)
    return None


def _pause(persona: Persona, sight: Sight) -> Move | None:
    today = sight.today
    if sight.pauses == 0:
        kind = {Habit.DISPUTES: "DISPUTE", Habit.HELD: "HOLD"}.get(persona.habit, "PROMISE")
        days = {Habit.KEEPS_PROMISE: 40, Habit.BREAKS_PROMISE: 5, Habit.HELD: 10}.get(persona.habit)
        return Pause(
            kind,
            today + timedelta(days=days) if days else None,
        )
    if persona.habit == Habit.KEEPS_PROMISE:
        return Pay()
    if persona.habit != Habit.DISPUTES:
        return None
    if sight.pause:
        if sight.paused_since and today >= sight.paused_since + DISPUTES_FOR:
            return EndPause()
        return None
    return Pay()


NEVER = Persona("never pays", End.ENFORCEMENT, Habit.NEVER_PAYS)
