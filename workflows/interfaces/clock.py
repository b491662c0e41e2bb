"""Business time: what day it is for the supplier, and how long a process must really wait for a business day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

MOSCOW = timezone(timedelta(hours=3), "MSK")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BusinessClock:
    """Runs from ``origin_business`` at ``rate`` business seconds per real second since ``origin_real``; by default it is real time."""

    origin_real: datetime = _EPOCH
    origin_business: datetime = _EPOCH
    rate: float = 1.0

    def business(self, real: datetime) -> datetime:
        """Return the business moment at a real moment."""
        return (self.origin_business + (real - self.origin_real) * self.rate).astimezone(MOSCOW)

    def today(self, real: datetime) -> date:
        """Return the business day at a real moment."""
        return self.business(real).date()

    def real_delay(self, *, until: date, real: datetime) -> timedelta:
        """Return how long to wait, from a real moment, for the start of a business day; zero when it has come."""
        moment = datetime.combine(until, time(), MOSCOW)
        return max(timedelta(), (moment - self.business(real)) / self.rate)
