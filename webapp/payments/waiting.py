"""What waits for whoever posts payments: money of which nobody knows whose it is."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from webapp.payments.models import Payment
from webapp.staff import registry
from webapp.staff.models import User


def _count(_user: User, _now: datetime) -> int:
    return Payment.objects.filter(status=Payment.Status.UNIDENTIFIED).count()


registry.wait(
    registry.Waiting(
        "payments_unidentified",
        _("Unidentified payments"),
        "payments.identify_payment",
        _count,
        variant="warning",
    )
)
