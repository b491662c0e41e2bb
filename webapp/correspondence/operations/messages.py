"""Messages: planned once per step, released with the facts read again, sent once.

This is the single effect of the house. A row in SENDING is a promise that somebody is sending it
now. When the sender died, the provider is asked with what we know about the message; only its
definite no lets the message be tried again, and where it cannot tell, a person decides.
"""

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from documents import pdf
from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import CannotAsk, DeliveryStatus, OutgoingMessage, Receipt, UnableToSend
from webapp.correspondence import queries
from webapp.correspondence.models import TRIES_MAX, Document, Message
from webapp.correspondence.operations import calls, contacts, moves, outgoing
from webapp.correspondence.queries import refusals
from webapp.outbox import operations as outbox
from webapp.staff.models import User
from workflows.interfaces.places import Place

Status = Message.Status
# a sender that has not begun after this part of the gateways' time-out gives up,
# so that ``Gateways.longest_s`` holds
PART_TO_BEGIN = 0.5


class AlreadyBeingSent(Exception):
    """Somebody is sending this message now: look again later."""


class NotNow(Exception):
    """The facts neither forbid the message nor let it go at this moment: it stays planned."""


class UnableToSettle(Exception):
    """The message is not in doubt: there is nothing to decide."""


def plan_message(
    *,
    channel: str,
    workflow_id: str,
    step: str,
    subject: str,
    document_id: int | None,
    recipient: str,
    title: str,
    body: str,
    planned_on: date,
    account_id: int | None = None,
    place: Place | None = None,
) -> Message:
    """Write the intention of a step, or return the one the step already has.

    Without a recipient it ends at once: no contact.
    """
    if document_id and not account_id:
        account_id = Document.objects.values_list("account_id", flat=True).get(pk=document_id)
    message, _created = Message.objects.get_or_create(
        workflow_id=workflow_id,
        step=step,
        defaults={
            **_columns(place),
            "channel": channel,
            "subject": subject,
            "reference": uuid4(),
            "document_id": document_id,
            "account_id": account_id,
            "recipient": recipient,
            "title": title,
            "body": body,
            "status": Status.PLANNED if recipient else Status.NO_CONTACT,
            "planned_on": planned_on,
        },
    )
    return message


def _columns(place: Place | None) -> dict[str, Any]:
    """Return the columns of a message that say where in its case it belongs."""
    if place is None:
        return {}
    where = asdict(place)
    del where["name"]  # the channel says it
    return where


@transaction.atomic
def cancel_planned(*, subject: str, reason: str, ids: Collection[int] | None = None) -> int:
    """Cancel the messages of a subject that have not been released; return how many there were.

    Some only, when ``ids`` are given.
    """
    unsent = Message.objects.select_for_update().filter(subject=subject, status=Status.PLANNED)
    if ids is not None:
        unsent = unsent.filter(pk__in=ids)
    planned = unsent.order_by("id")
    cancelled = [
        moves.move(message, "cancelled", status=Status.CANCELED, reason=reason)
        for message in planned
    ]
    return sum(cancelled)


def release_and_send(
    *,
    message_id: int,
    still_true: Callable[[], str],
    gateways: Gateways,
    callback_url: str,
    today: date,
    now: Callable[[], datetime],
) -> Message:
    """Send a message, at most once, if the facts still ask for it.

    Called again, it goes on from where it stopped. ``still_true`` reads the facts in the
    transaction that releases the message and returns why it must not go, or nothing; it raises
    ``NotNow`` when the message has to wait. ``now`` tells the debtor's time there: outside the
    hours of contact, or when the number has been contacted as often as allowed, the message stays
    planned and says so.

    :raises AlreadyBeingSent: when another worker is at it
    :raises UnableToSend: when it was certainly not sent, or is in doubt and the provider will be
        asked: call again later. After ``TRIES_MAX`` tries the message is given up instead, or,
        when in doubt, left to a person
    """
    message = Message.objects.select_related("document").get(pk=message_id)
    if message.status == Status.SENDING:
        message = _clear_up(message, gateways=gateways, today=today)
    if message.status != Status.PLANNED:
        return message
    try:
        attachments = outgoing.attachments(message)
    except pdf.UnableToConvert as error:
        _put_off_unprinted(message, error)
        return message
    began = monotonic()
    try:
        released = _release(message_id, still_true, now)
    except NotNow:
        return message
    if released.status != Status.SENDING:
        return released
    # a worker that was stopped between the promise and the deed must not act on an old promise
    if monotonic() - began > PART_TO_BEGIN * gateways.timeout_s:
        moves.move(released, "returned", status=Status.PLANNED)
        raise AlreadyBeingSent(str(released.reference))
    return _send(
        released,
        outgoing.outgoing_of(released, callback_url, attachments),
        gateways=gateways,
        today=today,
    )


