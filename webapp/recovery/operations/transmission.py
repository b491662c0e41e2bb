"""Sending a paper of a case by one channel: planned once, released with the facts read again, sent once."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from notifications.gateways import Gateways
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import documents, doubts, messages
from webapp.processes.models import Case
from webapp.recovery.operations import deeds, papers
from webapp.recovery.queries import announcements, claims, contacts, view
from webapp.recovery.queries.doubts import may_have_gone
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import decisions


def send(
    *,
    case_id: int,
    deed: Deed,
    gateways: Gateways,
    callback_base: str,
    today: date,
    now: Callable[[], datetime],
) -> None:
    """Send the paper of a step by the deed's channel, at most once, unless the facts no longer ask for it.

    ``now`` is asked at the release: only a moment within the hours of contact lets a short message or a call go.
    """
    message = plan(case_id=case_id, deed=deed, today=today)
    if message is None or message.status not in {Message.Status.PLANNED, Message.Status.SENDING}:
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
    """Write the intention, once per step, if the step is still the one thing to do; one that was written follows the contact."""
    case = _locked(case_id)
    workflow_id = words.workflow_id(case_id=case_id)
    known = contacts.recipients(party=case.party, channel=deed.name)
    planned = Message.objects.filter(workflow_id=workflow_id, step=deed.step).first()
    if planned:
        return messages.readdress(message=planned, known=known)
    if not deeds.is_asked_for(deed, deeds.decide(case=case, today=today)):
        return None
    deeds.enter(case=case, deed=deed, today=today)
    document = _paper(case)
    title, body = wording(case=case, document=document, channel=deed.name)
    message = messages.plan_message(
        channel=deed.name,
        workflow_id=workflow_id,
        step=deed.step,
        subject=words.case_subject(case_id=case_id),
        document_id=document.pk,
        recipient=next(iter(known), ""),
        place=papers.place(case=case, deed=deed),
        title=title,
        body=body,
        planned_on=today,
    )
    if may_have_gone(case=case, deed=deed):
        doubts.doubt(message)
    deeds.write_step(case=case, deed=deed, today=today, outcome="PLANNED", message=message)
    return message


def _locked(case_id: int) -> Case:
    """Return a case that stays as it is until the transaction ends."""
    joined = Case.objects.select_related("party", "recovery")
    return joined.select_for_update(of=("self",), no_key=True).get(pk=case_id)


def _paper(case: Case) -> Document:
    made = view.here(Document.objects, case=case)
    return made.exclude(status=Document.Status.CANCELLED).latest("id")


def wording(*, case: Case, document: Document, channel: str) -> tuple[str, str]:
    """Return title and text in the party's language, of a call in Russian. The paper travels with e-mail; SMS and voice tell what it says."""
    with translation.override("ru" if channel == "voice" else case.party.language):
        title = _("%(kind)s No. %(number)s") % {
            "kind": correspondence.title_of(document),
            "number": document.number,
        }
        if channel == "email":
            facts = {
                "title": title,
                "debt": _money(document.debt),
                "account": document.account.number if document.account else "",
            }
            return title, _(
                "%(title)s. Account %(account)s: the debt is %(debt)s roubles. The document is attached."
            ) % facts
        told = announcements.spoken if channel == "voice" else announcements.short
        return title, told(kind=document.kind, context=document.context)


def _money(amount: Decimal) -> str:
    return formats.number_format(amount, decimal_pos=2, use_l10n=True)


def _reason_not_to_send(case_id: int, deed: Deed, message: Message, today: date) -> str:
    """Return why the message must not go, from facts read this moment; empty when it must.

    What asked for the message may be a day old: the same rules that asked for it must ask for it again, by this channel, with this
    paper. The case stays locked until the release is written, so whatever stops it comes either before it or after it.

    :raises NotNow: while somebody holds the case, a plan stands or its scheme is stopped: the intention stays an intention
    """
    case = _locked(case_id)
    decision = deeds.decide(case=case, today=today)
    if not deeds.is_asked_for(deed, decision):
        return _why_not(decision, message)
    if message.recipient not in contacts.recipients(party=case.party, channel=message.channel):
        return "no-consent"
    return _reason_of_paper(case, message, today)


def _why_not(decision: decisions.Decision, message: Message) -> str:
    """Return why a message is not asked for any more: what is to be done instead tells it.

    :raises NotNow: when nothing but a pause stands in its way
    """
    match decision:
        case decisions.Over():
            return "case-closed"
        case decisions.Close(deed=Deed(reason=str() as reason)):
            return str(reason)
        case decisions.Wait(why=why):
            return _why_waiting(why)
        case decisions.Act(deed=Deed(kind=DeedKind.END_PAUSE | words.OwnDeed.BREAK_PLAN)):
            raise messages.NotNow
        case decisions.Act(deed=Deed(kind=words.OwnDeed.RESUME)):
            return "resumption"
        case decisions.Act(deed=Deed(kind=DeedKind.PASS, name="skip", ground=ground)):
            return ground
        case decisions.Act(deed=Deed(kind=DeedKind.MAKE)):
            return _why_anew(message)
        case _:
            return "overtaken"


def _why_waiting(why: str) -> str:
    """:raises NotNow: when the case waits for the end of a pause, a plan, or a stop of its scheme"""
    if why.partition(":")[0] in {"pause", "plan", "stopped"}:
        raise messages.NotNow
    return "resumption" if why == "task:resumption" else "overtaken"


def _why_anew(message: Message) -> str:
    case_id, document = message.case_id, message.document
    if case_id and document and document.debt != claims.debt(case_id=case_id):
        return "debt-changed"
    return "paper-replaced"


def _reason_of_paper(case: Case, message: Message, today: date) -> str:
    """Return why the paper that the message carries must not go. One with an outdated name or address is taken back: a new one follows."""
    document = message.document
    if document is None:
        return ""
    if document.pk != _paper(case).pk:
        return "paper-replaced"
    if papers.names_debtor_rightly(case=case, document=document, today=today):
        return ""
    documents.cancel_documents(
        subject=document.subject, ground="debtor-changed", kinds=[document.kind]
    )
    return "debtor-changed"
