"""Days that may be believed of what people type, and days moved without leaving the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """The days that one meaning of a date allows: from ``first`` to so many years from today.

    What ``is_ahead`` begins today. 31.12.9999 is "without end" of other programs.
    """

    years_ahead: int
    first: date = date(1990, 1, 1)
    is_ahead: bool = False

    def first_day(self, *, today: date) -> date:
        """Return the first day that is believed."""
        return today if self.is_ahead else self.first

    def last(self, *, today: date) -> date:
        """Return the last day that is believed."""
        return after(today, days=366 * self.years_ahead)

    def holds(self, day: date, *, today: date) -> bool:
        """Say whether a day is believed."""
        return self.first_day(today=today) <= day <= self.last(today=today)


# what has been done: a report, a payment, a reading, an event of a court
HAPPENED = Span(0)
# what is known to come: a judgment in force, a key rate, the first part of a plan; a list asked for
AWAITED = Span(1)
PROMISED = Span(1, is_ahead=True)
# a hold lets the limitation of three years run (ГК 196): nobody puts a debt aside for longer
HELD = Span(3, is_ahead=True)
# thirty-six monthly parts that begin within a year
AGREED = Span(5)
ANY = Span(10)
# a birth, a contract, an ownership, a meter
RECORDED = Span(50, date(1900, 1, 1))


def after(day: date, *, days: int = 1) -> date:
    """Return the day so many days later; behind the calendar's end there is only its last day."""
    left = (date.max - day).days
    return day + timedelta(days=min(days, left))
