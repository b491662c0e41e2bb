"""What an overview and the calendar may be asked for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from webapp.oversight.declarations import Asked, Overview, Source, Whose
from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.processes import registry
from webapp.staff.forms import DayField, TextField
from webapp.staff.models import User
from workflows.interfaces import days


class OverviewForm(forms.Form):
    """The days and the customers of an overview; nothing said means this month, and all."""

    first_on = DayField(label=_("From"), span=days.HAPPENED, required=False)
    last_on = DayField(label=_("Through"), span=days.HAPPENED, required=False)
    way = forms.ChoiceField(label=_("Rows"), required=False)
    party_kind = forms.ChoiceField(
        label=_("Customer"), choices=[("", _("all")), *Party.Kind.choices], required=False
    )
    district = forms.ModelChoiceField(
        label=_("District"),
        queryset=District.objects.order_by("name"),
        empty_label=_("all"),
        required=False,
    )

    def __init__(self, data: Any, *, overview: Overview, now: datetime) -> None:
        """Begin with this month up to today, and ask only for what the overview knows."""
        today = now.date()
        month = {"first_on": _day(today.replace(day=1)), "last_on": _day(today)}
        asked = {name: data[name] for name in data if data[name]}
        super().__init__({**month, **asked})
        self._now = now
        ways: Any = self.fields["way"]
        ways.choices = overview.ways.items()
        if not overview.ways:
            del self.fields["way"]
        if not overview.has_period:
            del self.fields["first_on"]
            self.fields["last_on"].label = _("On the day")

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given: dict[str, Any] = super().clean() or {}
        first_on, last_on = given.get("first_on"), given.get("last_on")
        if first_on and last_on and last_on < first_on:
            self.add_error("last_on", _("The period ends before it begins."))
        return given

    def asked(self, *, user: User) -> Asked:
        """Return what was asked; what cannot be understood is not applied."""
        self.is_valid()
        given, today = self.cleaned_data, self._now.date()
        district = given.get("district")
        last_on = given.get("last_on") or today
        first_on = given.get("first_on") or last_on.replace(day=1)
        return Asked(
            user=user,
            now=self._now,
            first_on=min(first_on, last_on),
            last_on=last_on,
            party_kind=given.get("party_kind") or "",
            district=district and district.pk,
            way=given.get("way") or self._first_way(),
        )

    def _first_way(self) -> str:
        ways: Any = self.fields.get("way")
        if ways is None:
            return ""
        return str(next(code for code, _title in ways.choices))


class CalendarForm(forms.Form):
    """Whose days are looked at, of which kind, and how they are shown."""

    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=[
            (Whose.MINE, _("mine")),
            (Whose.ROLE, _("of my role")),
            (Whose.TEAM, _("of the team")),
        ],
    )
    kind = forms.ChoiceField(label=_("What"), required=False)
    process = forms.ChoiceField(label=_("Process"), required=False)
    view = forms.ChoiceField(
        label=_("Shown as"),
        choices=[("month", _("a month")), ("agenda", _("a list"))],
        required=False,
    )
    month = TextField(required=False, widget=forms.HiddenInput, max_length=7)

    def __init__(self, data: Any, *, sources: Sequence[Source]) -> None:
        """Offer the kinds of days that the person may see, and the processes."""
        super().__init__(data)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("everything")), *((one.code, one.title) for one in sources)]
        process: Any = self.fields["process"]
        known = [(one.code, one.title) for one in registry.processes()]
        process.choices = [("", _("all")), *known]
        self.is_valid()

    @property
    def of(self) -> Whose:
        """Return whose days are looked at; one's own, when that cannot be understood."""
        return Whose(self.cleaned_data.get("whose") or Whose.MINE)

    @property
    def wants_agenda(self) -> bool:
        """Say whether the days stand one below the other."""
        return self.cleaned_data.get("view") == "agenda"

    @property
    def of_process(self) -> str:
        """Return the process whose days alone are looked at."""
        return self.cleaned_data.get("process") or ""

    def chosen(self, sources: Sequence[Source]) -> list[Source]:
        """Return the kinds of days that are looked at."""
        kind = self.cleaned_data.get("kind")
        return [one for one in sources if not kind or one.code == kind]


def _day(day: date) -> str:
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))


_HOURS = [(hour, f"{hour:02d}:00") for hour in range(6, 21)]


class PreferencesForm(forms.Form):
    """When a person wants a letter about the day."""

    wants_digest = forms.BooleanField(label=_("Send me a letter about my day"), required=False)
    hour = forms.TypedChoiceField(label=_("At"), choices=_HOURS, coerce=int)
    on_working_days = forms.BooleanField(label=_("On working days only"), required=False)
