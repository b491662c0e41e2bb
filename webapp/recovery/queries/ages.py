"""How old debts are: the ranges of days past the due date, the last of them by limitation."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tariffs.parameters import series


@dataclass(frozen=True, slots=True)
class Age:
    """A range of days past the due date, both ends included."""

    code: str
    title: Promise
    first: int | None = None
    last: int | None = None

    def due(self, *, on: date) -> tuple[date, date]:
        """Return the due days of such debts on a day: from the first, and before the second."""
        barred = _barred_before(on)
        since, before = barred, barred
        if self.last is not None:
            since = on - timedelta(days=self.last)
        if self.first is not None:
            before = on - timedelta(days=self.first - 1)
        else:
            since = date.min
        return since, before


AGES = (
    Age("30", _("1–30 days"), 1, 30),
    Age("60", _("31–60 days"), 31, 60),
    Age("90", _("61–90 days"), 61, 90),
    Age("180", _("91–180 days"), 91, 180),
    Age("365", _("181–365 days"), 181, 365),
    Age("years", _("1–3 years"), 366),
    Age("barred", _("beyond the limitation")),
)
BY_CODE = {age.code: age for age in AGES}


def limitation(*, on: date) -> relativedelta:
    """Return the term to sue for a debt; of a day to come as it is known now."""
    known = series("limitation.years")
    last_known = known.known_until - timedelta(days=1)
    return relativedelta(years=int(known.on(min(on, last_known)).decimal()))


def _barred_before(on: date) -> date:
    """Return the first due day for which one can still sue on a day (ГК 196, 200).

    From the 29th of February three years lead to the 28th, so the day after may be over too.
    """
    term = limitation(on=on)
    first: date = on - term
    if first + term < on:
        return first + timedelta(days=1)
    return first
