"""A case of debt recovery as its decider sees it."""

from collections.abc import Sequence
from datetime import date, datetime

from webapp.processes.models import Case
from webapp.recovery.queries import schemes, view
from workflows.debt_recovery import decider
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.debt_recovery import Facts, Scheme, Stage
from workflows.interfaces.process import CaseState
from workflows.process.course import Course
from workflows.process.decisions import Decision


def scheme_of(case: Case) -> Scheme:
    """Return the scheme of a case."""
    return schemes.scheme_of_version(case.recovery.scheme_version_id)


def stages(case: Case) -> Sequence[Stage]:
    """Return the stages of the scheme of a case."""
    return scheme_of(case).stages


def of_case(case: Case, today: date, now: datetime) -> Course:
    """Return what is known of a case at the moment ``now`` of a day, and what decides."""
    known = view.case_view(case_id=case.pk, today=today, clock=BusinessClock(), now=now)
    scheme = scheme_of(case)

    def decide(state: CaseState, facts: Facts, on: date) -> Decision:
        return decider.decide(scheme=scheme, state=state, facts=facts, today=on)

    return Course(scheme.stages, known.state, known.facts, today, decide)
