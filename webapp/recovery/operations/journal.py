"""What people decide about a case: into the register of deeds and into the journal of the case, with the ground."""

from datetime import date
from typing import Any

from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.processes.models import Case, Step
from webapp.recovery.queries import claims
from webapp.staff.models import User
from workflows.interfaces import debt_recovery as words


def write_decision(
    *,
    case_id: int,
    fact: str,
    by: User | None,
    today: date,
    ground: str = "",
    outcome: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """Write down what a person decided about a case, in the transaction of the decision itself; return the entry of the register."""
    case = Case.objects.get(pk=case_id)
    entry = audit.record(
        name=f"recovery.case.{fact}",
        subject=words.case_subject(case_id=case_id),
        actor=by,
        ground=ground,
        details=details,
    )
    Step.objects.create(
        case=case,
        key=f"{case.stage}.{case.attempt}:{Step.Deed.DECIDED}:{fact}:{entry.pk}",
        stage=case.stage,
        attempt=case.attempt,
        deed=Step.Deed.DECIDED,
        name=fact,
        outcome=outcome,
        on=today,
        debt=claims.debt(case_id=case_id),
        by=by,
        ground=ground,
        details=details or {},
    )
    return entry
