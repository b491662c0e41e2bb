"""What waits for whoever hires: colleagues who have no role yet and can do nothing."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from webapp.staff import registry
from webapp.staff.models import User


def _count(_user: User, _now: datetime) -> int:
    return User.objects.filter(
        is_active=True,
        is_superuser=False,
        groups=None,
    ).count()


registry.wait(
    registry.Waiting(
        "staff_user_changelist",
        _("Colleagues without a role"),
        "staff.change_user",
        _count,
        query="role=none&is_active__exact=1",
        variant="warning",
    )
)
