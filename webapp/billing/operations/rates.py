"""Entering a new key rate."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.billing.models import KeyRate
from webapp.billing.queries import rates
from webapp.staff.models import User


class UnableToEnterRate(Exception):
    """The rate does not follow the last one."""


@transaction.atomic
def enter_key_rate(*, effective_from: date, rate_percent: Decimal, source: str, by: User) -> KeyRate:
    """Add the next key rate; every penalty counted from now on knows it.

    :raises UnableToEnterRate: when it does not begin after the last known rate, or is not above zero
    """
    last = rates.key_rate().rows[-1]
    if effective_from <= last.start:
        raise UnableToEnterRate(
            _("The last known rate is in effect from %(day)s: the new one must begin later.") % {"day": f"{last.start:%d.%m.%Y}"}
        )
    if rate_percent <= 0:
        raise UnableToEnterRate(_("The rate must be above zero."))
    entered = KeyRate.objects.create(effective_from=effective_from, rate_percent=rate_percent, source=source, entered_by=by)
    details = {"from": effective_from.isoformat(), "rate": str(rate_percent)}
    audit.record(name="billing.key-rate.entered", subject=f"key_rate:{entered.pk}", actor=by, ground=source, details=details)
    return entered
