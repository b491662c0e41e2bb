"""What a deed changes in a case: two looks at all that it has, and what comes of it at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.correspondence.models import Document, Message
from webapp.processes.models import Case
from webapp.tasks.models import Task
from workflows.process.ahead import AtOnce

_TASK, _PAPER, _MESSAGE = Task.Status, Document.Status, Message.Status


@dataclass(frozen=True, slots=True)
class Look:
    """All that a case has: its tasks, papers and messages, as they stand at a moment."""

    case: Case
    tasks: Mapping[int, Task]
    papers: Mapping[int, Document]
    messages: Mapping[int, Message]


@dataclass(frozen=True, slots=True)
class Effects:
    """What a deed changes: taken back, done, newly asked, due on another day; what follows at once.

    ``at_once`` is not there when the case is over.
    """

    case: Case
    recalled: tuple[Task, ...]
    taken_back: tuple[Document, ...]
    unsent: tuple[Message, ...]
    done: tuple[Task, ...]
    asked: tuple[Task, ...]
    moved: tuple[Task, ...]
    at_once: AtOnce | None


def look(*, case_id: int) -> Look:
    """Return all that a case has at this moment."""
    case = Case.objects.select_related("party").get(pk=case_id)
    papers = Document.objects.filter(case=case).defer("context")
    return Look(
        case=case,
        tasks=_by_id(Task.objects.filter(case=case)),
        papers=_by_id(papers),
        messages=_by_id(Message.objects.filter(case=case)),
    )


def between(*, before: Look, after: Look, at_once: AtOnce | None) -> Effects:
    """Return what is another than before."""
    tasks = (before.tasks, after.tasks)
    papers = (before.papers, after.papers)
    messages = (before.messages, after.messages)
    return Effects(
        case=after.case,
        recalled=tuple(_become(_TASK.RECALLED, *tasks)),
        taken_back=tuple(_become(_PAPER.CANCELED, *papers)),
        unsent=tuple(_become(_MESSAGE.CANCELED, *messages)),
        done=tuple(_become(_TASK.DONE, *tasks)),
        asked=tuple(task for pk, task in after.tasks.items() if pk not in before.tasks),
        moved=tuple(_moved(*tasks)),
        at_once=at_once,
    )


def _by_id(rows: Any) -> dict[int, Any]:
    return {row.pk: row for row in rows.order_by("id")}


def _become(status: str, before: Mapping[int, Any], after: Mapping[int, Any]) -> Iterator[Any]:
    for pk, row in after.items():
        was = before.get(pk)
        if row.status == status and was and was.status != status:
            yield row


def _moved(before: Mapping[int, Task], after: Mapping[int, Task]) -> Iterator[Task]:
    for pk, task in after.items():
        was = before.get(pk)
        if was and task.status == _TASK.OPEN and was.due_on != task.due_on:
            yield task
