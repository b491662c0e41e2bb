"""A small process that no app declares: a request is surveyed, approved, offered, answered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from tests import factories
from webapp.processes import registry
from webapp.processes.declarations import Conduct, Messages, PauseKind, Process, TaskKind
from webapp.processes.models import Case, Step
from webapp.processes.operations import approvals, deeds, moving, opening, work
from webapp.processes.queries import facts, known
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.approval import Matter, Round, Route, Seat
from workflows.interfaces.process import CaseState, Facts, IfLate, Stage, Stages
from workflows.process import plan
from workflows.process.decisions import Decision, Over, Wait
from workflows.process.rules import Rules

START = date(2026, 3, 2)
ROUTE = Route(
    (
        Round((Seat("legal", Role.LAWYER),)),
        Round((Seat("head", Role.HEAD_OF_LEGAL),)),
    )
)
ANSWER = plan.Term(
    3, plan.Unit.CALENDAR_DAYS, act="124 p. 13", silent=plan.End("DEEMED"), means="deemed"
)
STEPS: dict[str, tuple[plan.Step, ...]] = {
    "survey": (plan.Child("surveying", moves={"DENIED": plan.End("DENIED")}),),
    "draft": (plan.Approve(ROUTE, returned=plan.End("RETURNED")),),
    "offer": (plan.Deliver(), plan.Work("answer", role=Role.LAWYER, term=ANSWER)),
    "visit": (plan.Work("look_round", role=Role.CREW, moves={"DONE": plan.End("DONE")}),),
}
OFFER = Stage("offer", term_days=5, if_late=IfLate.SHIFT, late_days=3)
RULES = Rules(steps=lambda stage: STEPS[stage.kind], post_role=Role.CALL_CENTER)
VOTE = TaskKind("approve", title="", waits="", outcomes=approvals.ANSWERS, is_vote=True)
KINDS = (
    VOTE,
    TaskKind("deliver_by_post", title="", waits="", outcomes=("DELIVERED", "RETURNED")),
    TaskKind("answer", title="", waits="", outcomes=("DONE",)),
)
# what is up for approval in the request, and who wrote it
text: dict[str, Any] = {}


def matter_of(case: Case, state: CaseState, today: date, now: datetime | None) -> Facts:
    plain = facts.of_case(case, state, today, now)
    return replace(plain, matter=Matter({"": text["version"]}, author=text["author"]))


def process(
    code: str, *stages: Stage, tasks: tuple[TaskKind, ...], read: Any, **declared: Any
) -> Process:
    return Process(
        code=code,
        title="",
        series=code[:3].upper(),
        conduct=Conduct(rules=RULES, policy=lambda _case: Stages(stages), facts=read),
        tasks=tasks,
        stages={},
        sides={},
        closings={},
        asked_closings=("DENIED",),
        **declared,
    )


REQUEST = process("request", Stage("survey"), Stage("draft"), OFFER, tasks=KINDS, read=matter_of)
SURVEYING = process(
    "surveying",
    Stage("visit"),
    tasks=(TaskKind("look_round", title="", waits=""),),
    read=facts.of_case,
)
# what is told by an SMS, then looked at by a clerk; it may be paused
SILENT = plan.Term(5, plan.Unit.CALENDAR_DAYS, act="354", silent=plan.End("DEEMED"), means="deemed")
STEPS |= {
    "told": (plan.Deliver(),),
    "looked_at": (plan.Work("statute", role=Role.LAWYER, term=SILENT),),
    "thought_over": (plan.Work("ours", role=Role.LAWYER, term=replace(SILENT, may_pause=True)),),
}
WAITING = PauseKind("WAITING", title="Ждём", may_stay_open=True)
COURT = PauseKind("COURT", title="Суд", span=None, ends_with_cause=True)
BY_LAW = PauseKind("BY_LAW", title="Приостановлено законом", span=None, stops_clocks=True)
ALONE = PauseKind("ALONE", title="Мораторий", is_alone=True)
ERRAND = process(
    "errand",
    Stage("told", channels=("sms",), term_days=5),
    Stage("looked_at"),
    Stage("thought_over"),
    tasks=(
        TaskKind("statute", title="", waits=""),
        TaskKind("ours", title="", waits=""),
    ),
    read=facts.of_case,
    pauses=(WAITING, COURT, BY_LAW, ALONE),
    messages=Messages(wording=lambda *_about: ("Извещение", "Текст")),
)


@dataclass
class Request:
    """A case that lives day by day, on the real database."""

    case: Case
    today: date = START

    def live(self, case: Case | None = None) -> Decision:
        """Do what is decided until the case waits or is over; each deed twice: once is enough."""
        about = case or self.case
        for _turn in range(20):
            decision = known.decide(case=Case.objects.get(pk=about.pk), today=self.today)
            if isinstance(decision, Wait | Over):
                return decision
            for _time in range(2):
                deeds.perform(case_id=about.pk, deed=decision.deed, today=self.today)
        raise AssertionError(f"it never came to rest: {decision}")

    def answer(self, name: str, outcome: str, by: User, **result: str) -> Task:
        task = Task.objects.get(name=name, status=Task.Status.OPEN)
        return work.complete(
            task_id=task.pk, outcome=outcome, result=result, by=by, today=self.today
        )

    def keys(self) -> list[str]:
        written = Step.objects.filter(case=self.case).order_by("id")
        return list(written.values_list("key", flat=True))

    def surveyed(self) -> None:
        """Let the survey be over."""
        self.live()
        child = Case.objects.get(process="surveying")
        self.live(child)
        self.answer("look_round", "DONE", factories.create_staff(role=Role.CREW))
        self.live(child)


def declare(monkeypatch: pytest.MonkeyPatch, *processes: Process) -> None:
    for declared in processes:
        monkeypatch.setitem(registry._processes, declared.code, declared)
        for kind in declared.tasks:
            monkeypatch.setitem(registry._kinds, (declared.code, kind.code), kind)


@pytest.fixture
def boss(db: None) -> User:
    return factories.create_staff(role=Role.HEAD_OF_LEGAL)


@pytest.fixture
def errand(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Request]:
    declare(monkeypatch, ERRAND)

    def begin(stage: int = 0) -> Request:
        account = factories.create_account()
        case = opening.open_case(
            process="errand", party=account.party, account=account, today=START
        )
        if stage:
            moving.move(case=case, stage=stage, attempt=1, today=START)
        return Request(case)

    return begin


@pytest.fixture
def request_case(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Request]]:
    declare(monkeypatch, REQUEST, SURVEYING)

    def begin() -> Request:
        account = factories.create_account()
        text.update(version="v1", author=0)
        case = opening.open_case(
            process="request",
            party=account.party,
            account=account,
            exclusive=f"account:{account.pk}",
            today=START,
        )
        return Request(case)

    yield begin
