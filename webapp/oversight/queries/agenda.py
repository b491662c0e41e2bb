"""The days that come, of every kind that an app has declared, in one row."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from webapp.oversight import registry
from webapp.oversight.declarations import Deadline, Looked, Source, Whose
from webapp.processes import registry as processes
from webapp.processes.models import Case, Pause, Step
from webapp.processes.queries import labels, segments, worklist
from webapp.staff import paging
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.queries import own

_IN_CASE = ("case__party", "case__executor")


@dataclass(frozen=True, slots=True)
class Entry:
    """A day that comes, and what kind of day it is."""

    source: Source
    deadline: Deadline

    @property
    def on(self) -> date:
        """Return the day."""
        return self.deadline.on


def read(looked: Looked, *, sources: Iterable[Source] | None = None) -> list[Entry]:
    """Return the days of a span, the earliest first; of some kinds, when given."""
    shown = registry.sources(user=looked.user) if sources is None else sources
    found = [Entry(source, one) for source in shown for one in source.read(looked)]
    return sorted(found, key=lambda entry: (entry.on, entry.source.code))


def is_cut(entries: Iterable[Entry], looked: Looked) -> bool:
    """Say whether there may be more of a kind of days than was read."""
    counts = Counter(entry.source.code for entry in entries)
    return any(count >= looked.most for count in counts.values())


def cases(looked: Looked, *, process: str) -> QuerySet[Case]:
    """Return the open cases of a process at whose days a person looks."""
    seen = segments.cases(
        user=looked.user,
        process=process,
    ).filter(closed_on=None)
    if looked.process not in {"", process}:
        return seen.none()
    if looked.whose == Whose.MINE:
        return seen.filter(executor=looked.user)
    if looked.whose == Whose.ROLE:
        mine = Q(executor__groups__name__in=looked.user.roles)
        return seen.filter(mine | Q(executor=None)).distinct()
    return seen


def tasks(looked: Looked) -> Iterator[Deadline]:
    """Yield the days by which tasks are due."""
    user, now = looked.user, looked.now
    wanted = {
        Whose.MINE: own.mine(
            user=user,
            now=now,
        ),
        Whose.ROLE: own.OPEN & Q(role__in=user.roles),
        Whose.TEAM: own.OPEN,
    }
    seen = worklist.visible(
        user=user,
        now=now,
    ).filter(wanted[looked.whose])
    due = seen.filter(due_on__range=(looked.first_on, looked.last_on))
    if looked.process:
        due = due.filter(case__process=looked.process)
    first = due.order_by("due_on", "id").values_list("pk", flat=True)[: looked.most]
    joined = Task.objects.select_related("assignee", "case__party")
    for task in paging.rows(joined, first):
        yield _of_task(task)


def terms(looked: Looked) -> Iterator[Deadline]:
    """Yield the ends of the terms that run in the stages of open cases."""
    for code in _processes(looked):
        seen = cases(looked, process=code).order_by()
        here = Step.objects.filter(
            case__in=seen.values("id"),
            stage=F("case__stage"),
            attempt=F("case__attempt"),
            term_ends_on__isnull=False,
        )
        # a term that was shifted stands in the later row
        latest = here.order_by("case_id", "-term_ends_on").distinct("case_id")
        ends = Step.objects.filter(
            id__in=latest.values("id"), term_ends_on__range=(looked.first_on, looked.last_on)
        )
        for step in ends.select_related(*_IN_CASE).order_by("term_ends_on")[: looked.most]:
            assert step.term_ends_on
            yield of_case(
                step.case,
                on=step.term_ends_on,
                title=step.case.stage_name,
            )


def pauses(looked: Looked) -> Iterator[Deadline]:
    """Yield the days on which pauses of open cases end."""
    for code in _processes(looked):
        seen = cases(looked, process=code).order_by()
        standing = Pause.objects.filter(
            case__in=seen.values("id"),
            ended_on=None,
            until__range=(looked.first_on, looked.last_on),
        )
        for pause in standing.select_related(*_IN_CASE).order_by("until")[: looked.most]:
            assert pause.until
            yield of_case(
                pause.case,
                on=pause.until,
                title=pause.kind_name,
            )


def of_case(case: Case, *, on: date, title: str, note: str = "") -> Deadline:
    """Return a day of a case: its executor is who answers for it."""
    return Deadline(
        on=on,
        title=title,
        case=case,
        person=_name(case.executor),
        note=note,
    )


def ahead(looked: Looked, *, days: int) -> Looked:
    """Return the same look at so many days from the first of them on."""
    return replace(looked, last_on=looked.first_on + timedelta(days=days))


def _of_task(task: Task) -> Deadline:
    assert task.due_on
    return Deadline(
        on=task.due_on,
        title=labels.task_title(task),
        case=task.case,
        person=_name(task.assignee),
        link=reverse("admin:tasks_task", args=[task.pk]),
        is_typed=task.is_of_people,
    )


def _processes(looked: Looked) -> Iterator[str]:
    """Yield the processes whose cases a person may see."""
    for pages in processes.pages():
        if looked.process in {"", pages.process} and looked.user.has_perm(pages.permission):
            yield pages.process


def _name(person: User | None) -> str:
    return str(person) if person else ""
