"""Asking a colleague or a department for something, when no process asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import talk

FREE = "free"
"""The kind of a task that is whatever its words say."""


class UnableToCreate(Exception):
    """What is asked is asked of nobody, is about too much, or was to be done already.

    ``field`` names what is wrong.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class About:
    """What a task is about: an account, a party, a case, or nothing."""

    account_id: int | None = None
    party_id: int | None = None
    case_id: int | None = None

    @property
    def known(self) -> dict[str, int]:
        """Return the columns that say it."""
        columns = {
            "account_id": self.account_id,
            "party_id": self.party_id,
            "case_id": self.case_id,
        }
        return {name: pk for name, pk in columns.items() if pk is not None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants done, by whom and until when."""

    title: str
    text: str = ""
    done_when: str = ""
    role: str = ""
    assignee: User | None = None
    due_on: date | None = None
    counts_working_days: bool = False
    priority: int = Task.Priority.NORMAL
    kind: str = FREE
    about: About = About()


@transaction.atomic
def create(
    *,
    wanted: Wanted,
    by: User,
    now: datetime,
    files: "Sequence[UploadedFile[Any]]" = (),
) -> Task:
    """Give a task to a person or to everybody of a role, with the files that tell about it.

    :raises UnableToCreate: when nothing is wanted, of nobody, about two things, or too late
    :raises UnableToAttach: when a file cannot be kept
    """
    _refuse(wanted, today=now.date())
    task = Task.objects.create(
        kind=wanted.kind,
        title=wanted.title.strip(),
        text=wanted.text,
        done_when=wanted.done_when,
        role=wanted.role,
        assignee=wanted.assignee,
        created_by=by,
        due_on=wanted.due_on,
        counts_working_days=wanted.counts_working_days,
        priority=wanted.priority,
        created_on=now.date(),
        **wanted.about.known,
    )
    # the journal tells of what people ask by the task itself: no process follows it
    task.subject = f"task:{task.pk}"
    task.save(update_fields=["subject"])
    audit.record(
        name="tasks.task.created",
        subject=task.subject,
        actor=by,
        details={"task": task.pk, "kind": task.kind, **wanted.about.known},
    )
    if files:
        talk.attach(
            task_id=task.pk,
            files=files,
            by=by,
            now=now,
        )
    return task


def _refuse(wanted: Wanted, *, today: date) -> None:
    if not wanted.title.strip():
        raise UnableToCreate(_("Say in a few words what is to be done."), field="title")
    if not wanted.role and wanted.assignee is None:
        raise UnableToCreate(_("Choose a colleague or a department."), field="role")
    if wanted.due_on is not None and wanted.due_on < today:
        raise UnableToCreate(_("The day is over already."), field="due_on")
    if len(wanted.about.known) > 1:
        raise UnableToCreate(_("A task is about one thing: leave one of them."), field="account")
