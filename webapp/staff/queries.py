"""What day it is for the business. Edges (views, commands, activities) ask here; everything below takes the day as an argument."""

from datetime import UTC, date, datetime

from webapp.staff.models import BusinessClockSetting
from workflows.interfaces.clock import BusinessClock


def business_clock() -> BusinessClock:
    """Return the clock of this installation: real time unless a rehearsal has set another."""
    setting = BusinessClockSetting.objects.first()
    if setting is None:
        return BusinessClock()
    return BusinessClock(origin_real=setting.origin_real_at, origin_business=setting.origin_business_at, rate=setting.rate)


def business_now() -> datetime:
    """Return the business moment, in Moscow time."""
    return business_clock().business(datetime.now(UTC))


def today() -> date:
    """Return the business day."""
    return business_now().date()
