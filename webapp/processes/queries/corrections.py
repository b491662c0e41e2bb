"""What has come about in a case since a report, and why the report cannot be corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from webapp.correspondence.models import Message
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.queries import known, labels
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.queries import corrections, own
from workflows.interfaces.process import DeedKind
from workflows.process import plan

_STAYED = {
    Message.Status.PLANNED,
    Message.Status.CANCELED,
    Message.Status.NO_CONTACT,
    Message.Status.FAILED,
}


@dataclass(frozen=True, slots=True)
class Since:
    """The rows of the journal of a case behind a report, the oldest first."""

    rows: tuple[Step, ...] = ()

    @property
    def asked(self) -> list[int]:
        """Return the tasks that the stages have asked for since."""
        asked = (row for row in self.rows if row.deed == DeedKind.ASK and not row.is_answer)
        return [row.task_id for row in asked if row.task_id]

    @property
    def papers(self) -> list[Step]:
        """Return the rows that tell of papers made since."""
        return [row for row in self.rows if row.deed == DeedKind.MAKE and row.document_id]

    @property
    def messages(self) -> list[int]:
        """Return the messages planned since."""
        return [row.message_id for row in self.rows if row.message_id]

    @property
    def lasting(self) -> Step | None:
        """Return the first thing since that has been done in the world, and stays done."""
        return next(filter(_is_lasting, self.rows), None)


def since(*, task: Task) -> Since:
    """Return what has come about in its case since a finished task was reported on."""
    answers = Step.objects.filter(
        case=task.case_id,
        task=task,
        is_answer=True,
    )
    reported = answers.order_by("id").last()
    if reported is None:
        return Since()
    later = Step.objects.filter(case=task.case_id, pk__gt=reported.pk)
    joined = later.select_related(
        "task",
        "message",
        "document",
        "case",
    )
    return Since(tuple(joined.defer("document__context").order_by("id")))


def _is_lasting(row: Step) -> bool:
    if row.deed == DeedKind.SEND:
        return row.message is not None and row.message.status not in _STAYED
    # what a process does beside its stages, as bringing a supply back, keeps it from no stage
    is_of_stage = row.is_answer and row.deed == DeedKind.ASK
    if not is_of_stage or row.task is None or row.task.status != Task.Status.DONE:
        return False
    kind = registry.kind_of_task(row.task)
    return kind is not None and kind.is_lasting


def refusal(*, task: Task) -> str:
    """Return why the report of a finished task cannot be corrected at all, and what to do instead.

    Nothing when it can.
    """
    kind = registry.kind_of_task(task)
    if kind is None or task.case_id is None:
        return _("A report to a colleague is not corrected: write a comment under the task.")
    if kind.final is not None:
        return str(kind.final)
    if kind.is_vote:
        return _("An answer on a route stays with its version: write a comment what was wrong.")
    if not corrections.is_newest(task=task):
        return _("The same was asked once more since then: correct the newest report of it.")
    return ""


def stays(*, task: Task, case: Case, later: Since) -> str:
    """Return why a case does not go back to where a report was wrong; nothing when it does."""
    if case.close_requested and not case.closed_on:
        return _("The case is being closed: how this ended changes nothing any more.")
    if case.closed_on and not ended_by(task=task, case=case):
        return _(
            "The case is closed (%(why)s): how this ended changes nothing any more. The date, "
            "numbers and sums may be corrected; write the rest as a note."
        ) % {"why": case.closing_name.lower()}
    if lasting := later.lasting:
        told = {
            "what": labels.event(lasting),
            "day": formats.date_format(lasting.on, "SHORT_DATE_FORMAT"),
        }
        return (
            _(
                "Since this report “%(what)s” was done on %(day)s, and that stays done. When that "
                "is wrong, correct it first; else correct here the date, numbers and sums only, "
                "and write a note."
            )
            % told
        )
    return ""


def ended_by(*, task: Task, case: Case) -> bool:
    """Say whether a case was closed because a task ended as it did."""
    move = _move(task, case, task.outcome)
    return isinstance(move, plan.End) and move.reason == case.close_reason


def leads_alike(*, task: Task, case: Case, outcome: str) -> bool:
    """Say whether a case goes on from another outcome of a task just as it did."""
    if outcome == task.outcome:
        return True
    endings = {(task.name, task.outcome), (task.name, outcome)}
    for step in _steps(task, case):
        hangs_on = getattr(step, "after", None) or getattr(step, "unless", None)
        if hangs_on in endings:
            return False
    return _move(task, case, task.outcome) == _move(task, case, outcome)


def _move(task: Task, case: Case, outcome: str) -> object:
    for step in known.works(_steps(task, case)):
        if step.task == task.name:
            return step.moves.get(outcome, plan.Next())
    return None


def _steps(task: Task, case: Case) -> Sequence[plan.Step]:
    conduct = registry.process_of(code=case.process).conduct
    return conduct.rules.steps(conduct.policy(case).stages[task.stage or 0])


def has_proof(*, task: Task) -> bool:
    """Say whether a delivery, and a term, stand on a report."""
    return Step.objects.filter(
        case=task.case_id,
        task=task,
        deed=DeedKind.PASS,
    ).exists()


def may_correct(task: Task, *, user: User) -> bool:
    """Say whether a person may correct a finished report: one's own; of all, who runs the place."""
    page = registry.page_of_task(task)
    if task.status != Task.Status.DONE or page is None or not user.has_perm(page.permission):
        return False
    return task.completed_by_id == user.pk or own.runs_place(user)