@transaction.atomic
def settle_unknown(
    *, message_id: int, was_sent: bool, evidence: str, by: User | None, today: date
) -> Message:
    """Write a person's decision: it went out, or it did not and may be sent.

    What the provider has said meanwhile stands.

    :raises UnableToSettle: when the message is not in doubt
    """
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    if Status(message.status).went_out or Status(message.status).is_final:
        return message
    if message.status != Status.UNKNOWN:
        raise UnableToSettle(_("The outcome of this message is not in doubt. Open the list again."))
    name = (by.get_full_name() or by.username) if by else ""
    proof = f"{name}: {evidence}"
    status = Status.ACCEPTED if message.channel == Message.Channel.EMAIL else Status.SENT
    sent = {"status": status, "sent_on": today, "evidence": proof[:300]}
    moves.move(
        message,
        "settled",
        actor=by,
        ground=proof,
        reason="",
        **(sent if was_sent else {"status": Status.PLANNED}),
    )
    outbox.announce(
        subject=message.subject, fact="message.settled", key=f"{message.pk}:{message.attempts}"
    )
    return message


@transaction.atomic
def record_delivery(
    *,
    reference: UUID,
    channel: str,
    status: DeliveryStatus,
    provider_id: str,
    evidence: str,
    today: date,
    nobody_there: bool = False,
    recording: str = "",
) -> Message:
    """Write what the provider reports.

    It may come before we know that the message was sent: then it is the answer to that too. A
    number that is nobody's works for nobody who has given it.

    :raises Message.DoesNotExist: when no message of ours by this channel has this reference
    """
    message = Message.objects.select_for_update().get(reference=reference, channel=channel)
    before = Status(message.status)
    if before.is_final or _is_about_another_copy(message, provider_id=provider_id, status=status):
        return message
    status = calls.judged(message=message, status=status, recording=recording)
    changes = {
        "provider_id": provider_id,
        "evidence": evidence[:300],
        "sent_on": message.sent_on or today,
    }
    if status.is_delivered:
        _report(message, "delivered", **changes, status=Status.DELIVERED, delivered_on=today)
    elif status.is_failed:
        _report(message, "failed", **changes, status=Status.FAILED, reason=evidence[:300])
        if nobody_there:
            contacts.give_up(message, ground=evidence)
    elif not before.went_out:
        _report(message, "sent", **changes, status=Status.SENT)
    return message


def take_back_as_returned(*, message: Message, words: str) -> bool:
    """Write that a letter came back; say whether that is news.

    It may be one whose sending nobody has written down yet. Called where the message is locked.
    """
    if message.status in {Status.FAILED, Status.NO_CONTACT}:
        return False
    moves.move(message, "bounced", status=Status.FAILED, reason=words[:300], delivered_on=None)
    outbox.announce(subject=message.subject, fact="message.bounced", key=str(message.pk))
    return True


def _clear_up(message: Message, *, gateways: Gateways, today: date) -> Message:
    """Find out what became of a message whose sender is gone."""
    longest = timedelta(seconds=gateways.longest_s(channel=message.channel))
    if not Message.objects.filter(pk=message.pk, sending_since__lt=Now() - Value(longest)).exists():
        raise AlreadyBeingSent(str(message.reference))
    try:
        receipt = door.find(
            outgoing.outgoing_of(message), gateways=gateways, search=queries.search_for(message)
        )
    except CannotAsk as error:
        moves.move(
            message, "doubted", ground=str(error), status=Status.UNKNOWN, reason="sender-gone"
        )
        return message
    except UnableToSend as error:
        _ask_later(message, error)
        return message
    if receipt:
        _write_receipt(message, receipt, today=today)
    elif message.attempts >= TRIES_MAX:
        moves.move(message, "failed", status=Status.FAILED, reason=message.reason or "not-taken")
    else:
        moves.move(message, "" if message.reason else "returned", status=Status.PLANNED)
    return message


