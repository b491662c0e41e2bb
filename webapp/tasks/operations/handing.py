"""Giving a task to somebody else, for good or to be done in one's own name; getting it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import leases
from webapp.tasks.queries import substitutes


class UnableToForward(Exception):
    """Only an open task can be given to somebody else."""


class HeldByAnother(UnableToForward):
    """A colleague has taken the task up and still has it: the message says who, and until when."""


class UnableToGetBack(Exception):
    """Only its giver gets a task back, while it is open."""


@transaction.atomic
def forward(*, task_id: int, to: User, by: User, now: datetime, takes_over: bool = False) -> None:
    """Give an open task to a person, who answers for it from now on; the giver can follow it.

    :raises HeldByAnother: when a colleague has taken it up, unless one takes it over
    :raises UnableToForward: when the task is not open
    """
    task = _open(task_id, by, now, takes_over=takes_over)
    _hand(task, to, by, responsible=None)
    colleague = substitutes.acted_for(
        task=task,
        by=by,
        today=now.date(),
    )
    details = {"task": task_id, "to": to.pk}
    details |= substitutes.told(colleague)
    details |= leases.taken_over(task, by=by, now=now)
    audit.record(
        name="tasks.task.forwarded",
        subject=task.subject,
        actor=by,
        details=details,
    )


@transaction.atomic
def move(
    *, task_id: int, was: int | None, to: User, by: User, now: datetime, takes_over: bool = False
) -> None:
    """Give an open task to a person while it is still with whoever was seen to have it.

    :raises HeldByAnother: when a colleague has taken it up, unless one takes it over
    :raises UnableToForward: when it is closed, or somebody else has got it meanwhile
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("assignee").get(id=task_id)
    if task.assignee_id != was:
        raise UnableToForward(
            _("Meanwhile somebody else has got it: %(name)s.")
            % {"name": task.assignee or _("nobody yet")}
        )
    forward(
        task_id=task_id,
        to=to,
        by=by,
        now=now,
        takes_over=takes_over,
    )


@transaction.atomic
def delegate(*, task_id: int, to: User, by: User, now: datetime) -> None:
    """Let a colleague do a task for which one still answers oneself.

    :raises UnableToForward: when the task is not open, or is not the person's own
    """
    task = _open(task_id, by, now)
    colleague = substitutes.acted_for(
        task=task,
        by=by,
        today=now.date(),
    )
    own = colleague or by
    if own not in {task.assignee, task.holder(now=now)}:
        raise UnableToForward(_("Take the task up first: it is nobody's yet, or another's."))
    if to == own:
        raise UnableToForward(_("Choose another colleague: this one has the task already."))
    _hand(task, to, by, responsible=own)
    details = {"task": task_id, "to": to.pk} | substitutes.told(colleague)
    audit.record(
        name="tasks.task.delegated",
        subject=task.subject,
        actor=by,
        details=details,
    )


@transaction.atomic
def get_back(*, task_id: int, by: User) -> None:
    """Take back an open task that one gave to a colleague.

    :raises UnableToGetBack: when it is closed, or was given by somebody else
    """
    # whoever finishes it at this moment is first
    taken = Task.objects.filter(
        id=task_id,
        status=Task.Status.OPEN,
        assigned_by=by,
    )
    changed = taken.exclude(assignee=by).update(
        assignee=by,
        assigned_by=None,
        responsible=None,
        held_by=None,
        held_until=None,
    )
    if not changed:
        raise UnableToGetBack(_("It is finished already, or was not given by you."))
    task = Task.objects.get(id=task_id)
    details = {"task": task_id}
    audit.record(
        name="tasks.task.got-back",
        subject=task.subject,
        actor=by,
        details=details,
    )


def follow(*, task: Task, to: User | None, by: User) -> None:
    """Let an open task, which is locked, go where its case goes: to a person, or to its role."""
    if task.assignee == to:
        return
    Task.objects.filter(id=task.pk).update(
        assignee=to,
        assigned_by=None,
        responsible=None,
        held_by=None,
        held_until=None,
    )
    details = {"task": task.pk}
    if to is not None:
        details["to"] = to.pk
    audit.record(
        name="tasks.task.followed",
        subject=task.subject,
        actor=by,
        details=details,
    )


def _open(task_id: int, by: User, now: datetime, *, takes_over: bool = False) -> Task:
    joined = Task.objects.select_related("assignee", "held_by")
    task = joined.select_for_update(of=("self",)).get(id=task_id)
    if task.status != Task.Status.OPEN:
        raise UnableToForward(_("The task is closed already: it cannot be given to anybody."))
    free = leases.free_for(
        by=by,
        now=now,
        takes_over=takes_over,
    )
    if not Task.objects.filter(free, id=task_id).exists():
        raise HeldByAnother(leases.held_in_words(task, now=now))
    return task


def _hand(task: Task, to: User, by: User, *, responsible: User | None) -> None:
    handed: dict[str, Any] = {"assignee": to, "assigned_by": by, "responsible": responsible}
    Task.objects.filter(id=task.pk).update(
        **handed,
        held_by=None,
        held_until=None,
    )
