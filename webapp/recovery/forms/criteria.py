"""What lists may be asked for."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.contracts.models import Service, Supplier
from webapp.parties.models import Party
from webapp.premises.models import Building, District, Street
from webapp.processes.forms.colleagues import PersonField, executors
from webapp.processes.queries import takers
from webapp.recovery.models import Scheme, SchemeVersion
from webapp.recovery.queries import ages, labels
from webapp.recovery.queries.debtors import Criteria
from webapp.staff import queries as staff
from webapp.staff.asked import whole_number
from webapp.staff.forms import DayField, MoneyField, TextField, WholeField
from webapp.staff.models import User

_FIRST_DAY = date(2000, 1, 1)
_ALL = ("", _("all"))
_RECOVERY = [
    _ALL,
    ("no", _("not started")),
    ("yes", _("already in recovery")),
    ("new_months", _("new months beside a case in court")),
]
_AGES = [_ALL, *((age.code, age.title) for age in ages.AGES)]
_STAGES = [_ALL, *labels.STAGES.items()]


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A version of a scheme, by which some cases go."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer all there are; none of them has to be chosen."""
        versions = SchemeVersion.objects.select_related("scheme")
        usual: dict[str, Any] = {
            "label": _("Version of the scheme"),
            "empty_label": _("all"),
            "required": False,
        }
        if kwargs.get("required"):
            usual["empty_label"] = "—"
        super().__init__(versions.order_by("scheme__name", "-number"), **usual | kwargs)

    def label_from_instance(self, version: SchemeVersion) -> str:
        """Name the scheme and the version."""
        told = {"scheme": version.scheme.name, "number": version.number}
        return gettext("%(scheme)s, version %(number)s") % told


