"""Debtors with a character. Each decides by where the case stands, never by a date, so a slow machine changes no fate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from webapp.demo import manners
from webapp.demo.people import PERSON
from webapp.demo.town import Line
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
    """A character: what it does, in which stage, and what it makes people on the way answer to their tasks."""

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
        """Tell whether the case has come to a stage or passed it; a scheme without it counts by the usual order of stages."""
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
    """Return the day on which the calendar alone makes the persona do something, when there is one."""
    if persona.habit == Habit.DISPUTES and sight.pause and sight.paused_since:
        return sight.paused_since + DISPUTES_FOR
    if persona.habit == Habit.KEEPS_LONG_PLAN and sight.plan_part and sight.plan_parts_left > 1:
        return sight.plan_part[0] - PAYS_AHEAD
    return None


def answer(*, persona: Persona, task: str, attempt: int) -> str:
    """Return the outcome people report for a task of this debtor's case; nothing while there is nothing to report."""
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
    return Pay() if sight.passed(persona.stage) else None


def _plan(persona: Persona, sight: Sight) -> Move | None:
    """A plan that broke only because the machine was slow or somebody stopped the office is made good: the fate stays."""
    long, broken = persona.habit == Habit.KEEPS_LONG_PLAN, persona.habit == Habit.BREAKS_PLAN
    if sight.plans == 0 or (long and sight.plan_part is None):
        return AskForPlan(
            months=12 if long else 2, first_due=sight.today + timedelta(days=10 if broken else 45)
        )
    if broken:
        return None
    if sight.plan_part is None:
        return Pay()
    due, amount = sight.plan_part
    return (
        Pay(amount)
        if not long or (due <= sight.today + PAYS_AHEAD and sight.plan_parts_left > 1)
        else None
    )


def _pause(persona: Persona, sight: Sight) -> Move | None:
    today = sight.today
    if sight.pauses == 0:
        kind = {Habit.DISPUTES: "DISPUTE", Habit.HELD: "HOLD"}.get(persona.habit, "PROMISE")
        days = {Habit.KEEPS_PROMISE: 40, Habit.BREAKS_PROMISE: 5, Habit.HELD: 10}.get(persona.habit)
        return Pause(kind, today + timedelta(days=days) if days else None)
    if persona.habit == Habit.KEEPS_PROMISE:
        return Pay()
    if persona.habit != Habit.DISPUTES:
        return None
    if sight.pause:
        return (
            EndPause()
            if sight.paused_since and today >= sight.paused_since + DISPUTES_FOR
            else None
        )
    return Pay()


_S, _W = StageKind, When
_OBJECTS = {"court_order_effect": "CANCELLED"}
_REFUSES = {"court_order_ruling": "REFUSED"}
NEVER = Persona("never pays", End.ENFORCEMENT, Habit.NEVER_PAYS)

# how many of a hundred debtors of a kind; where the last number is missing to a hundred, the rest never pay
PERSONS: tuple[tuple[Persona, float], ...] = (
    (Persona("pays after the notice", End.PAID, stage=_S.NOTICE, when=_W.DELIVERED), 38),
    (Persona("pays after the warning", End.PAID, stage=_S.WARNING, when=_W.DELIVERED), 24),
    (Persona("pays before the crew comes", End.PAID, stage=_S.RESTRICTION, when=_W.PLANNED), 4),
    (Persona("pays when the light is out", End.PAID, stage=_S.RESTRICTION, when=_W.RESTRICTED), 3),
    (Persona("pays when lawyers take over", End.PAID, stage=_S.LAWYERS), 2),
    (Persona("pays when the court is asked", End.PAID, stage=_S.COURT_ORDER), 2),
    (Persona("objects, then pays", End.PAID, stage=_S.LAWSUIT, answers=_OBJECTS), 1),
    (Persona("pays when the order is in force", End.PAID, stage=_S.WRIT), 1),
    (Persona("pays to the bailiff", End.PAID, stage=_S.ENFORCEMENT, when=_W.OPENED), 1),
    (Persona("pays half, then the rest", End.PAID, Habit.PAYS_IN_TWO, _S.NOTICE, _W.DELIVERED), 3),
    (Persona("keeps a long plan", End.ON_PLAN, Habit.KEEPS_LONG_PLAN, _S.WARNING), 5),
    (Persona("finishes a short plan", End.PAID, Habit.FINISHES_PLAN, _S.NOTICE), 2),
    (Persona("breaks the plan", End.ENFORCEMENT, Habit.BREAKS_PLAN, _S.NOTICE), 1),
    (Persona("keeps a promise", End.PAID, Habit.KEEPS_PROMISE, _S.NOTICE), 2),
    (Persona("breaks a promise", End.ENFORCEMENT, Habit.BREAKS_PROMISE, _S.WARNING), 1),
    (Persona("disputes, then pays", End.PAID, Habit.DISPUTES, _S.WARNING), 2),
    (Persona("is checked again by the office", End.ENFORCEMENT, Habit.HELD, _S.NOTICE), 1),
    (Persona("has left the town", End.WITHDRAWN, Habit.WITHDRAWN, _S.NOTICE), 2),
    (Persona("objects and does not pay", End.ENFORCEMENT, Habit.NEVER_PAYS, answers=_OBJECTS), 1),
    (Persona("court refuses the order", End.ENFORCEMENT, Habit.NEVER_PAYS, answers=_REFUSES), 1),
    (
        Persona(
            "head returns the papers once",
            End.ENFORCEMENT,
            Habit.NEVER_PAYS,
            first_answers={"approve": "RETURNED"},
        ),
        1,
    ),
    (
        Persona(
            "does not open the door",
            End.ENFORCEMENT,
            Habit.NEVER_PAYS,
            first_answers={"restriction": "NO_ACCESS"},
        ),
        1,
    ),
    (
        Persona(
            "bailiff finds nothing at first",
            End.ENFORCEMENT,
            Habit.NEVER_PAYS,
            first_answers={"enforcement_result": "ENDED"},
        ),
        1,
    ),
    (NEVER, 4),
)
COMPANIES: tuple[tuple[Persona, float], ...] = (
    (Persona("pays after the claim", End.PAID, stage=_S.PRETRIAL_CLAIM, when=_W.DELIVERED), 40),
    (Persona("pays when lawyers take over", End.PAID, stage=_S.LAWYERS), 15),
    (Persona("pays when the court is asked", End.PAID, stage=_S.COURT_ORDER), 10),
    (Persona("pays the writ", End.PAID, stage=_S.WRIT), 10),
    (NEVER, 25),
)


