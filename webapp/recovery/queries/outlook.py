"""What a case's story is told: the decision of this moment, and where the case stands."""

from datetime import date, datetime

from webapp.processes.models import Case
from webapp.recovery.queries import contacts, schemes, view
from webapp.tasks.models import Task
from workflows.debt_recovery import decider
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.process import DeedKind, Outlook, Standing
from workflows.process import outlook
from workflows.process.decisions import Act, Decision, Wait


def of_case(*, case_id: int, today: date, clock: BusinessClock, now: datetime) -> Outlook:
    """Return what comes next for a case at the moment ``now``."""
    case = Case.objects.select_related("party").get(pk=case_id)
    known = view.case_view(case_id=case_id, today=today, clock=clock, now=now)
    decision = decider.decide(
        scheme=schemes.scheme_of_version(case.recovery.scheme_version_id),
        state=known.state,
        facts=known.facts,
        today=today,
    )
    return outlook.of_decision(
        decision=decision,
        standing=_standing(case, decision),
        clock=clock,
        written=known.written,
        is_unreachable=_is_unreachable(case, decision),
    )


def _standing(case: Case, decision: Decision) -> Standing:
    if not isinstance(decision, Wait):
        return Standing(case.stage_kind, case.side)
    workflow_id = words.workflow_id(case_id=case.pk)
    asked = Task.objects.filter(workflow_id=workflow_id, status=Task.Status.OPEN)
    urgent = asked.order_by("due_on", "id").values_list("role", "due_on").first()
    role, due_on = urgent or ("", decision.until)
    return Standing(case.stage_kind, case.side, role, due_on)


def _is_unreachable(case: Case, decision: Decision) -> bool:
    """Say whether a channel without a known contact is to be tried: nothing leaves the house."""
    match decision:
        case Act(deed=deed) if deed.kind == DeedKind.SEND:
            return not contacts.recipients(party=case.party, channel=deed.name)
        case _:
            return False
