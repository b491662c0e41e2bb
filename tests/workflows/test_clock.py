"""Business time and the waiting for its hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tariffs import contact
from workflows.interfaces.clock import DAY_BEGINS, MOSCOW, BusinessClock

EVENING = datetime(2026, 3, 6, 20, 30, tzinfo=UTC)  # Friday, 23:30 in Moscow


def test_a_day_is_waited_for_until_its_hour_of_contact_and_not_until_midnight() -> None:
    clock = BusinessClock()

    assert clock.real_delay(until=date(2026, 3, 7), real=EVENING) == timedelta(hours=9, minutes=30)
    assert clock.real_delay(until=date(2026, 3, 7), real=EVENING, at=time(8)) == timedelta(
        hours=8, minutes=30
    )
    assert clock.real_delay(until=date(2026, 3, 6), real=EVENING) == timedelta()


@pytest.mark.parametrize("day", [date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)])
def test_whom_a_day_wakes_may_be_written_to_at_once(day: date) -> None:
    moment = datetime.combine(day, DAY_BEGINS, MOSCOW)

    assert contact.not_before(channel="sms", moment=moment, sent_on=[]) is None


@pytest.mark.parametrize(("rate", "hour"), [(1.0, 23), (60.0, 23), (86400 / 0.6, 12)])
def test_a_clock_too_fast_for_hours_has_no_night(rate: float, hour: int) -> None:
    clock = BusinessClock(origin_real=EVENING, origin_business=EVENING, rate=rate)

    moment = clock.contact_moment(EVENING)

    assert (moment.date(), moment.hour) == (date(2026, 3, 6), hour)
