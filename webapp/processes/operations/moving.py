"""Where a case stands: its stage and attempt."""

from datetime import date

from django.db.models import Max

from webapp.audit import operations as audit
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.operations import taking_back
from workflows.interfaces.process import Deed


def enter(*, case: Case, deed: Deed, today: date) -> None:
    """Move a case to the deed's stage and attempt when it is not there yet."""
    if (case.stage, case.attempt) == (deed.stage, deed.attempt):
        return
    if deed.stage < case.stage:
        _undo_stages_behind(case, deed.stage)
    move(
        case=case,
        stage=deed.stage,
        attempt=deed.attempt,
        today=today,
    )


def move(*, case: Case, stage: int, attempt: int, today: date) -> None:
    """Let a case stand at a stage and attempt.

    What was done elsewhere is somebody else's to undo.
    """
    process = registry.process_of(code=case.process)
    before = case.stage_kind
    case.stage, case.attempt = stage, attempt
    policy = process.conduct.policy(case)
    case.stage_kind = policy.stages[stage].kind
    case.stage_started_on = today
    case.save(update_fields=["stage", "attempt", "stage_kind", "stage_started_on"])
    audit.record(
        name=process.audited("stage-changed"),
        subject=process.subject_of(case_id=case.pk),
        details={
            "from": before,
            "to": case.stage_kind,
            "attempt": attempt,
        },
    )


def lead_back(*, case: Case, stage: int, attempt: int, today: date) -> None:
    """Let a case stand again where a report was wrong; what stood on it is taken back already."""
    if (case.stage, case.attempt) == (stage, attempt):
        return
    if stage < case.stage:
        _begin_anew_behind(case, stage)
    move(
        case=case,
        stage=stage,
        attempt=attempt,
        today=today,
    )


def _undo_stages_behind(case: Case, stage: int) -> None:
    """What was asked and drawn up behind a delivery that was none stays in the house."""
    taking_back.take_back(case=case, ground="came-back")
    taking_back.take_back_papers(case=case, ground="came-back")
    _begin_anew_behind(case, stage)


def _begin_anew_behind(case: Case, stage: int) -> None:
    """The stages behind begin anew behind the attempts made there."""
    behind = Step.objects.filter(case=case, stage__gt=stage)
    found = behind.aggregate(most=Max("attempt"))
    made = found["most"] or 0
    case.attempts_before = max(case.attempts_before, made)
    case.save(update_fields=["attempts_before"])
