"""What a list of cases may be asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.processes.declarations import Pages, Process
from webapp.processes.forms.colleagues import PersonField, executors
from webapp.processes.queries.casefile import CaseCriteria
from webapp.staff.forms import DayField, TextField

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

    def __init__(self, *args: Any, process: Process, pages: Pages, **kwargs: Any) -> None:
        """Offer the stages and the sides of the process."""
        super().__init__(*args, **kwargs)
        stage: Any = self.fields["stage"]
        stage.choices = [_ALL, *process.stages.items()]
        state: Any = self.fields["state"]
        state.choices = [_OPEN, *process.sides.items(), _ALL]
        self.fields["search"].label = str(pages.cases.search)

    def criteria(self) -> CaseCriteria:
        """Return what was asked. What cannot be understood is not applied."""
        self.is_valid()
        given = self.cleaned_data
        executor, district = given.get("executor"), given.get("district")
        return CaseCriteria(
            **{name: given.get(name) or "" for name in _WORDS},
            executor=executor and executor.pk,
            opened_from=given.get("opened_from"),
            district=district and district.pk,
        )
