"""What will follow from a report on a task, told before it is taken."""

from datetime import datetime
from functools import partial
from typing import Any

from webapp.processes.forms import reporting
from webapp.processes.forms.reports import ReportForm
from webapp.processes.operations import rehearsal
from webapp.processes.queries import foreseen
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks import operations
from webapp.tasks.models import Task

# the page asks what will follow from what stands in its form, and does nothing
LOOK = "look"
_UNABLE = (operations.UnableToComplete, operations.TooManyPhotos, operations.HeldByAnother)


def of_report(task: Task, form: ReportForm, *, by: User, now: datetime) -> dict[str, Any]:
    """Return what would follow from a report, or why it would be refused.

    Nothing is told of one that is not complete yet, and of a task that is of no case.
    """
    if task.case_id is None or not form.is_valid():
        return {}
    take = partial(reporting.take, task, form, by=by, now=now)
    try:
        found = rehearsal.rehearse(
            case_id=task.case_id,
            do=take,
            today=now.date(),
            now=staff.contact_moment(),
        )
    except _UNABLE as error:
        return {"refusal": str(error)}
    return {"effects": foreseen.sentences(found)}
