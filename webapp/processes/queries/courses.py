"""A case as its decider sees it, now and ahead, where its process has nothing to add."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import contacts, known
from workflows.interfaces.process import CaseState, Stage
from workflows.process.course import Course
from workflows.process.decisions import Decision


def stages(case: Case) -> Sequence[Stage]:
    """Return the stages of a case."""
    process = registry.process_of(code=case.process)
    policy = process.conduct.policy(case)
    return policy.stages


def of_case(case: Case, today: date, now: datetime) -> Course:
    """Return what is known of a case at the moment ``now`` of a day, and what decides."""
    process = registry.process_of(code=case.process)
    found = known.read(
        process=process,
        case_id=case.pk,
        today=today,
        now=now,
    )

    def decide(state: CaseState, facts: Any, on: date) -> Decision:
        return process.conduct.decision(
            policy=found.policy,
            state=state,
            facts=facts,
            today=on,
        )

    return Course(
        stages=found.policy.stages,
        state=found.state,
        facts=found.facts,
        today=today,
        decide=decide,
        answer=lambda task: answer(process=case.process, task=task),
        reachable=lambda: contacts.channels(party=case.party),
    )


def answer(*, process: str, task: str) -> str:
    """Return how a task ends that leads on: the first outcome of its kind."""
    kind = registry.kind_of(code=task, process=process)
    if kind is None:
        return "DONE"
    return kind.outcomes[0]
