"""What tests of messages do again and again."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import count
from typing import Any

import docx
from django.db.models import F
from django.db.models.functions import Now

from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import OutgoingMessage, Receipt
from webapp.audit.models import Entry
from webapp.correspondence.models import Message
from webapp.correspondence.operations import messages
from webapp.outbox.models import Row
from workflows.interfaces.clock import MOSCOW

TODAY = date(2026, 11, 16)
NOON = datetime.combine(TODAY, time(12), MOSCOW)
RECIPIENTS = {"email": "petrov@example.org", "sms": "+79161234567", "voice": "+79161234567"}
_steps = count(1)


def plan(*, channel: str = "sms", **fields: Any) -> Message:
    step = f"0.1:send:{channel}:{next(_steps)}"
    planned = {
        "workflow_id": "debt_recovery:42",
        "step": step,
        "subject": "recovery_case:42",
        "document_id": None,
        "recipient": RECIPIENTS[channel],
        "title": "Уведомление № УВ-000001/2026",
        "body": f"Долг 5 000,00 ₽ ({step})",
        "planned_on": TODAY,
    }
    return messages.plan_message(channel=channel, **{**planned, **fields})


def send(
    message: Message,
    gateways: Gateways,
    *,
    reason: str = "",
    callback_url: str = "",
    now: datetime = NOON,
) -> Message:
    return messages.release_and_send(
        message_id=message.pk,
        still_true=lambda: reason,
        gateways=gateways,
        callback_url=callback_url,
        today=now.date(),
        now=lambda: now,
    )


def leave_in_sending(message: Message, *, long_ago: bool = True) -> Message:
    """Leave the row as a worker leaves it that was killed between the promise and the receipt."""
    Message.objects.filter(pk=message.pk).update(
        status=Message.Status.SENDING, attempts=F("attempts") + 1, sending_since=Now()
    )
    if long_ago:
        Message.objects.filter(pk=message.pk).update(
            sending_since=F("sending_since") - timedelta(seconds=60)
        )
    message.refresh_from_db()
    return message


def hand_over(message: Message, gateways: Gateways) -> Receipt:
    """Give the message to the provider as the killed worker did, writing nothing down."""
    outgoing = OutgoingMessage(
        channel=message.channel,
        recipient=message.recipient,
        title=message.title,
        body=message.body,
        reference=message.reference,
    )
    return door.send(outgoing, gateways=gateways)


def docx_of(text: str) -> bytes:
    """Return a Word file with one line."""
    content, paper = BytesIO(), docx.Document()
    paper.add_paragraph(text)
    paper.save(content)
    return content.getvalue()


def deeds(message: Message) -> list[str]:
    """What the register says of a message, in order."""
    entries = Entry.objects.filter(subject=message.subject, details__message=message.pk).order_by(
        "id"
    )
    return [entry.name.removeprefix("correspondence.message.") for entry in entries]


def facts() -> list[str]:
    return list(
        Row.objects.filter(kind=Row.Kind.ANNOUNCE).order_by("id").values_list("fact", flat=True)
    )
