"""What was returned with remarks, what came of it, and what the paper says otherwise now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.correspondence.models import Document
from webapp.correspondence.queries import editions
from webapp.correspondence.queries.editions import Change
from webapp.processes import registry
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.tasks.models import Task
from workflows.interfaces.approval import RETURNED
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import plan


@dataclass(frozen=True, slots=True)
class Returned:
    """An approval that ended in a return, and what came after it.

    ``correction`` is the report of whoever was to correct it. ``changes`` are what the paper of now
    says otherwise than ``paper``, which was returned; ``is_compared`` when there are two of them.
    ``is_made`` when the new one is up for approval, not still to be made.
    """

    approval: Task
    correction: Task | None
    paper: Document | None
    is_made: bool
    changes: Sequence[Change] = ()
    is_compared: bool = False

    @property
    def says_the_same(self) -> bool:
        """Say whether the paper of now repeats the one that was returned."""
        return self.is_compared and all(change.grows for change in self.changes)


def remarks(*, case: Case, kind: str) -> str:
    """Return the remarks that somebody asked to correct is to mind; nothing for other tasks."""
    if kind != plan.CORRECT:
        return ""
    last = _returned(case_id=case.pk, stage=case.stage).last()
    if last is None:
        return ""
    return last.remarks


def of(*, task: Task, case: Case, today: date) -> Returned | None:
    """Return the return that a correction, or one more approval, follows; nothing of others."""
    if task.kind not in {plan.APPROVE, plan.CORRECT} or task.stage is None:
        return None
    before = _returned(case_id=case.pk, stage=task.stage).filter(pk__lt=task.pk)
    approval = before.select_related("completed_by", "completed_for").last()
    if approval is None:
        return None
    papers = Document.objects.filter(case=case, stage=task.stage)
    paper = papers.filter(attempt=approval.attempt).order_by("id").last()
    found = Returned(
        approval,
        _correction(approval, task),
        paper,
        is_made=task.kind == plan.APPROVE,
    )
    if paper is None:
        return found
    facts = _facts_of_now(task, case, paper, today)
    if facts is None:
        return found
    changes = editions.changes(was=paper.context, is_now=facts)
    return replace(found, changes=changes, is_compared=True)


def _returned(*, case_id: int, stage: int) -> QuerySet[Task]:
    return Task.objects.filter(
        case=case_id,
        stage=stage,
        kind=plan.APPROVE,
        outcome=RETURNED,
    ).order_by("id")


def _correction(approval: Task, task: Task) -> Task | None:
    """Return the report on what was returned that was given before a task was asked for."""
    asked = Task.objects.filter(case=approval.case_id, stage=approval.stage, kind=plan.CORRECT)
    between = asked.filter(pk__gt=approval.pk, pk__lt=task.pk, status=Task.Status.DONE)
    return between.select_related("completed_by", "completed_for").order_by("id").last()


def _facts_of_now(task: Task, case: Case, was: Document, today: date) -> dict[str, Any] | None:
    """Return what the paper of a task says; of one to be made, what it would say today."""
    if task.kind == plan.APPROVE:
        made = Document.objects.filter(case=case, stage=task.stage, attempt=task.attempt)
        newer = made.filter(kind=was.kind, pk__gt=was.pk).order_by("id")
        facts: dict[str, Any] | None = newer.values_list("context", flat=True).last()
        return facts
    if task.status != Task.Status.OPEN:
        return None
    return _drafted(case, was, today)


def _drafted(case: Case, was: Document, today: date) -> dict[str, Any] | None:
    """Return what a paper of the same kind would say; nothing while it cannot be made."""
    process = registry.process_of(code=case.process)
    deed = Deed(DeedKind.MAKE, was.kind, case.stage, case.attempt)
    try:
        draft = process.papers.drafts[was.kind](case, deed, today)
        return editions.printed(kind=was.kind, context=draft.context(was.number))
    except (UnableToMake, NotInForce, UnableToCalculate):
        return None
