"""A case as a decision needs it, in a handful of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Manager, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.declarations import Process
from webapp.processes.models import Case, Pause, Step
from webapp.processes.queries import attempt, pauses
from webapp.tasks.models import Task
from workflows.interfaces import process as words
from workflows.interfaces.approval import Vote
from workflows.process import plan
from workflows.process.decisions import Act, Ask, Close, Decision

DOING = (Act, Ask, Close)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a decision needs, read in one go; ``written`` is the newest row of the journal."""

    process: Process
    case: Case
    policy: words.Policy
    state: words.CaseState
    facts: words.Facts
    today: date
    written: int

    @property
    def decision(self) -> Decision:
        """Return what is to be done with the case."""
        return self.process.conduct.decision(
            policy=self.policy, state=self.state, facts=self.facts, today=self.today
        )


def read(*, process: Process, case_id: int, today: date, now: datetime | None = None) -> Known:
    """Return what is known of a case.

    Without the moment ``now`` nobody asks whether the customer may be contacted at it.
    """
    conduct = process.conduct
    cases = Case.objects.select_related("party", *conduct.related).defer(*conduct.deferred)
    newest = Step.objects.filter(case=OuterRef("pk")).order_by("-id").values("id")[:1]
    case = cases.annotate(
        written=Coalesce(Subquery(newest), 0),
        has_paused=Exists(Pause.objects.filter(case=OuterRef("pk"))),
    ).get(pk=case_id)
    policy = conduct.policy(case)
    state = state_of(
        process=process,
        case=case,
        policy=policy,
    )
    facts = conduct.facts(case, state, today, now)
    if case.has_paused:
        facts = pauses.told(facts=facts, case=case, today=today)
    return Known(process, case, policy, state, facts, today, case.written)


def here[M: Model](rows: Manager[M], *, case: Case) -> QuerySet[M]:
    """Return those of the tasks, papers or messages that belong to the present attempt."""
    return rows.filter(
        case=case,
        stage=case.stage,
        attempt=case.attempt,
    )


def paper_here(*, case: Case) -> Document | None:
    """Return the newest paper of the present attempt; nothing where words alone are sent.

    Those for others, made beside it, stand in no row of the journal: the customer is never sent
    them.
    """
    made = here(Document.objects, case=case).filter(journal__isnull=False)
    return made.exclude(status=Document.Status.CANCELED).order_by("id").last()


def state_of(*, process: Process, case: Case, policy: words.Policy) -> words.CaseState:
    """Return where a case stands and what has been done in the present stage and attempt."""
    if case.closed_on:
        return words.CaseState(
            stage=case.stage,
            attempt=case.attempt,
            closed=True,
        )
    stage = policy.stages[case.stage]
    steps = process.conduct.rules.steps(stage)
    done = attempt.done(case=case, proof_days=stage.proof_days)
    return words.CaseState(
        stage=case.stage,
        attempt=case.attempt,
        stage_started_on=case.stage_started_on,
        steps=done.steps,
        messages=done.messages,
        tasks=done.tasks,
        attempts_before=case.attempts_before,
        votes=_votes(case, steps),
        children=_children(case, steps),
    )


def _votes(case: Case, steps: Sequence[plan.Step]) -> tuple[Vote, ...]:
    """Return what has been answered from the seats of a route.

    In any attempt: an answer belongs to the version that it was given for. Asked only where the
    stage has a route.
    """
    if step_of(plan.Approve, steps) is None:
        return ()
    answered = Task.objects.filter(case=case, status=Task.Status.DONE).exclude(version="")
    return tuple(map(_vote, answered.order_by("id")))


def _vote(task: Task) -> Vote:
    return Vote(
        seat=task.about,
        by=task.completed_by_id or 0,
        outcome=task.outcome,
        version=task.version,
        to_role=task.result.get("to_role", ""),
        instead_of=task.completed_for_id,
    )


def _children(case: Case, steps: Sequence[plan.Step]) -> tuple[words.ChildRecord, ...]:
    """Return the cases that this attempt has opened; asked only where its stage opens any."""
    if step_of(plan.Child, steps) is None:
        return ()
    opened = Case.objects.filter(
        opened_for__case=case,
        opened_for__stage=case.stage,
        opened_for__attempt=case.attempt,
    )
    rows = opened.order_by("id").values_list("process", "close_reason")
    return tuple(words.ChildRecord(*row) for row in rows)


def step_of[S: plan.Step](kind: type[S], steps: Sequence[plan.Step]) -> S | None:
    """Return the first step of a kind in a row, be it in one of its branches."""
    return next((step for step in _each(steps) if isinstance(step, kind)), None)


def works(steps: Sequence[plan.Step]) -> list[plan.Work]:
    """Return what people are asked for in a row, be it in one of its branches."""
    return [step for step in _each(steps) if isinstance(step, plan.Work)]


def counts_working_days(*, case: Case, task: str) -> bool:
    """Say whether the term of a task, where its stage gives it one, leaves days off out."""
    conduct = registry.process_of(code=case.process).conduct
    stage = conduct.policy(case).stages[case.stage]
    for step in works(conduct.rules.steps(stage)):
        if step.task == task and step.term:
            return step.term.unit == plan.Unit.WORKING_DAYS
    return False


def _each(steps: Sequence[plan.Step]) -> Iterator[plan.Step]:
    for step in steps:
        if isinstance(step, plan.Together):
            for branch in step.branches:
                yield from _each(branch)
        else:
            yield step


def decide(*, case: Case, today: date) -> Decision:
    """Return what is to be done with a case by the facts of this moment, whatever the hour.

    Whoever acts on it holds the case's lock.
    """
    process = registry.process_of(code=case.process)
    return read(
        process=process,
        case_id=case.pk,
        today=today,
    ).decision


def is_asked_for(deed: words.Deed, decision: Decision) -> bool:
    """Say whether a decision asks for exactly this deed."""
    return isinstance(decision, DOING) and decision.deed == deed
