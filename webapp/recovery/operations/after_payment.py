"""What is decided about duty and penalty when the principal is paid."""

from datetime import date

from webapp.processes.models import Case
from webapp.processes.operations import closing
from webapp.recovery.models import Recovery
from webapp.recovery.operations import papers_beside
from webapp.recovery.queries import rests
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces import debt_recovery as words

_REST = Recovery.Rest


def decided(case: Case, task: Task, today: date) -> None:
    """Go on for duty and penalty, withdraw the claim, or leave them.

    :raises UnableToComplete: when the case is being closed already
    """
    if task.outcome == "WITHDRAW":
        _withdraw(case, task, today)
        return
    kept = _REST.LEFT
    if task.outcome == "PURSUE":
        kept = _REST.PURSUED
        papers_beside.amend(case, today)
    Recovery.objects.filter(pk=case.pk).update(rest=kept)


def overtake(case: Case) -> None:
    """A court has ruled: what a lawyer was asked before is asked anew if it is still open."""
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)],
        ground="court-ruled",
        kinds=[rests.QUESTION],
    )


def _withdraw(case: Case, task: Task, today: date) -> None:
    assert task.completed_by
    try:
        closing.request(
            case_id=case.pk,
            reason=Recovery.CloseReason.WITHDRAWN,
            ground=task.remarks,
            by=task.completed_by,
            today=today,
        )
    except closing.UnableToClose as error:
        raise UnableToComplete(str(error)) from error
