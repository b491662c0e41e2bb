"""A world for one case, without database or server: it keeps what was done and answers as debtor, provider and staff would."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from tariffs import terms
from webapp.recovery.operations.schemes import PERSONS
from workflows.debt_recovery import decider
from workflows.interfaces import debt_recovery as words
from workflows.interfaces import process
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import decisions

START = date(2026, 3, 2)
HAPPY = {
    "deliver_by_post": "DELIVERED",
    "approve": "APPROVED",
    "correct": "CORRECTED",
    "restriction": "DONE",
    "resumption": "DONE",
    "file_court_order": "FILED",
    "court_order_ruling": "ISSUED",
    "court_order_effect": "IN_FORCE",
    "file_lawsuit": "FILED",
    "judgment": "GRANTED",
    "register_writ": "REGISTERED",
    "present_writ": "PRESENTED",
    "enforcement_opened": "OPENED",
    "enforcement_result": "COLLECTED",
    "after_enforcement": "LEAVE_OPEN",
}


@dataclass
class World:
    """``payments`` by business day, ``deliveries`` by channel, ``outcomes`` by task (a list is used up, then its last one stays)."""

    scheme: words.Scheme = PERSONS
    debt: Decimal = Decimal(5000)
    payments: dict[date, Decimal] = field(default_factory=dict)
    deliveries: dict[str, str] = field(
        default_factory=lambda: {"email": "SENT", "sms": "DELIVERED", "voice": "DELIVERED"}
    )
    outcomes: dict[str, list[str]] = field(default_factory=dict)
    restriction_possible: bool = True
    order_possible: bool = True
    restriction_ground: bool = True
    returned_on: date | None = None
    left_open_on: date | None = None
    pause: tuple[str, date | None] | None = None
    closed: bool = False
    stage: int = 0
    attempt: int = 1
    restricted: bool = False
    close_requested: words.CloseReason | None = None
    steps: dict[str, process.StepRecord] = field(default_factory=dict)
    messages: dict[str, process.MessageRecord] = field(default_factory=dict)
    tasks: dict[str, process.TaskRecord] = field(default_factory=dict)
    effects: Counter[str] = field(default_factory=Counter)
    log: list[tuple[date, str]] = field(default_factory=list)
    close_reason: str = ""

    def view(self, today: date, clock: words.BusinessClock | None = None) -> words.CaseView:
        """Answer as the database would."""
        prefix = f"{self.stage}.{self.attempt}:"

        def here(rows: dict) -> tuple:
            return tuple(row for key, row in rows.items() if key.startswith(prefix))

        state = process.CaseState(
            self.stage,
            self.attempt,
            steps=here(self.steps),
            messages=here(self.messages),
            tasks=here(self.tasks),
            closed=self.closed,
        )
        return words.CaseView(state, self._facts(), today, clock or words.BusinessClock())

    def _facts(self) -> words.Facts:
        open_resumption = any(
            t.name == "resumption" and t.status == "OPEN" for t in self.tasks.values()
        )
        return words.Facts(
            debt=self.debt,
            close_requested=self.close_requested,
            pauses=(process.Pause(1, *self.pause),) if self.pause else (),
            restricted=self.restricted,
            resumption_open=open_resumption,
            restriction_possible=self.restriction_possible,
            order_possible=self.order_possible,
            restriction_ground=self.restriction_ground,
            returned_writ=self._returned_writ(),
        )

    def _returned_writ(self) -> words.ReturnedWrit | None:
        """Count six months as 184 days."""
        if self.returned_on is None:
            return None
        rest = timedelta(days=184)
        return words.ReturnedWrit(
            self.returned_on + rest,
            self.returned_on + timedelta(days=3 * 365),
            (self.left_open_on or self.returned_on) + rest,
        )

    def do(self, deed: Deed, today: date) -> None:
        """Do a deed and count it."""
        self.effects[deed.step] += 1
        self.log.append((today, deed.step))
        self.stage, self.attempt = deed.stage, deed.attempt
        getattr(self, f"_{deed.kind}")(deed, today)

    def _make(self, deed: Deed, today: date) -> None:
        self.steps[deed.step] = process.StepRecord(
            deed.name, "MADE", today, self.debt, revision=deed.revision
        )

    def _pass(self, deed: Deed, today: date) -> None:
        if deed.name == "skip":
            for key in [key for key, task in self.tasks.items() if task.status == "OPEN"]:
                self.tasks[key] = replace(self.tasks[key], status="RECALLED")
        stage = self.scheme.stages[self.stage]
        end = (
            terms.deadline(start=today, days=stage.term_days, kind=stage.term_kind.value).end
            if deed.name == "deliver"
            else None
        )
        self.steps[deed.step] = process.StepRecord(
            deed.name, deed.ground, today, self.debt, term_ends_on=end, revision=deed.revision
        )

    def _send(self, deed: Deed, today: date) -> None:
        until = today + timedelta(days=self.scheme.stages[self.stage].proof_days)
        status = self.deliveries.get(deed.name, "NO_CONTACT")
        self.messages[deed.step] = process.MessageRecord(
            deed.name, status, today, until, revision=deed.revision
        )

    def _ask(self, deed: Deed, today: date) -> None:
        self.tasks[deed.step] = process.TaskRecord(
            deed.name, "OPEN", "", today + timedelta(days=deed.due_days), revision=deed.revision
        )

    def _resume(self, deed: Deed, today: date) -> None:
        self._ask(deed, today)

    def _end_pause(self, _deed: Deed, _today: date) -> None:
        self.pause = None

    def _break_plan(self, _deed: Deed, _today: date) -> None:
        raise AssertionError("no plan was made")

    def _close(self, deed: Deed, _today: date) -> None:
        self.closed, self.close_reason = True, deed.reason or ""

    def work(self, today: date = START) -> bool:
        """Let people finish every open task; say whether there was one."""
        open_tasks = [key for key, task in self.tasks.items() if task.status == "OPEN"]
        for key in open_tasks:
            task = self.tasks[key]
            planned = self.outcomes.get(task.name)
            outcome = (
                (planned.pop(0) if len(planned) > 1 else planned[0])
                if planned
                else HAPPY[task.name]
            )
            self.tasks[key] = process.TaskRecord(
                task.name, "DONE", outcome, task.due_on, task.revision
            )
            self._note(task.name, outcome, today)
            self.restricted = (
                outcome == "DONE"
                if task.name == "restriction"
                else self.restricted and task.name != "resumption"
            )
        return bool(open_tasks)

    def _note(self, task: str, outcome: str, today: date) -> None:
        if task == "enforcement_result":
            self.returned_on, self.left_open_on = (
                (today, None) if outcome == "ENDED" else (None, None)
            )
        if outcome == "LEAVE_OPEN":
            self.left_open_on = today

    def pay(self, today: date) -> None:
        """Post the payments that have come by a day."""
        for day in [day for day in self.payments if day <= today]:
            self.debt -= self.payments.pop(day)


def live(
    world: World, *, start: date = START, days: int = 3000, until: str = ""
) -> decisions.Decision:
    """Live through a case day by day without a server, to its end or until a step is done; return the last decision."""
    today = start
    for _turn in range(days):
        world.pay(today)
        decision = decider.decide(
            scheme=world.scheme,
            state=world.view(today).state,
            facts=world.view(today).facts,
            today=today,
        )
        match decision:
            case decisions.Over():
                return decision
            case decisions.Wait():
                if not world.work(today) and decision.until is None and not world.payments:
                    return decision
                today += timedelta(days=1)
            case _:
                world.do(decision.deed, today)
                if decision.deed.step == until:
                    return decision
    raise AssertionError(f"the case never came to rest: {world.log[-5:]}")


def kinds(world: World) -> list[str]:
    """Return the kinds of stages in which anything was done, in order."""
    seen = dict.fromkeys(int(key.split(".")[0]) for _day, key in world.log)
    return [world.scheme.stages[number].kind.value for number in seen]


def sent(world: World) -> list[str]:
    """Return the keys of everything that was sent."""
    return [key for _day, key in world.log if f":{DeedKind.SEND}:" in key]
