"""What may be believed of a report: the first day on which what it tells can have happened."""

from datetime import date

from webapp.correspondence.models import Document
from webapp.recovery.models import CourtCase, RecoveryCase, Writ
from webapp.recovery.queries import restriction
from webapp.tasks.models import Task


def earliest(*, case: RecoveryCase, task: Task) -> date:
    """Return the first day a report on a task may be dated; a report may be written later than it happened, not before its cause."""
    match task.kind:
        case "deliver_by_post" | "file_court_order" | "file_lawsuit":
            return _paper(task) or task.created_on
        case "restriction" if task.outcome == "DONE":
            return max(task.created_on, restriction.promised(case=case) or task.created_on)
        case "court_order_ruling" | "court_order_effect" | "judgment" | "register_writ":
            return _court(case) or task.created_on
        case "present_writ" | "enforcement_opened" | "enforcement_result":
            return _writ(case, task.kind) or task.created_on
        case _:
            return task.created_on


def _paper(task: Task) -> date | None:
    """The day of the paper that the task is about."""
    stage = task.step.split(":")[0]
    made = Document.objects.filter(workflow_id=task.workflow_id, step__startswith=f"{stage}:make:")
    return (
        made.exclude(status=Document.Status.CANCELLED)
        .order_by("id")
        .values_list("dated", flat=True)
        .last()
    )


def _court(case: RecoveryCase) -> date | None:
    """The last day on which the court is known to have done something, or was asked to."""
    court = CourtCase.objects.filter(case=case).order_by("id").last()
    return (court.issued_on or court.ruled_on or court.filed_on) if court else None


def _writ(case: RecoveryCase, kind: str) -> date | None:
    writ = Writ.objects.filter(case=case).order_by("id").last()
    if writ is None:
        return None
    known = {
        "present_writ": writ.ended_on,
        "enforcement_opened": writ.presented_on,
        "enforcement_result": writ.opened_on,
    }
    return known[kind] or writ.issued_on
