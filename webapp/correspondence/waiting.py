"""What waits for whoever settles messages: those of which nobody knows whether they were sent."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from webapp.correspondence import queries
from webapp.staff import registry
from webapp.staff.models import User


def _count(user: User, _now: datetime) -> int:
    return queries.messages_in_doubt(user=user).count()


registry.wait(
    registry.Waiting(
        "correspondence_message_doubtful",
        _("Messages in doubt"),
        "correspondence.settle_message",
        _count,
        marks="correspondence_message_changelist",
        variant="warning",
    )
)
