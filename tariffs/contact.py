"""When a number may be written to or called: hours of the day and how often, by 230-ФЗ ст. 7.

Whether that law reaches a supplier who recovers his own debts is disputed, so its bounds are kept
for everybody: the safer reading. A day counts by the working calendar, so a moved day off has the
narrower hours; weeks and months are the last 7 and 31 days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from tariffs import calendar, inputs
from tariffs.parameters import Row, series

CHANNELS = ("sms", "voice")
_WINDOWS = (("per_day", 1), ("per_week", 7), ("per_month", 31))
LONGEST = 31


@dataclass(frozen=True, slots=True)
class Hours:
    """When contacts may begin on a day, and when they may no more."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class NotBefore:
    """The moment from which a number may be contacted again, and what forbids it until then."""

    on: date
    at: time
    why: Literal["hours", "limit", "unknown"]


def hours(*, day: date) -> Hours:
    """Tell the hours of contact on a day.

    >>> hours(day=date(2026, 11, 22))
    Hours(opens=datetime.time(9, 0), closes=datetime.time(20, 0))

    :raises NotInForce: when the day is outside what is known of the law or of the calendar.
    """
    row = series("contact.hours").on(day)
    if calendar.is_working(day):
        kind = "working"
    else:
        kind = "rest"
    return Hours(
        time(row[f"{kind}_opens"]),
        time(row[f"{kind}_closes"]),
    )


def not_before(*, channel: str, moment: datetime, sent_on: Sequence[date]) -> NotBefore | None:
    """Tell from when a number may be contacted; nothing when it may be now.

    `moment` is by the debtor's clock; `sent_on` are the days on which the number was contacted by
    this channel, once for each time.

    >>> not_before(channel="sms", moment=datetime(2026, 11, 21, 23, 0), sent_on=[])
    NotBefore(on=datetime.date(2026, 11, 22), at=datetime.time(9, 0), why='hours')

    :raises UnableToCalculate: when nothing is known of the channel.
    :raises NotInForce: when the day is outside what is known of the law or of the calendar.
    """
    inputs.choice(field="channel", value=channel, among=CHANNELS)
    today = moment.date()
    limits = series(f"contact.{channel}").on(today)
    day = _free_day(today, limits, sent_on)
    if day > today:
        return NotBefore(day, hours(day=day).opens, "limit")
    open_today = hours(day=today)
    if moment.time() < open_today.opens:
        return NotBefore(today, open_today.opens, "hours")
    if moment.time() < open_today.closes:
        return None
    day = _free_day(today + calendar.DAY, limits, sent_on)
    return NotBefore(day, hours(day=day).opens, "hours")


def _free_day(first: date, limits: Row, sent_on: Sequence[date]) -> date:
    """Find the first day from `first` on which one more contact keeps every limit.

    Behind the longest window every day does.
    """
    day = first
    while (day - first).days < LONGEST and not _is_free(day, limits, sent_on):
        day += calendar.DAY
    return day


def _is_free(day: date, limits: Row, sent_on: Sequence[date]) -> bool:
    ages = [(day - sent).days for sent in sent_on]
    for limit, length in _WINDOWS:
        within = [age for age in ages if 0 <= age < length]
        if len(within) >= limits[limit]:
            return False
    return True
