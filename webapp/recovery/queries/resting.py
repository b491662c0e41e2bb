"""Whether a writ rests that the bailiffs gave back with nothing."""

from webapp.processes.models import Case
from webapp.recovery.models import Writ
from workflows.interfaces.debt_recovery import StageKind


def is_resting(case: Case) -> bool:
    """Say whether the newest writ of a case came back and has not been presented again."""
    if case.stage_kind != StageKind.ENFORCEMENT or case.closed_on:
        return False
    writ = Writ.objects.filter(case=case).order_by("id").last()
    return writ is not None and writ.ended_on is not None
