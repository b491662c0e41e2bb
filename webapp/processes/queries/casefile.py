"""What every case has and its page shows: the journal, papers, messages, tasks; and the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from webapp.contracts import queries as contracts
from webapp.correspondence.models import Document, Message
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.queries import segments
from webapp.search import queries as search
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces.process import DeedKind

# what every row of the list names
IN_LIST = ("party", "account__premises", "contract", "executor")
_HEADER = ("party", "account__premises", "contract", "executor", "opened_by")
# rows that ask nobody for anything, though a task may stand behind them as a proof
_TOLD = {*Step.Deed.values, *DeedKind} - {DeedKind.ASK}


def case_for(*, user: User, case_id: int, process: str) -> Case:
    """Return a case with what its header names.

    :raises Case.DoesNotExist: when there is none within the person's segment
    """
    conduct = registry.process_of(code=process).conduct
    seen = segments.cases(user=user, process=process)
    joined = seen.select_related(*_HEADER, *conduct.related)
    return joined.defer(*conduct.deferred).get(pk=case_id)


def steps(*, case: Case) -> list[Step]:
    """Return the journal, oldest first. A task that has been reported on is one row, not two."""
    journal = case.steps.select_related("document", "message", "task__completed_for", "by")
    light = journal.defer("document__context", "message__body", "task__result")
    rows = list(light.order_by("id"))
    answered = set()
    for step in rows:
        if step.is_answer:
            answered.add(step.task_id)
    return [step for step in rows if not (_asks(step) and step.task_id in answered)]


def _asks(step: Step) -> bool:
    """Say whether a row tells that somebody was asked to do something."""
    if step.task_id is None or step.is_answer:
        return False
    return step.deed not in _TOLD


def documents(*, case: Case, on: date | None = None) -> QuerySet[Document]:
    """Return the papers of a case, newest first, without their bytes; none of a later day."""
    made = Document.objects.filter(case=case)
    if on:
        made = made.filter(dated__lte=on)
    return made.defer("context").order_by("-id")


def transmissions(*, case: Case, on: date | None = None) -> QuerySet[Message]:
    """Return the messages of a case, newest first; none that was planned on a later day."""
    planned = Message.objects.filter(case=case)
    if on:
        planned = planned.filter(planned_on__lte=on)
    return planned.select_related("document").order_by("-id")


def tasks(*, case: Case) -> QuerySet[Task]:
    """Return the tasks of a case: open ones first, then the newest."""
    return (
        Task.objects.filter(case=case)
        .select_related("assignee", "completed_by", "held_by")
        .order_by("-status", "-id")
    )


def tasks_on(*, case: Case, on: date) -> list[Task]:
    """Return the tasks of a case as they stood at the end of a past day, not to be saved.

    Those that were given later are left out, those that were answered later are open, and what
    was corrected later says what it said then.
    """
    known = list(tasks(case=case).filter(created_on__lte=on))
    later = [task for task in known if task.correction and (task.completed_on or on) > on]
    wrong = {(task.stage, task.attempt, task.name, task.revision - 1) for task in later}
    shown = [task for task in known if task not in later]
    for task in shown:
        if (task.stage, task.attempt, task.name, task.revision) in wrong:
            task.status = Task.Status.DONE
        if task.completed_on and task.completed_on > on:
            task.status = Task.Status.OPEN
            task.completed_on = task.completed_by = None
    return sorted(
        shown,
        key=lambda task: task.status != Task.Status.OPEN,
    )


def next_tasks(cases: Iterable[Case]) -> dict[int, Task]:
    """Return the open task of each case, the one due first."""
    tasks = Task.objects.filter(case__in=cases, status=Task.Status.OPEN)
    first = tasks.order_by("case", "due_on", "id").distinct("case")
    return {task.case_id: task for task in first.select_related("assignee") if task.case_id}


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list: what it waits for, and what its process adds."""

    case: Case
    task: Task | None
    own: Any


def with_next_term(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases that know when the first of their open tasks is due."""
    tasks = Task.objects.filter(case=OuterRef("pk"), status=Task.Status.OPEN)
    first = tasks.order_by("due_on").values("due_on")[:1]
    return cases.annotate(next_term=Subquery(first))


@dataclass(frozen=True, slots=True)
class CaseCriteria:
    """What the list of cases may be asked for."""

    search: str = ""
    state: str = "open"
    stage: str = ""
    executor: int | None = None
    party_kind: str = ""
    opened_from: date | None = None
    district: int | None = None
    waits_for: int | None = None
    next_from: date | None = None
    next_to: date | None = None


def find(*, criteria: CaseCriteria, user: User, process: str) -> QuerySet[Case]:
    """Return the cases of a person's segment that meet the criteria, newest first."""
    found = segments.cases(user=user, process=process)
    found = found.filter(contracts.customers_of(district_id=criteria.district))
    side = criteria.state
    if criteria.state == "open":
        found, side = found.filter(closed_on=None), ""
    exact: dict[str, str | int | date | None] = {
        "stage_kind": criteria.stage,
        "executor": criteria.executor,
        "party__kind": criteria.party_kind,
        "side": side,
        "opened_on__gte": criteria.opened_from,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if criteria.waits_for or criteria.next_from or criteria.next_to:
        found = found.filter(Exists(_awaited(criteria)))
    found = found.filter(search.condition(kind="case", text=criteria.search))
    return found.order_by("-opened_on", "-id")


def _awaited(criteria: CaseCriteria) -> QuerySet[Task]:
    """Return the open tasks of a case that are asked about: whose, and due within which days."""
    asked = {
        "assignee": criteria.waits_for,
        "due_on__gte": criteria.next_from,
        "due_on__lte": criteria.next_to,
    }
    given = {name: value for name, value in asked.items() if value}
    return Task.objects.filter(case=OuterRef("pk"), status=Task.Status.OPEN, **given)