class DebtorsForm(forms.Form):
    """The criteria of the workbench.

    An empty form means the reference ones: two periods, two thousand roubles.
    """

    search = TextField(label=_("Account, name, address, ИНН"), required=False)
    min_periods = WholeField(
        label=_("Unpaid periods, at least"), min_value=0, max_value=1200, required=False
    )
    min_debt = MoneyField(label=_("Debt, at least, ₽"), min_value=0, required=False)
    on = DayField(label=_("Debt on"), required=False)
    days_overdue = WholeField(
        label=_("Days overdue, at least"), min_value=0, max_value=36_500, required=False
    )
    age = forms.ChoiceField(label=_("Age of the debt"), choices=_AGES, required=False)
    party_kind = forms.ChoiceField(
        label=_("Customer"), choices=[_ALL, *Party.Kind.choices], required=False
    )
    service = forms.ModelChoiceField(
        label=_("Service"),
        queryset=Service.objects.order_by("name"),
        empty_label=_("all"),
        required=False,
    )
    supplier = forms.ModelChoiceField(
        label=_("Supplier"),
        queryset=Supplier.objects.order_by("short_name"),
        empty_label=_("all"),
        required=False,
    )
    recovery = forms.ChoiceField(label=_("Recovery"), choices=_RECOVERY, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=_STAGES, required=False)
    scheme = forms.ModelChoiceField(
        label=_("Scheme"),
        queryset=Scheme.objects.order_by("name"),
        empty_label=_("all"),
        required=False,
    )
    executor = PersonField(
        label=_("Executor"), queryset=executors(), empty_label=_("all"), required=False
    )
    waits_for = PersonField(
        label=_("Waits for"), queryset=takers.everybody(), empty_label=_("anybody"), required=False
    )
    building_kind = forms.ChoiceField(
        label=_("Building of the kind"), choices=[_ALL, *Building.Kind.choices], required=False
    )
    next_from = DayField(label=_("Next term from"), required=False)
    next_to = DayField(label=_("Next term to"), required=False)
    paid_from = DayField(label=_("Paid something from"), required=False)
    paid_to = DayField(label=_("Paid something to"), required=False)
    district = forms.ModelChoiceField(
        label=_("District"),
        queryset=District.objects.order_by("name"),
        empty_label=_("all"),
        required=False,
    )
    settlement = forms.ChoiceField(label=_("Settlement"), required=False)
    street = forms.ModelChoiceField(
        label=_("Street"), queryset=Street.objects.none(), empty_label=_("all"), required=False
    )
    building = forms.ModelChoiceField(
        label=_("Building"), queryset=Building.objects.none(), empty_label=_("all"), required=False
    )
    only_restrictable = forms.BooleanField(
        label=_("restriction is technically possible"), required=False
    )
    only_connected = forms.BooleanField(label=_("not disconnected"), required=False)
    only_present = forms.BooleanField(label=_("without registered absence"), required=False)
    only_unplanned = forms.BooleanField(label=_("not planned for restriction yet"), required=False)

    def __init__(self, data: Any = None, *, user: User) -> None:
        """Offer only the streets of the chosen district and the buildings of the chosen street.

        All of them lie within the segment.
        """
        self._today = staff.today()
        day = formats.date_format(self._today, "SHORT_DATE_FORMAT")
        usual = {"min_periods": 2, "min_debt": 2000, "on": day}
        super().__init__({**usual, **(data or {})}, initial=usual)
        self._narrow(user)

    def _narrow(self, user: User) -> None:
        districts = District.objects.order_by("name")
        if user.segment_districts and not user.is_superuser:
            districts = districts.filter(code__in=user.segment_districts)
        self.fields["district"].queryset = districts  # type: ignore[attr-defined]
        district = self._chosen("district")
        if district:
            streets = Street.objects.filter(district=district)
        else:
            streets = Street.objects.filter(district__in=districts.order_by())
        names = streets.order_by("settlement").values_list("settlement", flat=True)
        settlement = self._offer_settlements(list(names.distinct()))
        if settlement:
            streets = streets.filter(settlement=settlement)
        if district or settlement:
            self._offer("street", streets.order_by("name"))
        if street := self._chosen("street"):
            self._offer("building", Building.objects.filter(street=street).order_by("number"))

    def _offer_settlements(self, names: list[str]) -> str:
        choices = [_ALL, *((name, name) for name in names)]
        self.fields["settlement"].choices = choices  # type: ignore[attr-defined]
        chosen = self.data.get("settlement")
        if chosen not in names:
            chosen = ""
        self.data["settlement"] = chosen  # type: ignore[index]
        return str(chosen)

    def _offer(self, name: str, places: QuerySet[Any]) -> None:
        """Offer the places.

        What was chosen in another district or street before is forgotten, it is no mistake of the
        person.
        """
        self.fields[name].queryset = places  # type: ignore[attr-defined]
        if self._chosen(name) is None:
            self.data[name] = ""  # type: ignore[index]

    def _chosen(self, name: str) -> Any:
        key = whole_number(self.data.get(name))
        places = self.fields[name].queryset  # type: ignore[attr-defined]
        return places.filter(pk=key).first() if key else None

    def clean_on(self) -> date | None:
        """Demand a day that books may know."""
        day: date | None = self.cleaned_data["on"]
        if day and not is_day_of_books(day, today=self._today):
            raise forms.ValidationError(
                _("Give a day from the year 2000 on, at most a year ahead.")
            )
        return day

    @property
    def places(self) -> list[forms.BoundField]:
        """Return the fields that depend on each other."""
        return [self[name] for name in ("district", "settlement", "street", "building")]

    @property
    def main(self) -> list[forms.BoundField]:
        """Return the fields that do not stand in the line, before the places."""
        names = (
            "on",
            "days_overdue",
            "age",
            "party_kind",
            "service",
            "supplier",
            "recovery",
            "scheme",
            "waits_for",
            "building_kind",
            "next_from",
            "next_to",
            "paid_from",
            "paid_to",
        )
        return [self[name] for name in names]

    @property
    def checks(self) -> list[forms.BoundField]:
        """Return the yes-or-no criteria."""
        return [
            self[name]
            for name in ("only_restrictable", "only_connected", "only_present", "only_unplanned")
        ]

    def criteria(self) -> Criteria:
        """Return what was asked.

        A field that cannot be understood is not applied; its error stands beside it.
        """
        self.is_valid()
        given = self.cleaned_data
        return Criteria(
            on=given.get("on") or self._today,
            min_periods=given.get("min_periods") or 0,
            min_debt=given.get("min_debt") or Decimal(0),
            search=given.get("search", ""),
            party_kind=given.get("party_kind", ""),
            service=given["service"].code if given.get("service") else "",
            stage=given.get("stage", ""),
            days_overdue=given.get("days_overdue") or 0,
            age=given.get("age", ""),
            in_recovery={"yes": True, "no": False}.get(given.get("recovery", "")),
            only_new_months=given.get("recovery") == "new_months",
            scheme=_key(given.get("scheme")),
            building_kind=given.get("building_kind", ""),
            next_from=given.get("next_from"),
            next_to=given.get("next_to"),
            waits_for=_key(given.get("waits_for")),
            paid_from=given.get("paid_from"),
            paid_to=given.get("paid_to"),
            district=_key(given.get("district")),
            settlement=given.get("settlement", ""),
            street=_key(given.get("street")),
            building=_key(given.get("building")),
            supplier=_key(given.get("supplier")),
            executor=_key(given.get("executor")),
            only_restrictable=bool(given.get("only_restrictable")),
            only_connected=bool(given.get("only_connected")),
            only_present=bool(given.get("only_present")),
            only_unplanned=bool(given.get("only_unplanned")),
        )


def is_day_of_books(day: date, *, today: date) -> bool:
    """Say whether debts may be asked for on a day.

    They are asked for neither before the oldest debts nor far ahead.
    """
    return _FIRST_DAY <= day <= today + timedelta(days=366)


def _key(found: Any) -> int | None:
    return found.pk if found else None