def _ask_later(message: Message, error: UnableToSend) -> None:
    """Leave the question to the next try.

    A provider that is never there to be asked makes it a person's.

    :raises UnableToSend: while there are tries left
    """
    if message.attempts < TRIES_MAX:
        moves.move(message, "", attempts=message.attempts + 1, reason=error.words[:300])
        raise error
    moves.move(
        message, "doubted", ground=error.words, status=Status.UNKNOWN, reason="provider-silent"
    )


@transaction.atomic(durable=True)
def _release(
    message_id: int, still_true: Callable[[], str], now: Callable[[], datetime]
) -> Message:
    """Promise to send: from the commit of this on, the message counts as possibly sent.

    The facts come first, for what they lock is always locked before messages: by closing a case,
    too.
    """
    reason = still_true()
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    if message.status == Status.SENDING:
        raise AlreadyBeingSent(str(message.reference))
    if message.status != Status.PLANNED:
        return message
    if reason:
        moves.move(message, "cancelled", status=Status.CANCELED, reason=reason[:300])
        return message
    if quiet := contacts.rest_reason(message, now=now()):
        moves.move(message, "" if message.reason == quiet else "put-off", reason=quiet)
        return message
    kept = "" if message.reason in contacts.RESTS else message.reason
    Message.objects.filter(pk=message_id).update(
        status=Status.SENDING, sending_since=Now(), attempts=F("attempts") + 1, reason=kept
    )
    message.refresh_from_db()
    return message


def _send(message: Message, letter: OutgoingMessage, *, gateways: Gateways, today: date) -> Message:
    try:
        receipt = door.send(letter, gateways=gateways)
    except UnableToSend as error:
        _write_failure(message, error)
        return message
    _write_receipt(message, receipt, today=today)
    return message


def _write_receipt(message: Message, receipt: Receipt, *, today: date) -> None:
    changes: dict[str, Any] = {
        "status": Status.SENT if receipt.is_reported else Status.ACCEPTED,
        "provider_id": receipt.provider_id,
        "evidence": receipt.evidence[:300],
        "sent_on": today,
        "reason": "",
    }
    moved = moves.move(message, "sent", **changes)
    if not moved and message.status in {Status.UNKNOWN, Status.PLANNED}:
        # somebody took us for dead meanwhile, but we know how it ended
        moves.move(message, "sent", **changes)


def _write_failure(message: Message, error: UnableToSend) -> None:
    """Write what a failure means.

    In doubt, and there is somebody to ask: the row stays as it is and the next call asks.
    """
    if error.permanent:
        with transaction.atomic():
            moves.move(message, "failed", status=Status.FAILED, reason=error.words[:300])
            if error.nobody_there:
                contacts.give_up(message, ground=error.words)
    elif not error.outcome_unknown:
        _put_off(message, error)
    elif door.can_ask(channel=message.channel):
        moves.move(message, "", reason=error.words[:300])
        raise error
    else:
        moves.move(
            message, "doubted", ground=error.words, status=Status.UNKNOWN, reason="answer-lost"
        )


def _put_off(message: Message, error: UnableToSend, **changes: Any) -> None:
    """Leave a message that was certainly not sent to the next try, or give it up.

    Given up, the next channel gets its turn. The register keeps the first failure and the last,
    the message the newest.

    :raises UnableToSend: while there are tries left
    """
    changes["reason"] = error.words[:300]
    if message.attempts >= TRIES_MAX:
        moves.move(message, "failed", status=Status.FAILED, **changes)
        return
    moves.move(message, "" if message.reason else "returned", status=Status.PLANNED, **changes)
    raise error


def _put_off_unprinted(message: Message, error: pdf.UnableToConvert) -> None:
    """Leave a message whose paper cannot be printed now: nothing was tried, but it counts."""
    unprinted = UnableToSend("not-printed", words=refusals.in_words(error))
    _put_off(message, unprinted, attempts=message.attempts + 1)


def _report(message: Message, verb: str, **changes: Any) -> None:
    """Write a provider's report and wake whoever waits for it."""
    moves.move(message, verb, **changes)
    outbox.announce(subject=message.subject, fact=f"message.{verb}", key=str(message.pk))


def _is_about_another_copy(message: Message, *, provider_id: str, status: DeliveryStatus) -> bool:
    """Tell whether a failure is that of an earlier attempt.

    The copy that was sent last may still arrive.
    """
    return status.is_failed and bool(message.provider_id) and message.provider_id != provider_id
