"""Taking a task up, and giving it back: who works on what of a department's tasks.

What is taken up is somebody's for some hours, longer with every work on it. Then it is everybody's
again: nothing lies with somebody who has gone home.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.queries import substitutes

LEASE = timedelta(hours=4)


class UnableToClaim(Exception):
    """Somebody has it already, or nothing is to be done any more."""


class UnableToGiveBack(Exception):
    """A person gives back what the person has."""


@transaction.atomic
def claim(*, task_id: int, by: User, now: datetime) -> Task:
    """Take a task up; again, for some hours more. Of two at once one gets it.

    :raises UnableToClaim: when it is closed, or somebody has it: the message says who
    """
    colleagues = substitutes.doers(user=by, today=now.date())
    mine_to_take = Q(assignee=None) | Q(assignee__in=colleagues)
    nobody_has_it = Q(held_by=None) | Q(held_until__lte=now) | Q(held_by=by)
    # the rows are looked at again once the other's write is known
    changed = Task.objects.filter(mine_to_take, nobody_has_it, id=task_id, status="OPEN").update(
        held_by=by, held_until=now + LEASE
    )
    task = Task.objects.select_related("held_by", "assignee").get(id=task_id)
    if not changed:
        raise UnableToClaim(_why_not(task, now))
    colleague = substitutes.acted_for(
        task=task,
        by=by,
        today=now.date(),
    )
    details = {"task": task.pk} | substitutes.told(colleague)
    audit.record(
        name="tasks.task.claimed",
        subject=task.subject,
        actor=by,
        details=details,
    )
    return task


@transaction.atomic
def give_back(*, task_id: int, by: User, now: datetime) -> Task:
    """Let others have a task that a person took up or was given.

    It goes to whoever answers for it, else to everybody of its role, else to its giver.

    :raises UnableToGiveBack: when the person does not have it
    """
    task = Task.objects.select_for_update().get(id=task_id)
    if task.status != Task.Status.OPEN:
        raise UnableToGiveBack(_("The task is closed already."))
    if not _return(task, by, now):
        raise UnableToGiveBack(_("This task is not with you: there is nothing to give back."))
    task.held_by = task.held_until = None
    task.save(update_fields=["held_by", "held_until", "assignee", "responsible"])
    details = {"task": task.pk}
    audit.record(
        name="tasks.task.given-back",
        subject=task.subject,
        actor=by,
        details=details,
    )
    return task


def free_for(*, by: User | None, now: datetime | None, takes_over: bool = False) -> Q:
    """Return the condition on tasks that no colleague of a person has taken up at a moment.

    Nobody is asked about when no person reports, or one has said to take the task over.
    """
    if by is None or now is None or takes_over:
        return Q()
    own = substitutes.doers(
        user=by,
        today=now.date(),
    )
    never = Q(held_by=None)
    no_more = Q(held_until__lte=now)
    return never | no_more | Q(held_by__in=own)


def held_in_words(task: Task, *, now: datetime) -> str:
    """Return who has taken a task up, and until when."""
    assert task.held_until is not None
    return _("%(name)s has taken it up, until %(time)s.") % {
        "name": task.held_by,
        "time": f"{task.held_until.astimezone(now.tzinfo):%d.%m.%Y %H:%M}",
    }


def taken_over(task: Task, *, by: User | None, now: datetime | None) -> dict[str, Any]:
    """Return what the journal says of a task that is taken over from whoever has it."""
    holder = task.holder(now=now) if now else None
    if holder is None or holder == by:
        return {}
    return {"held_by": holder.pk, "held_by_name": str(holder)}


def renew(*, task_id: int, by: User, now: datetime) -> None:
    """Let who works on a task keep it for some hours more."""
    held = Task.objects.filter(
        id=task_id,
        held_by=by,
        held_until__gt=now,
    )
    held.update(held_until=now + LEASE)


def _return(task: Task, by: User, now: datetime) -> bool:
    """Say whether a person has a task, and leave it to whoever has it then."""
    if task.holder(now=now) == by:
        return True
    if task.assignee != by:
        return False
    giver = task.assigned_by or task.created_by
    if task.responsible is not None:
        task.assignee = task.responsible
    elif task.role:
        task.assignee = None
    else:
        task.assignee = giver
    task.responsible = None
    return task.assignee != by


def _why_not(task: Task, now: datetime) -> str:
    if task.status != Task.Status.OPEN:
        return _("The task is closed already.")
    if task.holder(now=now) is not None:
        return held_in_words(task, now=now)
    return _("It was given to a colleague: %(name)s.") % {"name": task.assignee}
