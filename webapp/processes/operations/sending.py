"""Sending a paper of a case, or words alone, by one channel.

Planned once, released with the facts read again, sent once.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from notifications.gateways import Gateways
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import contacts as follow
from webapp.correspondence.operations import documents, doubts, messages
from webapp.correspondence.reasons import REASONS
from webapp.processes import registry
from webapp.processes.declarations import Messages, Process
from webapp.processes.models import Case
from webapp.processes.operations import journal, moving
from webapp.processes.queries import contacts, known, lost_time
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import decisions

_TO_SEND = {Message.Status.PLANNED, Message.Status.SENDING}


class SendsNothing(Exception):
    """The process does not say what its messages read."""


def send(
    *,
    case_id: int,
    deed: Deed,
    gateways: Gateways,
    callback_base: str,
    today: date,
    now: Callable[[], datetime],
) -> None:
    """Send the paper of a step by the deed's channel, at most once.

    Unless the facts no longer ask for it. ``now`` is asked at the release: only a moment within the
    hours of contact lets a short message or a call go.
    """
    message = plan(
        case_id=case_id,
        deed=deed,
        today=today,
    )
    if message is None or message.status not in _TO_SEND:
        return
    messages.release_and_send(
        message_id=message.pk,
        still_true=lambda: _reason_not_to_send(case_id, deed, message, today),
        gateways=gateways,
        callback_url=f"{callback_base}/hooks/twilio/{message.reference}/",
        today=today,
        now=now,
    )


@transaction.atomic
def plan(*, case_id: int, deed: Deed, today: date) -> Message | None:
    """Write the intention, once per step, if the step is still the one thing to do.

    One that was written follows the contact.
    """
    case = _locked(case_id)
    process = registry.process_of(code=case.process)
    recipients = contacts.recipients(case=case, channel=deed.name)
    workflow_id = process.workflow_id(case_id=case_id)
    planned = Message.objects.filter(workflow_id=workflow_id, step=deed.step).first()
    if planned:
        return follow.readdress(message=planned, known=recipients)
    decision = known.decide(case=case, today=today)
    if not known.is_asked_for(deed, decision):
        return None
    moving.enter(
        case=case,
        deed=deed,
        today=today,
    )
    message = _write(case, deed, process, next(iter(recipients), ""), today)
    may_have_gone = _manners(process).may_have_gone or lost_time.may_have_gone
    if may_have_gone(case, deed):
        doubts.doubt(message)
    journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="PLANNED",
        message=message,
    )
    return message


def _write(case: Case, deed: Deed, process: Process, recipient: str, today: date) -> Message:
    document = known.paper_here(case=case)
    title, body = _worded(case, deed, process, document)
    document_id, account_id = _of_paper(document)
    return messages.plan_message(
        channel=deed.name,
        workflow_id=process.workflow_id(case_id=case.pk),
        step=deed.step,
        subject=process.subject_of(case_id=case.pk),
        document_id=document_id,
        account_id=account_id,
        recipient=recipient,
        place=journal.place(case=case, deed=deed),
        title=title,
        body=body,
        planned_on=today,
    )


def _of_paper(document: Document | None) -> tuple[int | None, int | None]:
    if document is None:
        return None, None
    return document.pk, document.account_id


def _worded(case: Case, deed: Deed, process: Process, document: Document | None) -> tuple[str, str]:
    if document is None:
        return _manners(process).telling(case, deed.name)
    return _manners(process).wording(case, document, deed.name)


def _locked(case_id: int) -> Case:
    """Return a case that stays as it is until the transaction ends."""
    joined = Case.objects.select_related("party")
    return joined.select_for_update(of=("self",), no_key=True).get(pk=case_id)


def _manners(process: Process) -> Messages:
    if process.messages is None:
        raise SendsNothing(process.code)
    return process.messages


def _reason_not_to_send(case_id: int, deed: Deed, message: Message, today: date) -> str:
    """Return why the message must not go, from facts read this moment; empty when it must.

    What asked for the message may be a day old: the same rules that asked for it must ask for it
    again, by this channel, with this paper. The case stays locked until the release is written, so
    whatever stops it comes either before it or after it.

    :raises NotNow: while something holds the case: the intention stays an intention
    """
    case = _locked(case_id)
    decision = known.decide(case=case, today=today)
    if not known.is_asked_for(deed, decision):
        return _why_not(case, decision, message)
    recipients = contacts.recipients(case=case, channel=message.channel)
    if message.recipient not in recipients:
        return "no-consent"
    return _reason_of_paper(case, message, today)


def _why_not(case: Case, decision: decisions.Decision, message: Message) -> str:
    """Return why a message is not asked for any more: what is to be done instead tells it.

    :raises NotNow: when nothing but a pause stands in its way
    """
    process = registry.process_of(code=case.process)
    if own := _manners(process).why_not(decision):
        return own
    match decision:
        case decisions.Over():
            return "case-closed"
        case decisions.Close(deed=Deed(reason=str() as reason)):
            return _of_closing(str(reason))
        case decisions.Wait(why=why) if why.startswith("pause:"):
            raise messages.NotNow
        case decisions.Act(deed=Deed(kind=DeedKind.END_PAUSE)):
            raise messages.NotNow
        case decisions.Act(deed=Deed(kind=DeedKind.PASS, name="skip", ground=ground)):
            return ground
        case decisions.Act(deed=Deed(kind=DeedKind.MAKE)):
            return _why_anew(case, process, message)
        case _:
            return "overtaken"


def _of_closing(reason: str) -> str:
    """What only its process knows a reason to close by is told as the end of the case."""
    if reason in REASONS:
        return reason
    return "case-closed"


def _why_anew(case: Case, process: Process, message: Message) -> str:
    """A paper is made anew: what it was made from is another by now, or the paper is."""
    made = message.document and message.document.journal.filter(deed=DeedKind.MAKE).first()
    if not made:
        return "paper-replaced"
    was, is_now = (made.basis, made.debt), (process.papers.basis(case), process.hooks.debt(case))
    if was != is_now:
        return process.papers.changed
    return "paper-replaced"


def _reason_of_paper(case: Case, message: Message, today: date) -> str:
    """Return why the paper that the message carries must not go.

    One with an outdated name or address is taken back: a new one follows.
    """
    document = message.document
    if document is None:
        return ""
    if document != known.paper_here(case=case):
        return "paper-replaced"
    process = registry.process_of(code=case.process)
    fault = process.papers.fault(case, document, today)
    if fault:
        documents.cancel_documents(
            subject=document.subject,
            ground=fault,
            kinds=[document.kind],
        )
    return fault
