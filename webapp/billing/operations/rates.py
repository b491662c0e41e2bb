"""Entering a new key rate, and taking back one that is not yet in effect."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.billing.models import KeyRate
from webapp.billing.queries import rates
from webapp.staff.models import User

MAX_RATE_PERCENT = 30
"""The Bank of Russia never set more than 21 % since the rate exists: more is
a slip of the comma.
"""
MAX_AHEAD = timedelta(days=366)


class UnableToEnterRate(Exception):
    """The rate cannot be true, or does not follow the last one; ``field`` is the one to correct."""

    def __init__(self, message: str, field: str = "effective_from") -> None:
        super().__init__(message)
        self.field = field


class UnableToWithdrawRate(Exception):
    """The rate is in effect already, or is not there."""


def check_key_rate(*, effective_from: date, rate_percent: Decimal, today: date) -> None:
    """Refuse a rate that cannot be the next one.

    :raises UnableToEnterRate: when it does not begin after the last known rate or begins more than
        a year ahead, or is not above zero or above the highest that is believed
    """
    last = rates.key_rate().rows[-1]
    if effective_from <= last.start:
        raise UnableToEnterRate(
            _("The last known rate is in effect from %(day)s: the new one must begin later.")
            % {"day": f"{last.start:%d.%m.%Y}"}
        )
    if effective_from > today + MAX_AHEAD:
        raise UnableToEnterRate(_("The day is more than a year ahead: correct the year."))
    if rate_percent <= 0:
        raise UnableToEnterRate(_("The rate must be above zero."), "rate_percent")
    if rate_percent > MAX_RATE_PERCENT:
        message = _("The rate is above %(highest)s %%: check where the comma stands.")
        raise UnableToEnterRate(message % {"highest": MAX_RATE_PERCENT}, "rate_percent")


def enter_key_rate(
    *, effective_from: date, rate_percent: Decimal, source: str, by: User, today: date
) -> KeyRate:
    """Add the next key rate; every penalty counted from now on knows it.

    :raises UnableToEnterRate: see ``check_key_rate``; or when somebody enters a rate of the same
        day right now
    """
    check_key_rate(effective_from=effective_from, rate_percent=rate_percent, today=today)
    try:
        with transaction.atomic():
            entered = KeyRate.objects.create(
                effective_from=effective_from,
                rate_percent=rate_percent,
                source=source,
                entered_by=by,
            )
            _record("entered", entered, by)
    except IntegrityError as error:
        raise UnableToEnterRate(
            _("A rate from this day has just been entered: look at the table.")
        ) from error
    return entered


@transaction.atomic
def withdraw_key_rate(*, key_rate_id: int, by: User, today: date) -> None:
    """Take back a rate that was entered by mistake; no penalty rests on it before its day.

    :raises UnableToWithdrawRate: when it is in effect already, or has been withdrawn
    """
    rate = rates.not_yet_in_effect(today=today).select_for_update().filter(id=key_rate_id).first()
    if rate is None:
        raise UnableToWithdrawRate(
            _("This rate is in effect already or has been withdrawn: look at the table.")
        )
    _record("withdrawn", rate, by)
    rate.delete()


def _record(what: str, rate: KeyRate, by: User) -> None:
    details = {"from": rate.effective_from.isoformat(), "rate": str(rate.rate_percent)}
    audit.record(
        name=f"billing.key-rate.{what}",
        subject=f"key_rate:{rate.pk}",
        actor=by,
        ground=rate.source,
        details=details,
    )
