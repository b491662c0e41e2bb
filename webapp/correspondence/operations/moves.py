"""A message moves from one status to the next: once, and with a trace in the register."""

from typing import Any

from django.db import transaction

from webapp.audit import operations as audit
from webapp.correspondence.models import Message
from webapp.staff.models import User


@transaction.atomic
def move(
    message: Message, verb: str, *, actor: User | None = None, ground: str = "", **changes: Any
) -> bool:
    """Change a message unless somebody has changed it since it was read; show what is true now.

    What happened stands in the register, unless ``verb`` is empty: then it is more of the same.
    """
    as_read = Message.objects.filter(
        pk=message.pk,
        status=message.status,
        sending_since=message.sending_since,
    )
    moved = bool(as_read.update(**changes))
    message.refresh_from_db()
    if moved and verb:
        details = {
            "message": message.pk,
            "channel": message.channel,
            "status": message.status,
            "provider_id": message.provider_id,
        }
        ground = ground or message.reason or message.evidence
        audit.record(
            name=f"correspondence.message.{verb}",
            subject=message.subject,
            actor=actor,
            ground=ground[:300],
            details=details,
        )
    return moved
