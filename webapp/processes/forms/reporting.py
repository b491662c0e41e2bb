"""A report on a task, whoever sends it: a person at a screen, or a program in a person's name."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from webapp.processes import registry
from webapp.processes.forms.reports import ReportForm
from webapp.processes.models import Case
from webapp.processes.operations import visits, work
from webapp.processes.queries import worklist
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.queries import substitutes

_NOTHING: Mapping[str, Any] = {}


def form_of(
    task: Task, *sent: Any, today: date, told: Mapping[str, Any] = _NOTHING
) -> ReportForm | None:
    """Return the form of a task's report with what was sent; nothing when its kind has none.

    It begins with what is ``told`` already.
    """
    kind, page = registry.kind_of_task(task), registry.page_of_task(task)
    if kind is None or page is None:
        return None
    form: ReportForm = page.form(
        *sent,
        kind=kind,
        today=today,
        of_process=task.process,
        initial={**page.initial(task), **told},
        **page.given(task),
    )
    return form


def is_of_person(task: Task, *, user: User, now: datetime) -> bool:
    """Say whether a person would complete the task were it open."""
    page = registry.page_of_task(task)
    if page is None or not worklist.may_do(task, user=user, now=now):
        return False
    return substitutes.both_may(
        task=task,
        user=user,
        permission=page.permission,
        today=now.date(),
    )


@transaction.atomic
def take(
    task: Task, form: ReportForm, *, by: User, now: datetime, takes_over: bool = False
) -> bool:
    """Complete a task with a report that is valid; say whether it had been recalled before.

    :raises HeldByAnother: when a colleague has taken it up, unless the person takes it over
    :raises UnableToComplete: when somebody was quicker, or the report cannot be
    :raises TooManyPhotos: when the task would have more than a report needs
    """
    if task.case_id:
        # the case first and its tasks second, as everybody does
        Case.objects.select_for_update().get(pk=task.case_id)
    given = form.cleaned_data
    report = {
        "task_id": task.pk,
        "outcome": given["outcome"],
        "result": form.result(),
        "by": by,
        "today": now.date(),
        "remarks": given["remarks"],
        "now": now,
        "takes_over": takes_over,
    }
    tasks.keep_photos(
        task_id=task.pk,
        photos=given.get("photos") or [],
        by=by,
    )
    if task.is_of_people:
        tasks.complete(**report)
        return False
    if visits.is_visit(task):
        return visits.take(**report).was_recalled
    work.complete(**report)
    return False
