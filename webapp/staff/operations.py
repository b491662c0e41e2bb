"""Changes of what binds the whole installation."""

from datetime import UTC, datetime

from webapp.staff import queries
from webapp.staff.models import BusinessClockSetting


def set_clock(*, business_at: datetime, rate: float) -> None:
    """Make business time run from a moment at a rate; a rehearsal only."""
    BusinessClockSetting.objects.update_or_create(
        id=1, defaults={"origin_real_at": datetime.now(UTC), "origin_business_at": business_at, "rate": rate}
    )


def slow_clock_to_real_time() -> None:
    """Let business time go on from the present business moment at the pace of real time."""
    set_clock(business_at=queries.business_now(), rate=1.0)
