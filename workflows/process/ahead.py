"""The days ahead of a case: its own decider, walked on from where the case stands.

Twice: with everybody answering at once, and with everybody taking all the days there are. No rule
is told again here: what a decision asks for is taken as done, and it is decided anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tariffs import terms
from tariffs.parameters import NotInForce
from workflows.interfaces import days
from workflows.interfaces.process import (
    CaseState,
    Deed,
    DeedKind,
    MessageRecord,
    Stage,
    StepRecord,
    TaskRecord,
)
from workflows.process import pauses, plan
from workflows.process.course import Course
from workflows.process.decisions import Act, Ask, Close, Decision, Over, Wait

TERM = "term"
# what can move a day
ANSWER, DELIVERY, PAYMENT, PAUSE, PLAN = "answer", "delivery", "payment", "pause", "plan"
# far more than any case has before it
_TURNS_MAX = 250
_WHAT_ENDS = {"pause": PAUSE, "plan": PLAN, "quiet": DELIVERY, "proof": DELIVERY, TERM: PAYMENT}


@dataclass(frozen=True, slots=True)
class Coming:
    """A step ahead: the first day on which it may lawfully come, and the last.

    ``latest`` is not known where somebody may take any time. ``changed_by`` are codes.
    """

    stage: int
    attempt: int
    name: str
    earliest: date
    latest: date | None
    changed_by: tuple[str, ...]


def steps(course: Course) -> list[Coming]:
    """Return the steps ahead of a case, in their order."""
    early = list(_Walk(course, is_late=False).steps())
    late = {seen.key: seen for seen in _Walk(course, is_late=True).steps()}
    return [_coming(seen, late.get(seen.key)) for seen in early]


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What is done without waiting for anybody, and the case as it stands then."""

    deeds: tuple[Deed, ...]
    then: Course


