"""Messages of which a restored database cannot know whether they went out.

A person says so, nothing goes by itself.
"""

from django.db import transaction
from django.db.models import QuerySet

from webapp.audit import operations as audit
from webapp.correspondence.models import Message

RESTORED = "restored"
_MAY_GO = (Message.Status.PLANNED, Message.Status.SENDING)


def doubt_planned() -> int:
    """Put every message that is planned or being sent to a person; return how many there were."""
    return _doubt(Message.objects.filter(status__in=_MAY_GO))


def doubt(message: Message) -> None:
    """Put a message that has just been planned to a person.

    The like of it may have gone out before.
    """
    _doubt(Message.objects.filter(pk=message.pk, status__in=_MAY_GO))
    message.refresh_from_db()


@transaction.atomic
def _doubt(messages: QuerySet[Message]) -> int:
    found = list(messages.select_for_update(of=("self",)).order_by("id"))
    Message.objects.filter(pk__in=[message.pk for message in found]).update(
        status=Message.Status.UNKNOWN,
        reason=RESTORED,
    )
    for message in found:
        audit.record(
            name="correspondence.message.doubted",
            subject=message.subject,
            ground=RESTORED,
            details={"message": message.pk, "channel": message.channel, "status": "UNKNOWN"},
        )
    return len(found)
