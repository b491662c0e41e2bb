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
from webapp.correspondence.operations import doubts, messages
from webapp.recovery.models import Hold, InstalmentPlan, RecoveryCase, Step
from webapp.recovery.operations import deeds
from webapp.recovery.queries import announcements, claims, contacts, schemes, view
from webapp.recovery.queries.doubts import may_have_gone
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import Deed, DeedKind


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
    message = _plan(case_id=case_id, deed=deed, today=today)
    if message is None or message.status not in {Message.Status.PLANNED, Message.Status.SENDING}:
        return
    messages.release_and_send(
        message_id=message.pk,
        still_true=lambda: _reason_not_to_send(case_id, message),
        gateways=gateways,
        callback_url=f"{callback_base}/hooks/twilio/{message.reference}/",
        today=today,
        now=now,
    )


@transaction.atomic
def _plan(*, case_id: int, deed: Deed, today: date) -> Message | None:
    """Write the intention, once per step."""
    case = RecoveryCase.objects.select_for_update().select_related("party").get(pk=case_id)
    if case.closed_on:
        return None
    deeds.enter(case=case, deed=deed, today=today)
    document = _paper(case)
    title, body = wording(case=case, document=document, channel=deed.name)
    message = messages.plan_message(
        channel=deed.name,
        workflow_id=words.workflow_id(case_id=case_id),
        step=deed.step,
        subject=words.case_subject(case_id=case_id),
        document_id=document.pk,
        recipient=next(iter(contacts.recipients(party=case.party, channel=deed.name)), ""),
        title=title,
        body=body,
        planned_on=today,
    )
    if not Step.objects.filter(case=case, key=deed.step).exists():
        if may_have_gone(case=case, deed=deed):
            doubts.doubt(message)
        deeds.write_step(case=case, deed=deed, today=today, outcome="PLANNED", message=message)
    return message


def _paper(case: RecoveryCase) -> Document:
    made = Document.objects.filter(
        workflow_id=words.workflow_id(case_id=case.pk),
        step__startswith=f"{view.step_prefix(case)}{DeedKind.MAKE}:",
    )
    return made.exclude(status=Document.Status.CANCELLED).latest("id")


def wording(*, case: RecoveryCase, document: Document, channel: str) -> tuple[str, str]:
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


def _reason_not_to_send(case_id: int, message: Message) -> str:
    """Return why the message must not go, from facts read this moment; empty when it must.

    The case stays locked until the release is written, so a hold, a plan or a closing comes either before it or after it.

    :raises NotNow: while somebody holds the case, a plan stands or its scheme is stopped: the intention stays an intention
    """
    case = RecoveryCase.objects.select_for_update(no_key=True).get(pk=case_id)
    if case.closed_on or case.close_requested:
        return "case-closed"
    debt = claims.debt(case_id=case_id)
    if debt < schemes.scheme_of_version(case.scheme_version_id).close_below:
        return "paid"
    if _is_paused(case):
        raise messages.NotNow
    if message.recipient not in contacts.recipients(party=case.party, channel=message.channel):
        return "no-consent"
    return "debt-changed" if message.document and message.document.debt != debt else ""


def _is_paused(case: RecoveryCase) -> bool:
    held = Hold.objects.filter(case=case, ended_on=None).exists()
    planned = InstalmentPlan.objects.filter(case=case, status=InstalmentPlan.Status.ACTIVE).exists()
    return (
        held
        or planned
        or RecoveryCase.objects.filter(pk=case.pk)
        .exclude(scheme_version__scheme__stopped_reason="")
        .exists()
    )
