"""The Russian working calendar.

Weekends, holidays of Labour Code art. 112, days off moved by the Government, working Saturdays.

The transfers come from the ``holidays`` package. A year whose transfer decree is not known there
raises ``NotInForce``: a term counted on a guessed calendar would be wrong by a day or two exactly
where it matters.
"""

import functools
from datetime import date, timedelta

from holidays.countries.russia import Russia

from tariffs.parameters import NotInForce

NAME = "working_calendar"
DAY = timedelta(days=1)
SATURDAY = 5
FIRST_YEAR = 2005  # the holidays of Labour Code art. 112 as they are now
_DECREES = Russia(language="ru").special_public_holidays  # type: ignore[no-untyped-call]
WEEKEND = {SATURDAY: "суббота", 6: "воскресенье"}


@functools.cache
def _year(year: int) -> Russia:
    """Load one year; transfers moved to another year are looked up in that year's own decree."""
    if year < FIRST_YEAR or year not in _DECREES:
        raise NotInForce(name=NAME, on=date(year, 1, 1))
    return Russia(years=year, expand=False, language="ru")  # type: ignore[no-untyped-call]


# read with the module: a story in its sandbox may not ask the machine for its languages
for _known in range(FIRST_YEAR, max(_DECREES) + 1):
    if _known in _DECREES:
        _year(_known)


def why_not_working(day: date) -> str | None:
    """Say in Russian why people do not work on the day, or None when they do.

    >>> why_not_working(date(2026, 11, 4))
    'День народного единства'
    >>> why_not_working(date(2024, 4, 27)) is None        # a working Saturday
    True

    :raises NotInForce: when the year's calendar is not known.
    """
    year = _year(day.year)
    if day in year:
        return str(year[day])
    if day in year.weekend_workdays:
        return None
    return WEEKEND.get(day.weekday())


def is_working(day: date) -> bool:
    """Tell whether the day is a working day.

    :raises NotInForce: when the year's calendar is not known.
    """
    return why_not_working(day) is None


def next_working(day: date) -> date:
    """Give the day itself when people work on it, else the nearest following working day (Civil
    Code art. 193).

    >>> next_working(date(2026, 3, 15))
    datetime.date(2026, 3, 16)

    :raises NotInForce: when the year's calendar is not known.
    """
    while not is_working(day):
        day += DAY
    return day
