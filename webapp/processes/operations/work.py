"""What people report: how a task of a case has ended, and what that means for the case."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.processes import registry
from webapp.processes.declarations import TaskKind
from webapp.processes.models import Case, Step
from webapp.processes.operations import approvals
from webapp.processes.queries import reports
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces.process import DeedKind


@transaction.atomic
def complete(
    *,
    task_id: int,
    outcome: str,
    result: dict[str, Any],
    by: User | None,
    today: date,
    remarks: str = "",
    even_recalled: bool = False,
    now: datetime | None = None,
    takes_over: bool = False,
) -> Task:
    """Write how a task of a case ended, what it means for the case, and wake the process.

    See ``tasks.complete``.

    :raises UnableToComplete: when the task is closed, the outcome is not one of its kind, the date
        or a sum cannot be right, or the same thing is in the case already
    """
    task = Task.objects.get(pk=task_id)
    kind = registry.kind_of_task(task)
    if kind is None or outcome not in kind.outcomes:
        raise UnableToComplete(_("Choose how the task ended."))
    if doubt := reports.doubt(result=result, today=today):
        raise UnableToComplete(doubt)
    # the case first and its tasks second, as everybody does: otherwise the two would wait for each
    # other
    case = Case.objects.select_for_update().get(pk=task.case_id or 0)
    if kind.is_vote:
        approvals.weigh(case=case, task=task, outcome=outcome, result=result, by=by, today=today)
    task = tasks.complete(
        task_id=task_id,
        outcome=outcome,
        result=result,
        by=by,
        today=today,
        remarks=remarks,
        even_recalled=even_recalled,
        now=now,
        takes_over=takes_over,
    )
    take_effect(case=case, task=task, kind=kind, today=today)
    registry.process_of(code=case.process).hooks.reported(case, task, today)
    return task


def take_effect(*, case: Case, task: Task, kind: TaskKind, today: date) -> None:
    """Let a report mean for its case what it means, and write it into the journal.

    :raises UnableToComplete: when it cannot have happened then, or cannot be
    """
    _refuse_too_early(case, task, today)
    _take_effect(case, task, kind, today)
    _write_step(case, task, today)


def _refuse_too_early(case: Case, task: Task, today: date) -> None:
    """A slip of the year would start terms that ended long ago."""
    earliest = reports.earliest(case=case, task=task)
    if reports.day_of(task=task, today=today) < earliest:
        raise UnableToComplete(
            _("Check the date: this cannot have happened before %(day)s.")
            % {"day": f"{earliest:%d.%m.%Y}"}
        )


def _take_effect(case: Case, task: Task, kind: TaskKind, today: date) -> None:
    if kind.effect is None:
        return
    twice = registry.process_of(code=case.process).hooks.twice
    try:
        with transaction.atomic():
            kind.effect(case, task, today)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        constraint = str(getattr(diagnosis, "constraint_name", ""))
        if constraint not in twice:
            raise
        raise UnableToComplete(str(twice[constraint])) from error


def _write_step(case: Case, task: Task, today: date) -> None:
    assert task.stage is not None
    assert task.attempt is not None
    asked = Step.objects.filter(case=case, key=task.step).values_list("deed", flat=True)
    Step.objects.create(
        case=case,
        key=f"{task.step}:done",
        stage=task.stage,
        attempt=task.attempt,
        deed=asked.first() or DeedKind.ASK,
        name=task.name,
        revision=task.revision,
        is_answer=True,
        outcome=task.outcome,
        on=reports.day_of(task=task, today=today),
        debt=registry.process_of(code=case.process).hooks.debt(case),
        by=task.completed_by,
        task=task,
        details=task.result,
        ground=task.remarks[:300],
    )
