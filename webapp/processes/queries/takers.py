"""To whom a task may be given: whoever does such tasks, and sees what this one is about."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from webapp.processes.queries import segments, worklist
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

_RIGHTS = "django.contrib.auth.backends.ModelBackend"


def of(*, task: Task) -> QuerySet[User]:
    """Return the colleagues who may do a task, by name.

    Those of its role and the heads; of a task that has no role, everybody.
    """
    people = everybody()
    if task.role:
        people = _of_roles(task.role, Role.HEAD_OF_LEGAL)
    return people.filter(pk__in=_who_see(task, list(people)))


def everybody() -> QuerySet[User]:
    """Return whoever does tasks, by name."""
    return _of_roles(*Role.values)


def who_may(*, tasks: Sequence[Task], people: Sequence[User]) -> dict[int, list[User]]:
    """Return which of some people may do each of some tasks: the database is asked by segments.

    The groups of the people are there already.
    """
    known: dict[object, set[int]] = {}
    for person in people:
        segment = _segment(person)
        if segment not in known:
            known[segment] = _seen_by(person, tasks)
    return {
        task.pk: [
            person
            for person in people
            if task.pk in known[_segment(person)] and _does_such(person, task)
        ]
        for task in tasks
    }


def _does_such(person: User, task: Task) -> bool:
    roles = {group.name for group in person.groups.all()}
    return not task.role or bool(roles & {task.role, Role.HEAD_OF_LEGAL})


def _segment(person: User) -> object:
    return (*person.segment_party_kinds, "", *person.segment_districts)


def _seen_by(person: User, tasks: Sequence[Task]) -> set[int]:
    ids = {task.pk for task in tasks}
    if segments.is_everything(person):
        return ids
    seen = Task.objects.filter(worklist.about_segment(person), pk__in=ids)
    return set(seen.values_list("pk", flat=True))


def may_take(task: Task, *, user: User) -> bool:
    """Say whether a task may be given to a person."""
    return of(task=task).filter(pk=user.pk).exists()


def _of_roles(*roles: str) -> QuerySet[User]:
    staff: Any = User.objects
    able = staff.with_perm(
        "tasks.complete_task",
        backend=_RIGHTS,
    )
    found: QuerySet[User] = able.filter(
        is_active=True,
        groups__name__in=roles,
    )
    by_name = found.order_by("last_name", "first_name", "id")
    return by_name.distinct()


def _who_see(task: Task, people: list[User]) -> list[int]:
    """Those of one segment see alike: the database is asked once for each segment."""
    known: dict[object, set[int]] = {}
    able = []
    for person in people:
        segment = _segment(person)
        if segment not in known:
            known[segment] = _seen_by(person, [task])
        if known[segment]:
            able.append(person.pk)
    return able
