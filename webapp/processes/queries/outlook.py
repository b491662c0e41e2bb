"""What a case's story is told: the decision of this moment, and where the case stands."""

from datetime import date, datetime

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import contacts, known
from webapp.tasks.models import Task
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.process import DeedKind, Outlook, Standing
from workflows.process import outlook
from workflows.process.decisions import Act, Decision, Wait


def of_case(
    *, process: str, case_id: int, today: date, clock: BusinessClock, now: datetime
) -> Outlook:
    """Return what comes next for a case of a process at the moment ``now``."""
    declared = registry.process_of(code=process)
    found = known.read(
        process=declared,
        case_id=case_id,
        today=today,
        now=now,
    )
    decision = found.decision
    return outlook.of_decision(
        decision=decision,
        standing=_standing(found, decision),
        clock=clock,
        written=found.written,
        is_unreachable=_is_unreachable(found.case, decision),
    )


def _standing(found: known.Known, decision: Decision) -> Standing:
    case = found.case
    if not isinstance(decision, Wait):
        return Standing(case.stage_kind, case.side)
    workflow_id = found.process.workflow_id(case_id=case.pk)
    asked = Task.objects.filter(workflow_id=workflow_id, status=Task.Status.OPEN)
    urgent = asked.order_by("due_on", "id").values_list("role", "due_on").first()
    role, due_on = urgent or ("", decision.until)
    return Standing(case.stage_kind, case.side, role, due_on)


def _is_unreachable(case: Case, decision: Decision) -> bool:
    """Say whether a channel without a known contact is to be tried: nothing leaves the house."""
    match decision:
        case Act(deed=deed) if deed.kind == DeedKind.SEND:
            return not contacts.recipients(case=case, channel=deed.name)
        case _:
            return False
