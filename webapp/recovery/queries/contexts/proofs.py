"""What proves that papers reached the debtor.

Handed over, come back, or only sent where sending is enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from documents import catalogue, contexts
from webapp.correspondence.models import Call, Document, Message
from webapp.processes.models import Case, Step
from webapp.recovery.queries.contexts.values import CaseFacts

_CHANNELS = {
    "email": "по электронной почте",
    "sms": "сообщением СМС",
    "voice": "телефонным звонком",
    "post": "заказным письмом",
}
_RECORDED = "телефонным звонком с записью разговора"


@dataclass(frozen=True, slots=True)
class Gone:
    """A paper that went out to the debtor: the row of the journal that says what became of it."""

    paper: Document
    step: Step

    @property
    def proof(self) -> contexts.Proof:
        """Return what a filing says of it."""
        return contexts.Proof(
            title=catalogue.CATALOGUE[catalogue.DocumentKind(self.paper.kind)].title,
            number=self.paper.number,
            dated=self.paper.dated,
            channel=channel(self.step),
            on=self.step.on,
            how=how(self.step),
        )

    @property
    def evidence(self) -> str:
        """Return what confirms it: the number of the letter, the answer of a provider."""
        if self.step.task:
            number = self.step.task.result.get("number", "")
            return f"РПО {number}" if number else ""
        if self.step.message is None:
            return ""
        return self.step.message.evidence or self.step.message.provider_id


def proofs(facts: CaseFacts) -> tuple[contexts.Proof, ...]:
    """Return the papers of the case that went out to the debtor, with what became of each.

    Not those that came back by e-mail.
    """
    return tuple(gone.proof for gone in gone_out(facts.case))


def gone_out(case: Case) -> Iterator[Gone]:
    """Yield the papers of a case that went out to the debtor, the earliest first."""
    delivered = (
        Step.objects.filter(case=case, name="deliver")
        .exclude(message__status=Message.Status.FAILED)
        .select_related("task", "message")
        .order_by("id")
    )
    for step in delivered:
        made = Step.objects.filter(
            case=case,
            stage=step.stage,
            attempt=step.attempt,
            document__isnull=False,
            id__lt=step.pk,
        )
        made_last = made.select_related("document").order_by("-id").first()
        if made_last and made_last.document:
            yield Gone(made_last.document, step)


def channel(step: Step) -> str:
    """A call is called recorded when its recording is here."""
    if step.outcome == "voice" and Call.objects.filter(message=step.message_id).exclude(
        recording=""
    ):
        return _RECORDED
    return _CHANNELS[step.outcome]


def how(step: Step) -> contexts.Reached:
    """A letter that came back was not handed over: why it did says whether that counts.

    A message without a report of delivery was only sent; of an e-mail only a server has told.
    """
    if step.task:
        if step.task.outcome == "RETURNED":
            return contexts.Reached(step.task.result.get("fate") or contexts.Reached.RETURNED)
        return contexts.Reached.DELIVERED
    if step.message is not None and step.message.delivered_on is None:
        return contexts.Reached.SENT
    if step.outcome == Message.Channel.EMAIL:
        return contexts.Reached.ACCEPTED
    return contexts.Reached.DELIVERED
