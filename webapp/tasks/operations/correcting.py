"""A finished report was wrong: another takes its place, and the first stays to be read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.tasks.queries import corrections

_ASKED = (
    *("kind", "subject", "workflow_id", "case_id", "stage", "attempt", "name", "role"),
    *("assignee_id", "assigned_by_id", "account_id", "party_id", "priority"),
    *("created_on", "due_on", "counts_working_days"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """How a task has ended, what was told about it, and remarks."""

    outcome: str
    result: dict[str, Any]
    remarks: str = ""


@transaction.atomic
def correct(*, task: Task, step: str, report: Report, ground: str, by: User, today: date) -> Task:
    """Write the report that takes the place of a finished one, as the next edition of its step.

    The first correction wins.

    :raises UnableToComplete: when somebody has corrected it meanwhile
    """
    finished = Task.objects.filter(pk=task.pk, status=Task.Status.DONE)
    if not finished.update(status=Task.Status.CORRECTED):
        raise UnableToComplete(too_late(task=task))
    corrected = Task.objects.create(
        **{name: getattr(task, name) for name in _ASKED},
        step=step,
        revision=task.revision + 1,
        status=Task.Status.DONE,
        outcome=report.outcome,
        result=report.result,
        remarks=report.remarks,
        completed_on=today,
        completed_by=by,
        correction=ground,
    )
    details = {"task": corrected.pk, "former": task.pk, "outcome": report.outcome}
    audit.record(
        name="tasks.task.corrected",
        subject=task.subject,
        actor=by,
        ground=ground[:300],
        details=details,
    )
    return corrected


def too_late(*, task: Task) -> str:
    """Return who was first to correct a report, and when."""
    standing = corrections.after(task=task)
    if standing is None or standing.completed_on is None:
        return _("There is no finished report here: open the task again.")
    return _(
        "%(name)s has corrected this report already, on %(day)s. Open the corrected one: what is "
        "wrong there may be corrected again."
    ) % {"name": standing.completed_by, "day": f"{standing.completed_on:%d.%m.%Y}"}
