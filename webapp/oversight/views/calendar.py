"""The calendar of hearings, terms and tasks: a month, or the days of it one below the other."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.oversight import registry
from webapp.oversight.declarations import Looked, Source, Whose
from webapp.oversight.forms import CalendarForm
from webapp.oversight.queries import agenda
from webapp.oversight.queries.agenda import Entry
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage
from webapp.tasks.queries import own

_ON_A_DAY = 4
# more of one kind nobody reads in a month
_OF_A_KIND = 200
_EARLIEST, _LATEST = 2000, 2100
_MONTH = relativedelta(months=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month with what comes on it."""

    on: date
    entries: Sequence[Entry]
    is_of_month: bool

    @property
    def shown(self) -> Sequence[Entry]:
        """Return what has room in a square of the month."""
        return self.entries[:_ON_A_DAY]

    @property
    def more(self) -> int:
        """Return how much has none."""
        return max(0, len(self.entries) - _ON_A_DAY)


class Calendar(StaffPage, TemplateView):
    """A month of one's own days, of one's role, or of the whole team."""

    permission_required = "tasks.view_task"
    title = gettext_lazy("Calendar")
    is_fullwidth = "1"
    template_name = "oversight/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the days of the month."""
        month = self.month
        days = list(self._days())
        return super().get_context_data(
            month=month,
            today=self.now.date(),
            before=self._address(month - _MONTH),
            after=self._address(month + _MONTH),
            this=self._address(self.now.date()),
            agenda=self._address(month, view="agenda"),
            form=self.form,
            is_agenda=self.form.wants_agenda,
            weekdays=days[:7],
            weeks=[days[start : start + 7] for start in range(0, len(days), 7)],
            busy=[day for day in days if day.entries and day.is_of_month],
            is_cut=self.is_cut,
            **kwargs,
        )

    @cached_property
    def now(self) -> Any:
        """Return the business moment."""
        return staff.business_now()

    @cached_property
    def sources(self) -> list[Source]:
        """Return the kinds of days that the person may see."""
        return list(registry.sources(user=self.staff))

    @cached_property
    def form(self) -> CalendarForm:
        """Return what is looked at; whoever leads begins with the team."""
        usual = Whose.TEAM if own.runs_place(self.staff) else Whose.MINE
        return CalendarForm({"whose": usual, **self.request.GET.dict()}, sources=self.sources)

    @cached_property
    def month(self) -> date:
        """Return the first day of the month that is looked at; this month, when none is named."""
        try:
            asked = date.fromisoformat(f"{self.request.GET.get('month', '')}-01")
        except ValueError:
            return self.now.date().replace(day=1)  # type: ignore[no-any-return]
        if not _EARLIEST <= asked.year < _LATEST:
            return self.now.date().replace(day=1)  # type: ignore[no-any-return]
        return asked

    @cached_property
    def entries(self) -> list[Entry]:
        """Return what comes in the weeks of the month."""
        return agenda.read(self.looked, sources=self.form.chosen(self.sources))

    @cached_property
    def looked(self) -> Looked:
        """Return who looks at which days."""
        shown = self._squares()
        return Looked(
            user=self.staff,
            now=self.now,
            first_on=shown[0],
            last_on=shown[-1],
            whose=self.form.of,
            process=self.form.of_process,
            most=_OF_A_KIND,
        )

    @property
    def is_cut(self) -> bool:
        """Say whether there is more than is shown."""
        return agenda.is_cut(self.entries, self.looked)

    def _squares(self) -> list[date]:
        weeks = calendar.Calendar().monthdatescalendar(self.month.year, self.month.month)
        return list(chain.from_iterable(weeks))

    def _days(self) -> Iterator[Day]:
        """Yield the days of the month, and of the weeks that it begins and ends with."""
        by_day = groupby(self.entries, key=lambda entry: entry.on)
        known = {on: list(entries) for on, entries in by_day}
        for on in self._squares():
            yield Day(on, known.get(on, []), on.month == self.month.month)

    def _address(self, month: date, **changes: str) -> str:
        """Return the same look at another month, as the end of an address."""
        given = self.request.GET
        kept = {name: given[name] for name in given if given[name]}
        return urlencode({**kept, "month": f"{month:%Y-%m}", **changes})
