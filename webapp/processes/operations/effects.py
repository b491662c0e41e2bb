"""What a report on a paper or a message means for the case of any process: the effects of kinds."""

from contextlib import suppress
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import documents, messages
from webapp.correspondence.queries import postal_numbers
from webapp.outbox import operations as outbox
from webapp.processes.models import Case
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete


def approved(case: Case, task: Task, today: date) -> None:
    """Let the papers of the attempt go out as they are, or take them back."""
    made = _papers(case, task).filter(status__in=documents.ALIVE)
    for paper in made.order_by("id"):
        if task.outcome == "APPROVED" and task.completed_by:
            if paper.status == Document.Status.MADE:
                documents.mark_approved(document_id=paper.pk, by=task.completed_by)
        else:
            documents.cancel_documents(
                subject=task.subject, ground=task.remarks, kinds=[paper.kind], by=task.completed_by
            )


def unapproved(case: Case, former: Task, corrected: Task) -> None:
    """An approval is taken back while its paper is in the house; what was returned is no more.

    :raises UnableToComplete: when the paper has left, or was taken back
    """
    if _papers(case, former).filter(status=Document.Status.ISSUED).exists():
        raise UnableToComplete(
            _("The paper has left the house already: make the next one right, and write a note.")
        )
    if former.outcome != "APPROVED" and corrected.outcome == "APPROVED":
        raise UnableToComplete(
            _("The paper was taken back when it was returned: approve the next edition of it.")
        )


def _papers(case: Case, task: Task) -> QuerySet[Document]:
    return Document.objects.filter(case=case, stage=task.stage, attempt=task.attempt)


def nothing_to_undo(_case: Case, _former: Task, _corrected: Task) -> None:
    """The right report says all of it anew."""


def posted(case: Case, task: Task, today: date) -> None:
    """A letter was handed over or came back: its number is what proves it.

    Of a letter that came back everybody hears who listens to the customer.

    :raises UnableToComplete: when the number cannot be of the post, or proves nothing for lack
    """
    if task.outcome == "RETURNED":
        outbox.announce(
            subject=f"party:{case.party_id}",
            fact="letter.returned",
            key=str(task.pk),
        )
    number = task.result.get("number", "")
    if not number and task.outcome != "DELIVERED":
        return
    if doubt := postal_numbers.doubt(number=number):
        raise UnableToComplete(doubt, field="number")


def settled(case: Case, task: Task, today: date) -> None:
    """A person knows what became of a message whose outcome was unknown."""
    sent = Message.objects.filter(
        case=case, stage=task.stage, attempt=task.attempt, channel=task.about
    )
    message = sent.latest("id")
    evidence = task.result.get("evidence", task.remarks)
    # the provider or the queue of doubtful messages was quicker: that stands
    with suppress(messages.UnableToSettle):
        messages.settle_unknown(
            message_id=message.pk,
            was_sent=task.outcome == "SENT",
            evidence=evidence,
            by=task.completed_by,
            today=today,
        )
