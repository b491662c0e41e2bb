"""A case is led to a stage by what a court did, behind whatever was attempted there."""

from datetime import date

from django.db.models import Max

from webapp.processes.models import Case, Step
from webapp.processes.operations import moving
from webapp.recovery.queries import schemes
from workflows.interfaces.debt_recovery import StageKind
from workflows.process import walk


def move_to(*, case: Case, kind: StageKind, today: date) -> None:
    """What was done at later stages keeps its keys.

    The stages begin anew behind the attempts made there.
    """
    scheme = schemes.scheme_of_version(case.recovery.scheme_version_id)
    order = walk.stage_of_kind(
        stages=scheme.stages,
        kind=StageKind.COURT_ORDER,
        after=-1,
    )
    if order == len(scheme.stages):
        order = -1
    stage = walk.stage_of_kind(
        stages=scheme.stages,
        kind=kind,
        after=order,
    )
    behind = Step.objects.filter(
        case=case,
        stage__gte=stage,
    )
    found = behind.aggregate(most=Max("attempt"))
    made = found["most"] or 0
    case.attempts_before = made
    case.save(update_fields=["attempts_before"])
    moving.move(
        case=case,
        stage=stage,
        attempt=made + 1,
        today=today,
    )
