"""Giving, forwarding, finishing and recalling tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.outbox import operations as outbox
from webapp.staff.models import User
from webapp.tasks.models import Task, TaskPhoto
from workflows.interfaces.places import Place

PHOTOS_MAX = 24


class UnableToComplete(Exception):
    """The task is not open any more, or its report cannot be right.

    ``field`` names what is wrong of the report, where one thing is.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TooManyPhotos(Exception):
    """A task has as many pictures as a report needs."""


class UnableToForward(Exception):
    """Only an open task can be given to somebody else."""


def ask(
    *,
    kind: str,
    subject: str,
    role: str,
    created_on: date,
    due_on: date | None,
    workflow_id: str,
    step: str,
    account_id: int | None,
    place: Place | None = None,
    remarks: str = "",
) -> Task:
    """Create the task of a process step, or return the one that step already has; ``remarks`` tells the person what it is about."""
    about = {
        "kind": kind,
        "subject": subject,
        "role": role,
        "account_id": account_id,
        "remarks": remarks,
    }
    task, _created = Task.objects.get_or_create(
        workflow_id=workflow_id,
        step=step,
        defaults={**about, **_columns(place), "created_on": created_on, "due_on": due_on},
    )
    return task


def _columns(place: Place | None) -> dict[str, Any]:
    """Return the columns of a task that say where it was asked for."""
    return asdict(place) if place else {}


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
) -> Task:
    """Write a task's outcome and wake the process that asked. The first completion wins.

    What was done in the world stands ``even_recalled``; what was to be decided does not.

    :raises UnableToComplete: when the task is not open
    """
    awaited = (Task.Status.OPEN, Task.Status.RECALLED) if even_recalled else (Task.Status.OPEN,)
    changed = Task.objects.filter(id=task_id, status__in=awaited).update(
        status=Task.Status.DONE,
        outcome=outcome,
        result=result,
        remarks=remarks,
        completed_on=today,
        completed_by=by,
    )
    if not changed:
        raise UnableToComplete(
            _(
                "The task was finished or recalled meanwhile, so this report was not taken. "
                "What you typed is still here: copy what is needed, then open the task again."
            )
        )
    task = Task.objects.get(id=task_id)
    audit.record(
        name="tasks.task.completed",
        subject=task.subject,
        actor=by,
        details={"task": task.pk, "kind": task.kind, "outcome": outcome},
    )
    outbox.announce(subject=task.subject, fact="task.completed", key=str(task.pk))
    return task


@transaction.atomic
def keep_photos(*, task_id: int, photos: Iterable["UploadedFile[Any]"], by: User) -> None:
    """Keep pictures with a task before its report is judged; the same picture once.

    :raises TooManyPhotos: when the task would have more than a report needs
    """
    task = Task.objects.select_for_update().get(id=task_id)
    kept = sum(_keep_photo(task, photo) for photo in photos)
    if TaskPhoto.objects.filter(task=task).count() > PHOTOS_MAX:
        raise TooManyPhotos(
            _("A task holds at most %(most)d pictures: leave out those that say the least.")
            % {"most": PHOTOS_MAX}
        )
    if kept:
        details = {"task": task.pk, "photos": kept}
        audit.record(name="tasks.task.photos-kept", subject=task.subject, actor=by, details=details)


def _keep_photo(task: Task, photo: "UploadedFile[Any]") -> bool:
    photo.seek(0)
    content, name = photo.read(), (photo.name or "")[:200]
    if TaskPhoto.objects.filter(task=task, name=name, content=content).exists():
        return False
    TaskPhoto.objects.create(
        task=task, name=name, content_type=photo.content_type or "", content=content
    )
    return True


def move_photos(*, of: Task, to: Task) -> None:
    """Put the pictures of one task under another that the report answers."""
    TaskPhoto.objects.filter(task=of).update(task=to)


@transaction.atomic
def forward(*, task_id: int, to: User, by: User) -> None:
    """Give an open task to a person; the giver can follow it.

    :raises UnableToForward: when the task is not open
    """
    if not Task.objects.filter(id=task_id, status=Task.Status.OPEN).update(
        assignee=to, assigned_by=by
    ):
        raise UnableToForward(_("The task is closed already: it cannot be given to anybody."))
    task = Task.objects.get(id=task_id)
    audit.record(
        name="tasks.task.forwarded",
        subject=task.subject,
        actor=by,
        details={"task": task_id, "to": to.pk},
    )


def recall(*, subjects: Sequence[str], ground: str, kinds: Sequence[str] | None = None) -> int:
    """Recall the open tasks of subjects (of some kinds only, when given); return how many there were."""
    open_tasks = Task.objects.filter(subject__in=subjects, status=Task.Status.OPEN)
    if kinds is not None:
        open_tasks = open_tasks.filter(kind__in=kinds)
    return open_tasks.update(status=Task.Status.RECALLED, remarks=ground)
