"""What a process does with tasks: it asks, is told how they ended, and takes them back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.outbox import operations as outbox
from webapp.staff.models import User
from webapp.tasks.models import Task, TaskPhoto
from webapp.tasks.operations import leases
from webapp.tasks.queries import substitutes
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


class HeldByAnother(UnableToComplete):
    """A colleague has taken the task up and still has it: the message says who, and until when."""


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
    assignee: User | None = None,
    place: Place | None = None,
    remarks: str = "",
    version: str = "",
    due_at: datetime | None = None,
    counts_working_days: bool = False,
) -> Task:
    """Create the task of a process step, or return the one that step already has.

    It is everybody's of its role unless it has an ``assignee``. ``remarks`` tells the person what
    it is about, ``version`` which text of it.
    """
    about = {
        "kind": kind,
        "subject": subject,
        "role": role,
        "assignee": assignee,
        "account_id": account_id,
        "remarks": remarks,
        "version": version,
        "due_at": due_at,
        "counts_working_days": counts_working_days,
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
    now: datetime | None = None,
    takes_over: bool = False,
) -> Task:
    """Write a task's outcome and wake the process that asked. The first completion wins.

    What was done in the world stands ``even_recalled``; what was to be decided does not. A person
    who reports at the moment ``now`` does not finish what a colleague has taken up, unless the
    person ``takes_over``.

    :raises HeldByAnother: when a colleague has it
    :raises UnableToComplete: when the task is not open
    """
    awaited = [Task.Status.OPEN]
    if even_recalled:
        awaited.append(Task.Status.RECALLED)
    found = Task.objects.select_related("assignee", "held_by").get(id=task_id)
    # the row is looked at again once the write of whoever takes it up at this moment is known
    free = leases.free_for(by=by, now=now, takes_over=takes_over)
    changed = Task.objects.filter(free, id=task_id, status__in=awaited).update(
        status=Task.Status.DONE,
        outcome=outcome,
        result=result,
        remarks=remarks,
        completed_on=today,
        completed_by=by,
        completed_for=substitutes.acted_for(
            task=found,
            by=by,
            today=today,
        ),
        held_by=None,
        held_until=None,
    )
    joined = Task.objects.select_related("completed_by", "completed_for", "held_by")
    task = joined.get(id=task_id)
    if not changed:
        raise _refusal(task, by, now)
    _tell(task, by, leases.taken_over(found, by=by, now=now))
    return task


def _tell(task: Task, by: User | None, taken_over: dict[str, Any]) -> None:
    """Write the deed down, and wake the process that asked."""
    details = {"task": task.pk, "kind": task.kind, "outcome": task.outcome}
    details |= substitutes.told(task.completed_for)
    details |= taken_over
    audit.record(
        name="tasks.task.completed",
        subject=task.subject,
        actor=by,
        details=details,
    )
    if task.workflow_id:
        outbox.announce(
            subject=task.subject,
            fact="task.completed",
            key=str(task.pk),
        )


def _refusal(task: Task, by: User | None, now: datetime | None) -> UnableToComplete:
    if now and task.holder(now=now):
        return HeldByAnother(leases.held_in_words(task, now=now))
    return _too_late(task, by)


def _too_late(task: Task, by: User | None) -> UnableToComplete:
    """Return the refusal of a report that came second: it says who was first, and when."""
    if task.completed_by is None or task.completed_on is None:
        return UnableToComplete(
            _(
                "The task was finished or recalled meanwhile, so this report was not taken. "
                "What you typed is still here: copy what is needed, then open the task again."
            )
        )
    day = f"{task.completed_on:%d.%m.%Y}"
    if task.completed_by == by:
        return UnableToComplete(
            _("You have finished this task already, on %(day)s: it is done once.") % {"day": day}
        )
    return UnableToComplete(
        _(
            "%(name)s was first and finished this task on %(day)s, so this report was not taken. "
            "What you typed is still here: copy what is needed."
        )
        % {"name": task.completed_by, "day": day}
    )


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
        audit.record(
            name="tasks.task.photos-kept",
            subject=task.subject,
            actor=by,
            details=details,
        )


def _keep_photo(task: Task, photo: "UploadedFile[Any]") -> bool:
    photo.seek(0)
    content, name = photo.read(), (photo.name or "")[:200]
    if TaskPhoto.objects.filter(
        task=task,
        name=name,
        content=content,
    ).exists():
        return False
    TaskPhoto.objects.create(
        task=task, name=name, content_type=photo.content_type or "", content=content
    )
    return True


def move_photos(*, of: Task, to: Task) -> None:
    """Put the pictures of one task under another that the report answers."""
    TaskPhoto.objects.filter(task=of).update(task=to)


def recall(*, subjects: Sequence[str], ground: str, kinds: Sequence[str] | None = None) -> int:
    """Recall the open tasks of subjects; return how many there were.

    Of some kinds only, when they are given.
    """
    open_tasks = Task.objects.filter(subject__in=subjects, status=Task.Status.OPEN)
    if kinds is not None:
        open_tasks = open_tasks.filter(kind__in=kinds)
    return open_tasks.update(status=Task.Status.RECALLED, remarks=ground)