def at_once(course: Course) -> AtOnce:
    """Return what follows in a case on the very day."""
    walk = _Walk(course, is_late=True)
    deeds = tuple(walk.deeds())
    then = replace(course, state=walk.state, facts=walk.facts)
    return AtOnce(deeds, then)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A step as one walk came to it, and what it had waited for on the way."""

    stage: int
    attempt: int
    name: str
    on: date
    after: tuple[str, ...]

    @property
    def key(self) -> tuple[int, int, str]:
        """Return what both walks call it."""
        return (self.stage, self.attempt, self.name)


def _coming(early: _Seen, late: _Seen | None) -> Coming:
    causes = dict.fromkeys(early.after)
    latest = None
    if late:
        causes |= dict.fromkeys(late.after)
        latest = max(late.on, early.on)
    return Coming(*early.key, early.on, latest, tuple(causes))


@dataclass(slots=True)
class _Walk:
    """One walk ahead.

    It stops where it cannot be known what comes next, and where an answer would lead it round in a
    circle: through a stage that it has entered already.
    """

    course: Course
    is_late: bool
    state: CaseState = field(init=False)
    facts: Any = field(init=False)
    today: date = field(init=False)
    after: list[str] = field(default_factory=list)
    entered: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin where the case stands."""
        self.state = self.course.state
        self.facts = self.course.facts
        self.today = self.course.today

    def steps(self) -> Iterator[_Seen]:
        """Yield the steps until nothing more can be known."""
        before: Decision | None = None
        for _turn in range(_TURNS_MAX):
            decision = self.course.decide(self.state, self.facts, self.today)
            if decision == before:
                return
            before = decision
            if self._is_round(decision):
                return
            try:
                name = self._take(decision)
            except NotInForce:  # no calendar is known so far ahead
                return
            if name is None:
                return
            if name:
                yield self._seen(name)

    def deeds(self) -> Iterator[Deed]:
        """Yield what is done until somebody or something is waited for."""
        before: Decision | None = None
        for _turn in range(_TURNS_MAX):
            decision = self.course.decide(self.state, self.facts, self.today)
            if isinstance(decision, Wait | Over) or decision == before:
                return
            before = decision
            yield decision.deed
            try:
                self._take(decision)
            except NotInForce:  # the calendar of a term is not known
                return

    def _seen(self, name: str) -> _Seen:
        after = tuple(self.after)
        self.after = []
        on = self.today
        if name == TERM:  # one goes on the day after its last
            on = on - timedelta(days=1)
        return _Seen(self.state.stage, self.state.attempt, name, on, after)

    def _take(self, decision: Decision) -> str | None:
        """Let a decision come true.

        Return the step that it was, empty when none is told, nothing when the walk is over.
        """
        match decision:
            case Wait():
                return self._wait(decision)
            case Ask(deed=deed):
                return self._ask(deed)
            case Act(deed=deed):
                return self._act(deed)
            case Close() if self.state.closed:
                return None
            case Close(deed=deed):
                self.state = replace(self.state, closed=True)
                return deed.name
            case _:
                return None

    def _is_round(self, decision: Decision) -> bool:
        match decision:
            case Act(deed=deed) | Ask(deed=deed):
                return not self._is_here(deed) and deed.stage in self.entered
            case _:
                return False

    # what is done

    def _is_here(self, deed: Deed) -> bool:
        return (deed.stage, deed.attempt) == (self.state.stage, self.state.attempt)

    def _enter(self, deed: Deed) -> None:
        if self._is_here(deed):
            return
        self.entered.add(deed.stage)
        before = self.state.attempts_before
        self.state = CaseState(
            stage=deed.stage,
            attempt=deed.attempt,
            stage_started_on=self.today,
            attempts_before=before,
        )
        self.facts = self.course.entered(self._stage, self.facts)

    @property
    def _stage(self) -> Stage:
        return self.course.stages[self.state.stage]

    def _act(self, deed: Deed) -> str | None:
        self._enter(deed)
        match deed.kind:
            case DeedKind.MAKE:
                basis = self.course.basis(self.facts)
                return self._write(deed, "MADE", basis=basis)
            case DeedKind.SEND:
                return self._send(deed)
            case DeedKind.PASS:
                return self._write(deed, deed.ground, term_ends_on=self._term_ends_on(deed))
            case DeedKind.OPEN:
                return None
            case DeedKind.END_PAUSE:
                left = pauses.without(pauses=self.facts.pauses, name=deed.name)
                self.facts = replace(self.facts, pauses=left)
                return deed.name
            case _:
                self.facts = self.course.done(deed, self.facts)
                return deed.name

    def _write(self, deed: Deed, outcome: str, **known: Any) -> str:
        record = StepRecord(
            deed.name,
            outcome,
            self.today,
            revision=deed.revision,
            **known,
        )
        self.state = replace(self.state, steps=(*self.state.steps, record))
        return deed.name

    def _term_ends_on(self, deed: Deed) -> date | None:
        stage = self._stage
        if deed.name != "deliver":
            return deed.due_on
        term = terms.deadline(
            start=self.today,
            days=stage.term_days,
            kind=stage.term_kind.value,
        )
        return term.end

    def _send(self, deed: Deed) -> str:
        status = "SENT" if self.is_late else "DELIVERED"
        if deed.name not in self.course.reachable():
            status = "NO_CONTACT"
        proof_until = days.after(self.today, days=self._stage.proof_days)
        sent = MessageRecord(deed.name, status, self.today, proof_until, deed.revision)
        others = [known for known in self.state.messages if known.channel != deed.name]
        self.state = replace(self.state, messages=(*others, sent))
        self.after.append(DELIVERY)
        return ""

    def _ask(self, deed: Deed) -> str:
        self._enter(deed)
        due_on = deed.due_on or days.after(self.today, days=deed.due_days)
        task = TaskRecord(
            deed.name,
            "OPEN",
            "",
            due_on,
            revision=deed.revision,
            about=deed.about,
            role=deed.role,
            due_at=deed.due_at,
        )
        self.state = replace(self.state, tasks=(*self.state.tasks, task))
        return ""

    # what is waited for

    def _wait(self, wait: Wait) -> str | None:
        code, _colon, about = wait.why.partition(":")
        if code == "task":
            return self._answer(about)
        if cause := _WHAT_ENDS.get(code):
            self.after.append(cause)
        if code == "proof" and not self.is_late:
            return self._prove(about)
        if wait.until is None:
            return None
        if code == "quiet":
            self.facts = replace(self.facts, quiet=())
        name = ""
        if code == TERM:
            name = TERM
        self.today = max(self.today, wait.until)
        return name

    def _answer(self, name: str) -> str | None:
        task = self._open_task(name)
        if task is None:
            return None
        if self.is_late and task.due_on:
            self.today = max(self.today, task.due_on)
        done = replace(
            task,
            status="DONE",
            outcome=self.course.answer(name),
        )
        others = [known for known in self.state.tasks if known is not task]
        self.state = replace(self.state, tasks=(*others, done))
        family, _hyphen, channel = name.partition("-")
        if family == plan.SETTLE:
            self._prove(channel)
        self.after.append(DELIVERY if family == plan.BY_POST else ANSWER)
        return name

    def _open_task(self, name: str) -> TaskRecord | None:
        """Return the newest: an older one is about a paper that is outdated."""
        asked = [task for task in self.state.tasks if task.name == name and task.status == "OPEN"]
        return max(
            asked,
            key=lambda task: task.revision,
            default=None,
        )

    def _prove(self, channel: str) -> str:
        messages = [
            replace(sent, status="DELIVERED") if sent.channel == channel else sent
            for sent in self.state.messages
        ]
        self.state = replace(self.state, messages=tuple(messages))
        return ""
