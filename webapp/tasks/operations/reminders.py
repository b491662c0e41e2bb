"""Reminding people of their tasks at half the term, near its end and at its end.

The first two go to who does a task. At the end whoever answers for it is told too: the giver, else
the heads of those who do such tasks.
"""

from collections.abc import Iterator
from datetime import date
from itertools import batched

from django.db.models import F

from webapp.staff.models import Role, User
from webapp.tasks.models import Reminder, Task
from webapp.tasks.queries import substitutes, terms

_AT_ONCE = 500
_KEY = ("task_id", "due_on", "mark", "person_id")


def remind(*, today: date) -> int:
    """Tell everybody what is to be told today; return how many were told. Each is told once."""
    heads = list(User.objects.filter(is_active=True, groups__name=Role.HEAD_OF_LEGAL))
    joined = Task.objects.select_related("assignee", "assigned_by", "created_by", "responsible")
    due = joined.filter(status=Task.Status.OPEN, due_on__gt=F("created_on")).order_by("id")
    told = 0
    for tasks in batched(due.iterator(chunk_size=_AT_ONCE), _AT_ONCE):
        wanted = [found for task in tasks for found in _of_task(task, heads, today)]
        told += _tell(wanted)
    return told


def _of_task(task: Task, heads: list[User], today: date) -> Iterator[Reminder]:
    mark = terms.mark(task=task, today=today)
    if mark is None:
        return
    if task.assignee is None:
        yield _reminder(task, mark, None, today)
    else:
        for person in _who_acts(task.assignee, today):
            yield _reminder(task, mark, person, today)
    if mark == Reminder.Mark.END:
        for person in _who_answers(task, heads):
            yield _reminder(task, mark, person, today, is_escalation=True)


def _who_acts(doer: User, today: date) -> list[User]:
    """Return a person, and who acts while the person is away."""
    away = substitutes.standing(today=today).filter(person=doer)
    return [doer, *User.objects.filter(pk__in=away.values("substitute"), is_active=True)]


def _who_answers(task: Task, heads: list[User]) -> list[User]:
    giver = task.responsible or task.assigned_by or task.created_by
    if giver is not None and giver.is_active:
        return [giver]
    return heads


def _reminder(
    task: Task, mark: int, person: User | None, today: date, *, is_escalation: bool = False
) -> Reminder:
    assert task.due_on is not None
    return Reminder(
        task=task,
        due_on=task.due_on,
        mark=mark,
        person=person,
        is_escalation=is_escalation,
        told_on=today,
    )


def _tell(wanted: list[Reminder]) -> int:
    told = Reminder.objects.filter(task__in=[reminder.task for reminder in wanted])
    known = set(told.values_list(*_KEY))
    new = {_key(reminder): reminder for reminder in wanted if _key(reminder) not in known}
    # the keys of the table say so too, whoever tells at the same moment
    Reminder.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=_AT_ONCE)
    return len(new)


def _key(reminder: Reminder) -> tuple[object, ...]:
    return tuple(getattr(reminder, name) for name in _KEY)
