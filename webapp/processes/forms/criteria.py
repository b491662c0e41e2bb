"""What a list of cases may be asked for."""

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.processes.declarations import Pages, Process
from webapp.processes.forms.colleagues import PersonField, executors
from webapp.processes.queries import takers
from webapp.processes.queries.casefile import CaseCriteria
from webapp.staff.forms import DayField, TextField
from webapp.staff.models import User

_ALL = ("", _("all"))
_OPEN = ("open", _("open"))
_WORDS = ("search", "state", "stage", "party_kind")


class CasesForm(forms.Form):
    """The criteria of the list of cases of a process."""

    search = TextField(required=False)
    state = forms.ChoiceField(label=_("State"), required=False, initial="open")
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    executor = PersonField(
        label=_("Executor"), queryset=executors(), empty_label=_("all"), required=False
    )
    party_kind = forms.ChoiceField(
        label=_("Customer"), choices=[_ALL, *Party.Kind.choices], required=False
    )
    opened_from = DayField(label=_("Opened from"), required=False)
    district = forms.ModelChoiceField(
        label=_("District"),
        queryset=District.objects.order_by("name"),
        empty_label=_("all"),
        required=False,
    )

    waits_for = PersonField(
        label=_("Waits for"), queryset=takers.everybody(), empty_label=_("anybody"), required=False
    )
    next_from = DayField(label=_("Next term from"), required=False)
    next_to = DayField(label=_("Next term to"), required=False)

    def __init__(self, data: Any = None, *, process: Process, pages: Pages) -> None:
        """Offer the stages and the sides of the process."""
        super().__init__({"state": "open", **(data or {})})
        stage: Any = self.fields["stage"]
        stage.choices = [_ALL, *process.stages.items()]
        state: Any = self.fields["state"]
        state.choices = [_OPEN, *process.sides.items(), _ALL]
        self.fields["search"].label = str(pages.cases.search)
        self.own = pages.cases.criteria
        for name, field in self.own.items():
            self.fields[name] = deepcopy(field)

    def offer_districts(self, user: User) -> None:
        """Offer the districts of a person's segment."""
        if user.segment_districts and not user.is_superuser:
            district: Any = self.fields["district"]
            district.queryset = district.queryset.filter(code__in=user.segment_districts)

    def said(self) -> dict[str, Any]:
        """Return what was asked in the fields of the process."""
        self.is_valid()
        given = self.cleaned_data
        return {name: given[name] for name in self.own if given.get(name)}

    def criteria(self) -> CaseCriteria:
        """Return what was asked. What cannot be understood is not applied."""
        self.is_valid()
        given = self.cleaned_data
        return CaseCriteria(
            **{name: given.get(name) or "" for name in _WORDS},
            executor=_key(given.get("executor")),
            opened_from=given.get("opened_from"),
            district=_key(given.get("district")),
            waits_for=_key(given.get("waits_for")),
            next_from=given.get("next_from"),
            next_to=given.get("next_to"),
        )


def _key(found: Any) -> int | None:
    return found and int(found.pk)
