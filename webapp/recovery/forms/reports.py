"""A report on a task, whoever sends it: a person at a screen, or a program in a person's name."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from webapp.processes import registry
from webapp.processes.forms.reports import ReportForm
from webapp.processes.operations import work
from webapp.processes.queries import worklist
from webapp.recovery.operations import crew_reports
from webapp.recovery.queries import restriction
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.queries import substitutes


def form_of(task: Task, *sent: Any, today: date) -> ReportForm | None:
    """Return the form of a task's report with what was sent; nothing when its kind has none."""
    kind, page = registry.kind_of(code=task.kind), registry.page_of(code=task.kind)
    if kind is None or page is None:
        return None
    initial: dict[str, Any] = {}
    if page.initial is not None:
        initial = page.initial(task)
    meters = restriction.meters_to_read(task=task)
    form: ReportForm = page.form(
        *sent,
        kind=kind,
        today=today,
        meters=meters,
        initial=initial,
    )
    return form


def is_of_person(task: Task, *, user: User, now: datetime) -> bool:
    """Say whether a person would complete the task were it open."""
    page = registry.page_of(code=task.kind)
    if page is None or not worklist.may_do(task, user=user, now=now):
        return False
    return substitutes.both_may(
        task=task,
        user=user,
        permission=page.permission,
        today=now.date(),
    )


@transaction.atomic
def take(task: Task, form: ReportForm, *, by: User, today: date) -> bool:
    """Complete a task with a report that is valid; say whether it had been recalled before.

    :raises UnableToComplete: when somebody was quicker, or the report cannot be
    :raises TooManyPhotos: when the task would have more than a report needs
    """
    given = form.cleaned_data
    report = {
        "task_id": task.pk,
        "outcome": given["outcome"],
        "result": form.result(),
        "by": by,
        "today": today,
        "remarks": given["remarks"],
    }
    tasks.keep_photos(
        task_id=task.pk,
        photos=given.get("photos") or [],
        by=by,
    )
    if task.is_of_people:
        tasks.complete(**report)
        return False
    if crew_reports.is_visit(task):
        return crew_reports.take(**report).was_recalled
    work.complete(**report)
    return False
