"""What is true of a case of any process; a process adds what only it knows."""

from dataclasses import replace
from datetime import date, datetime

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import contacts, known
from workflows.interfaces.process import CaseState, Facts
from workflows.process import plan


def of_case(case: Case, state: CaseState, _today: date, now: datetime | None) -> Facts:
    """Return what any process knows of a case now."""
    if case.closed_on:
        return Facts()
    facts = Facts(now=now, close_requested=case.close_requested or None)
    if now is None:
        return facts
    conduct = registry.process_of(code=case.process).conduct
    stage = conduct.policy(case).stages[case.stage]
    is_paper = known.step_of(plan.Tell, conduct.rules.steps(stage)) is None
    quiet = contacts.quiet(
        case=case,
        stage=stage,
        state=state,
        now=now,
        is_paper=is_paper,
    )
    return replace(facts, quiet=quiet)
