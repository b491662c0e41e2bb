"""What a report on papers, a supply or a message means for its case: the effects of kinds."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from webapp.contracts import operations as contracts
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import documents, messages
from webapp.correspondence.queries import postal_numbers
from webapp.processes.models import Case
from webapp.recovery.models import Recovery
from webapp.recovery.operations import visits
from webapp.recovery.queries import reports
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete


def approved(case: Case, task: Task, today: date) -> None:
    """Let the papers of the attempt go out as they are, or take them back."""
    made = Document.objects.filter(
        case=case, stage=task.stage, attempt=task.attempt, status=Document.Status.MADE
    )
    for paper in made.order_by("id"):
        if task.outcome == "APPROVED" and task.completed_by:
            documents.mark_approved(document_id=paper.pk, by=task.completed_by)
        else:
            documents.cancel_documents(
                subject=task.subject, ground=task.remarks, kinds=[paper.kind], by=task.completed_by
            )


def posted(case: Case, task: Task, today: date) -> None:
    """A letter was handed over or came back: its number is what proves it.

    :raises UnableToComplete: when the number cannot be of the post, or proves nothing for lack
    """
    number = task.result.get("number", "")
    if not number and task.outcome != "DELIVERED":
        return
    if doubt := postal_numbers.doubt(number=number):
        raise UnableToComplete(doubt, field="number")


def restricted(case: Case, task: Task, today: date) -> None:
    """Only the account the crew was at is concerned: the others of a contract stay as they are."""
    if task.outcome == "IMPOSSIBLE" and task.completed_by and task.account:
        contracts.mark_restriction(
            account_id=task.account.pk,
            possible=False,
            never_cut=task.account.never_cut,
            ground=task.remarks,
            by=task.completed_by,
        )
    if task.outcome == "DONE" and task.account_id:
        _set_restricted(case, task, [task.account_id], is_restricted=True)
        visits.keep_reading(case=case, task=task, read_on=reports.day_of(task=task, today=today))


def resumed(case: Case, task: Task, today: date) -> None:
    """Everything that was cut off is on again."""
    cut = Task.objects.filter(case=case, kind="restriction", outcome="DONE", account__isnull=False)
    _set_restricted(
        case, task, cut.values_list("account_id", flat=True).distinct(), is_restricted=False
    )
    visits.keep_reading(case=case, task=task, read_on=reports.day_of(task=task, today=today))


def _set_restricted(
    case: Case, task: Task, accounts: Iterable[int | None], *, is_restricted: bool
) -> None:
    Recovery.objects.filter(pk=case.pk).update(is_restricted=is_restricted)
    for account_id in accounts:
        if account_id:
            contracts.mark_disconnected(
                account_id=account_id,
                is_disconnected=is_restricted,
                ground=case.number,
                by=task.completed_by,
            )


def settled(case: Case, task: Task, today: date) -> None:
    """A person knows what became of a message whose outcome was unknown."""
    sent = Message.objects.filter(
        case=case, stage=task.stage, attempt=task.attempt, channel=task.about
    )
    message = sent.latest("id")
    evidence = task.result.get("evidence", task.remarks)
    with suppress(
        messages.UnableToSettle
    ):  # the provider or the queue of doubtful messages was quicker: that stands
        messages.settle_unknown(
            message_id=message.pk,
            was_sent=task.outcome == "SENT",
            evidence=evidence,
            by=task.completed_by,
            today=today,
        )
