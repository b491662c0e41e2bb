"""What is said about a task, its files, how urgent it is, when it is looked at again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.staff import characters
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks.models import Task, TaskComment, TaskFile
from webapp.tasks.operations import leases
from webapp.tasks.queries import contents, substitutes
from workflows.interfaces import days

FILES_MAX = 12
WORDS_MAX = 4000


class UnableToComment(Exception):
    """A comment says something, and not too much."""


class UnableToAttach(Exception):
    """The task is closed or has as many files as it may have, or a file is none that is kept."""


class UnableToMark(Exception):
    """Only an open task is urgent, or looked at again."""


@transaction.atomic
def comment(*, task_id: int, text: str, by: User, now: datetime) -> TaskComment:
    """Say something about a task; what was said stays.

    :raises UnableToComment: when nothing is said, too much, or in signs that nobody sees
    """
    try:
        words = characters.visible(text).strip()
    except characters.UnreadableSigns as error:
        raise UnableToComment(str(error)) from error
    if not words:
        raise UnableToComment(_("Write what you want to say."))
    if len(words) > WORDS_MAX:
        raise UnableToComment(_("A comment has at most %(most)d signs.") % {"most": WORDS_MAX})
    task = Task.objects.select_related("assignee").get(id=task_id)
    colleague = substitutes.acted_for(
        task=task,
        by=by,
        today=now.date(),
    )
    said = TaskComment.objects.create(
        task=task,
        text=words,
        by=by,
        acted_for=colleague,
        at=now,
    )
    leases.renew(
        task_id=task_id,
        by=by,
        now=now,
    )
    return said


@transaction.atomic
def attach(
    *, task_id: int, files: "Sequence[UploadedFile[Any]]", by: User, now: datetime
) -> list[TaskFile]:
    """Lay files to an open task: pictures, PDF, papers of Word and Excel. The same file once.

    :raises UnableToAttach: when the task is closed or would have too many, or a file is too large
        or of another kind
    """
    # under its lock: of two at once neither goes beyond the limit
    task = Task.objects.select_for_update().get(id=task_id)
    if task.status != Task.Status.OPEN:
        raise UnableToAttach(_("The task is closed already: nothing is laid to it any more."))
    kept = [found for file in files if (found := _keep(task, file, by, now))]
    if TaskFile.objects.filter(task=task).count() > FILES_MAX:
        raise UnableToAttach(
            _("A task holds at most %(most)d files: leave out those that say the least.")
            % {"most": FILES_MAX}
        )
    if kept:
        details = {"task": task.pk, "files": len(kept)}
        audit.record(
            name="tasks.task.files-kept",
            subject=task.subject,
            actor=by,
            details=details,
        )
    leases.renew(
        task_id=task_id,
        by=by,
        now=now,
    )
    return kept


def _keep(task: Task, file: "UploadedFile[Any]", by: User, now: datetime) -> TaskFile | None:
    name = characters.shown(file.name or "")[:200]
    content, kind = contents.read(file)
    if not kind:
        raise UnableToAttach(
            _("“%(name)s” is not a picture, a PDF, a Word or Excel file of at most 10 MB.")
            % {"name": name}
        )
    if TaskFile.objects.filter(
        task=task,
        name=name,
        content=content,
    ).exists():
        return None
    return TaskFile.objects.create(
        task=task,
        name=name,
        content_type=kind,
        content=content,
        size=len(content),
        by=by,
        at=now,
    )


@transaction.atomic
def set_priority(*, task_id: int, priority: int, by: User, now: datetime) -> None:
    """Say how urgent an open task is.

    :raises UnableToMark: when it is closed, or there is no such priority
    """
    if priority not in Task.Priority.values:
        raise UnableToMark(_("Choose how urgent it is."))
    task = _mark(task_id, by, now, priority=priority)
    details = {"task": task.pk, "priority": priority}
    audit.record(
        name="tasks.task.priority-set",
        subject=task.subject,
        actor=by,
        details=details,
    )


@transaction.atomic
def set_follow_up(*, task_id: int, on: date | None, by: User, now: datetime) -> None:
    """Say when an open task is looked at again; without a day, that it need not be.

    :raises UnableToMark: when it is closed, or the day is over
    """
    if on is not None and on < now.date():
        raise UnableToMark(_("The day is over already."))
    if on is not None and (
        doubt := staff.doubt_about_day(on, span=days.PROMISED, today=now.date())
    ):
        raise UnableToMark(doubt)
    task = _mark(task_id, by, now, follow_up_on=on)
    details = {"task": task.pk, "on": on and on.isoformat()}
    audit.record(
        name="tasks.task.follow-up-set",
        subject=task.subject,
        actor=by,
        details=details,
    )


def _mark(task_id: int, by: User, now: datetime, **columns: Any) -> Task:
    if not Task.objects.filter(id=task_id, status=Task.Status.OPEN).update(**columns):
        raise UnableToMark(_("The task is closed already."))
    leases.renew(
        task_id=task_id,
        by=by,
        now=now,
    )
    return Task.objects.get(id=task_id)
