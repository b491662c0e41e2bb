"""What proves that papers reached the debtor.

Handed over, come back, or only sent where sending is enough.
"""

from documents import catalogue, contexts
from webapp.correspondence.models import Call, Message
from webapp.processes.models import Step
from webapp.recovery.queries.contexts.values import CaseFacts

_CHANNELS = {
    "email": "по электронной почте",
    "sms": "сообщением СМС",
    "voice": "телефонным звонком",
    "post": "заказным письмом",
}
_RECORDED = "телефонным звонком с записью разговора"


def proofs(facts: CaseFacts) -> tuple[contexts.Proof, ...]:
    """Return the papers of the case that went out to the debtor, with what became of each.

    Not those that came back by e-mail.
    """
    delivered = (
        Step.objects.filter(case=facts.case, name="deliver")
        .exclude(message__status=Message.Status.FAILED)
        .select_related("task", "message")
        .order_by("id")
    )
    return tuple(found for step in delivered if (found := _proof(facts, step)))


def _proof(facts: CaseFacts, step: Step) -> contexts.Proof | None:
    made = Step.objects.filter(
        case=facts.case,
        stage=step.stage,
        attempt=step.attempt,
        document__isnull=False,
        id__lt=step.pk,
    )
    made_last = made.select_related("document").order_by("-id").first()
    if made_last is None or made_last.document is None:
        return None
    paper = made_last.document
    title = catalogue.CATALOGUE[catalogue.DocumentKind(paper.kind)].title
    return contexts.Proof(
        title=title,
        number=paper.number,
        dated=paper.dated,
        channel=channel(step),
        on=step.on,
        how=how(step),
    )


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