# whose case lies on somebody's desk when the story is over, so that nobody who logs in finds an empty one
LEFT: tuple[Persona, ...] = (
    Persona(
        "the letter is still on its way",
        End.WITH_CALL_CENTER,
        Habit.NEVER_PAYS,
        answers={"deliver_by_post": ""},
    ),
    Persona(
        "the crew has still to come", End.WITH_CREW, Habit.NEVER_PAYS, answers={"restriction": ""}
    ),
    Persona(
        "the bailiff refuses to open",
        End.WITH_HEAD,
        Habit.NEVER_PAYS,
        answers={"enforcement_opened": "REFUSED", "after_enforcement": ""},
    ),
)


def _leave(debtors: Mapping[str, Sequence[Line]], fates: dict[str, Persona]) -> dict[str, Persona]:
    """Give each character of ``LEFT`` to one who would pay at once, can be cut and has no telephone."""
    fit = [
        scope
        for scope in sorted(debtors)
        if fates[scope] == PERSONS[0][0]
        and not debtors[scope][0].customer.phone
        and all(line.can_be_cut for line in debtors[scope])
    ]
    return {**fates, **dict(zip(fit, LEFT, strict=False))}


def cast(*, debtors: Mapping[str, Sequence[Line]], seed: int) -> dict[str, Persona]:
    """Give every debtor a character, by scope. Fates that need a crew go to those who can be cut."""
    persons = {scope: lines for scope, lines in debtors.items() if lines[0].customer.kind == PERSON}
    others = {scope: lines for scope, lines in debtors.items() if scope not in persons}
    ours = _leave(persons, _deal(persons, PERSONS, Random(seed)))
    return {**ours, **_deal(others, COMPANIES, Random(seed + 1))}


def _deal(
    debtors: Mapping[str, Sequence[Line]], shares: Iterable[tuple[Persona, float]], rng: Random
) -> dict[str, Persona]:
    scopes = sorted(debtors)
    rng.shuffle(scopes)
    # the fates that need a crew are dealt first, to those who can be cut
    scopes.sort(key=lambda scope: not all(line.can_be_cut for line in debtors[scope]))
    hands = _hands(sorted(shares, key=_needs_no_crew), len(scopes))
    return {
        scope: hands[index] if index < len(hands) else NEVER for index, scope in enumerate(scopes)
    }


def _hands(shares: Sequence[tuple[Persona, float]], count: int) -> list[Persona]:
    """Return the characters of so many debtors in order: each at least once while there is room."""
    times = [max(1, round(share * count / 100)) for _persona, share in shares]
    while sum(times) > count and max(times) > 1:
        times[times.index(max(times))] -= 1
    return [
        persona
        for (persona, _share), number in zip(shares, times, strict=True)
        for _ in range(number)
    ]


def _needs_no_crew(entry: tuple[Persona, float]) -> bool:
    persona = entry[0]
    return persona.stage != StageKind.RESTRICTION and "restriction" not in (
        persona.first_answers or {}
    )
