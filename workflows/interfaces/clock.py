"""Business time.

What day it is for the supplier, and how long that day must really be waited for.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

MOSCOW = timezone(timedelta(hours=3), "MSK")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Nothing needs midnight. At this hour messages and calls are lawful on any day: what a term lets go
# goes at once.
DAY_BEGINS = time(9)
# On a faster clock hours pass while one message is being sent, so days have no night.
_FASTEST_WITH_HOURS = 60.0
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class BusinessClock:
    """Business time: ``origin_business`` at ``origin_real``, then ``rate`` seconds for a real one.

    By default it is real time.
    """

    origin_real: datetime = _EPOCH
    origin_business: datetime = _EPOCH
    rate: float = 1.0

    def business(self, real: datetime) -> datetime:
        """Return the business moment at a real moment."""
        return (self.origin_business + (real - self.origin_real) * self.rate).astimezone(MOSCOW)

    def today(self, real: datetime) -> date:
        """Return the business day at a real moment."""
        return self.business(real).date()

    def contact_moment(self, real: datetime) -> datetime:
        """Return the moment by which the hours of contact are judged.

        On a clock that is too fast for hours it is always noon.
        """
        now = self.business(real)
        return (
            now if self.rate <= _FASTEST_WITH_HOURS else datetime.combine(now.date(), _NOON, MOSCOW)
        )

    def real(self, *, until: date, at: time = DAY_BEGINS) -> datetime:
        """Return the real moment at which an hour of a business day comes."""
        moment = datetime.combine(until, at, MOSCOW)
        return self.origin_real + (moment - self.origin_business) / self.rate

    def real_delay(self, *, until: date, real: datetime, at: time = DAY_BEGINS) -> timedelta:
        """Return how long to wait, from a real moment, for an hour of a day.

        Zero when it has come.
        """
        moment = datetime.combine(until, at, MOSCOW)
        return max(timedelta(), (moment - self.business(real)) / self.rate)
