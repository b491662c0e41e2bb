"""A world for one installation, without database or server: it keeps what was done and what was answered."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from tariffs import terms
from tests.workflows.installation import RULES, STAGES
from workflows.interfaces import process
from workflows.interfaces.approval import Matter, Vote
from workflows.interfaces.process import ChildRecord, Deed, DeedKind
from workflows.process import plan, walk
from workflows.process.decisions import Decision, Over, Wait

START = date(2026, 3, 2)
VISIT = date(2026, 3, 16)


@dataclass
class Site:
    """``answers`` by task are given as soon as the task is asked; a list of them is used up."""

    stages: tuple[process.Stage, ...] = STAGES
    answers: dict[str, list[str]] = field(default_factory=dict)
    matter: Matter | None = field(default_factory=lambda: Matter({"": "v1"}))
    pauses: tuple[process.Pause, ...] = ()
    stood_still: tuple[process.Still, ...] = ()
    votes: list[Vote] = field(default_factory=list)
    survey: str = "DONE"
    stage: int = 0
    attempt: int = 1
    closed: str = ""
    steps: dict[str, process.StepRecord] = field(default_factory=dict)
    messages: dict[str, process.MessageRecord] = field(default_factory=dict)
    tasks: dict[str, process.TaskRecord] = field(default_factory=dict)
    children: list[ChildRecord] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    now: datetime | None = None

    def decide(self, today: date) -> Decision:
        """Decide as the process does."""
        if self.closed:
            return Over()
        return walk.follow(
            rules=RULES, stages=self.stages, state=self.state(), facts=self.facts(), today=today
        )

    def facts(self) -> process.Facts:
        return process.Facts(
            pauses=self.pauses,
            matter=self.matter,
            days={"visit": VISIT},
            now=self.now,
            stood_still=self.stood_still,
        )

    def state(self) -> process.CaseState:
        prefix = f"{self.stage}.{self.attempt}:"

        def here(rows: dict) -> tuple:
            return tuple(row for key, row in rows.items() if key.startswith(prefix))

        return process.CaseState(
            self.stage,
            self.attempt,
            steps=here(self.steps),
            messages=here(self.messages),
            tasks=here(self.tasks),
            votes=tuple(self.votes),
            children=tuple(self.children),
        )

    def do(self, deed: Deed, today: date) -> None:
        """Do a deed and write it down."""
        self.stage, self.attempt = deed.stage, deed.attempt
        self.log.append(deed.step)
        self.deeds.append(deed)
        {
            DeedKind.MAKE: self._write,
            DeedKind.PASS: self._write,
            DeedKind.SEND: self._send,
            DeedKind.ASK: self._ask,
            DeedKind.OPEN: self._open,
            DeedKind.END_PAUSE: self._end_pause,
            DeedKind.CLOSE: self._close,
        }[DeedKind(deed.kind)](deed, today)

    def _write(self, deed: Deed, today: date) -> None:
        ends_on = deed.due_on
        if deed.name == "deliver":
            days = self.stages[self.stage].term_days
            ends_on = terms.deadline(start=today, days=days, kind="calendar").end
        basis = self.matter.versions[""] if self.matter else ""
        self.steps[deed.step] = process.StepRecord(
            deed.name, deed.ground, today, basis, term_ends_on=ends_on, revision=deed.revision
        )

    def _send(self, deed: Deed, today: date) -> None:
        self.messages[deed.step] = process.MessageRecord(deed.name, "DELIVERED", today, today)

    def _ask(self, deed: Deed, _today: date) -> None:
        given = self.answers.get(deed.name, [])
        outcome = given.pop(0) if given else ""
        self.tasks[deed.step] = process.TaskRecord(
            deed.name,
            "DONE" if outcome else "OPEN",
            outcome,
            deed.due_on,
            revision=deed.revision,
            about=deed.about,
            role=deed.role,
            due_at=deed.due_at,
        )

    def _open(self, deed: Deed, _today: date) -> None:
        self.children.append(ChildRecord(deed.name, self.survey))

    def _end_pause(self, deed: Deed, _today: date) -> None:
        ended = int(deed.name.removeprefix("pause-"))
        self.pauses = tuple(pause for pause in self.pauses if pause.id != ended)

    def _close(self, deed: Deed, _today: date) -> None:
        self.closed = deed.reason or ""

    def vote(
        self, seat: str, outcome: str, *, version: str = "v1", by: int = 1, to: str = ""
    ) -> None:
        """Answer from a seat; the task that asked for it is done."""
        self.votes.append(Vote(seat, by, outcome, version, to_role=to))
        for key, task in self.tasks.items():
            if task.name == f"{plan.APPROVE}-{seat}" and task.status == "OPEN":
                self.tasks[key] = replace(task, status="DONE", outcome=outcome)

    def correct(self) -> None:
        """Let somebody say that what was returned is corrected."""
        for key, task in self.tasks.items():
            if task.name == plan.CORRECT:
                self.tasks[key] = replace(task, status="DONE", outcome="CORRECTED")


def live(site: Site, *, today: date = START, most: int = 40) -> Decision:
    """Do what is decided on one day until it waits or is over."""
    for _turn in range(most):
        decision = site.decide(today)
        if isinstance(decision, Wait | Over):
            return decision
        site.do(decision.deed, today)
    raise AssertionError(f"it never came to rest: {site.log[-5:]}")


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
