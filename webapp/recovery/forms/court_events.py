"""What a person tells about a court or bailiff event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.recovery.models import CourtEvent
from webapp.recovery.queries.claims import Granted
from webapp.recovery.queries.court_knowledge import AWARDING, NEEDS, Told
from webapp.staff.conditions import ConditionalForm
from webapp.staff.forms import DayField, MoneyField, TextField
from workflows.interfaces import days

_Kind = CourtEvent.Kind


class EventFields(ConditionalForm):
    """An event with its number and sums."""

    question_field = "kind"
    belongs = {
        "principal": (
            *AWARDING,
            _Kind.COLLECTED,
            _Kind.PROCEEDING_PAID,
            _Kind.REVERSAL_ORDERED,
        ),
        "penalty": AWARDING,
        "duty": AWARDING,
        "until": (_Kind.CLAIM_STAYED,),
        "schedule": (_Kind.SETTLEMENT_APPROVED,),
    }
    needs = NEEDS

    kind = forms.ChoiceField(
        label=_("What happened"), choices=[("", "—"), *CourtEvent.Kind.choices]
    )
    happened_on = DayField(label=_("Date of the event"), span=days.AWAITED)
    number = TextField(
        label=_("Number of the court case, writ or proceeding"), required=False, max_length=60
    )
    until = DayField(
        label=_("Day that the court has set, inclusive"), required=False, span=days.AWAITED
    )
    principal = MoneyField(
        label=_("Principal awarded, sum collected or to be given back, ₽"),
        required=False,
        min_value=0,
    )
    penalty = MoneyField(label=_("Penalty awarded, ₽"), required=False, min_value=0)
    duty = MoneyField(label=_("State duty awarded, ₽"), required=False, min_value=0)
    schedule = TextField(
        label=_("Parts of the settlement: day and sum, divided by «;»"),
        required=False,
        max_length=1000,
    )
    note = TextField(
        label=_("Note or ground"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )

    def told(self) -> Told:
        """Return the event as it was told."""
        given: dict[str, Any] = {**self.cleaned_data}
        kind = CourtEvent.Kind(given.pop("kind"))
        fields = {name: given[name] for name in Told.__slots__ if name in given}
        return Told(kind=kind, **fields)


class GroundForm(forms.Form):
    """Why what was told is mended."""

    ground = TextField(
        label=_("Ground: what was wrong, and by what paper"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200}),
    )


class AwardForm(GroundForm):
    """What a judgment really awarded."""

    principal = MoneyField(label=_("Principal awarded, ₽"), min_value=0)
    penalty = MoneyField(label=_("Penalty awarded, ₽"), min_value=0)
    duty = MoneyField(label=_("State duty awarded, ₽"), min_value=0)
    field_order = ("principal", "penalty", "duty", "ground")

    def granted(self) -> Granted:
        """Return the sums."""
        given: dict[str, Any] = self.cleaned_data
        return Granted(given["principal"], given["penalty"], given["duty"])
