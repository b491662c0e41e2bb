"""A reading as a clerk enters it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget

from webapp.metering import operations
from webapp.metering.models import Reading
from webapp.staff.forms import DayField
from workflows.interfaces import days


class ReadingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A reading that its meter can show."""

    read_on = DayField(label=_("read on"), span=days.HAPPENED, widget=UnfoldAdminSingleDateWidget)

    class Meta:
        """All the fields."""

        model = Reading
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        """Compare the value with the digits of the meter."""
        cleaned = super().clean() or {}
        meter = cleaned.get("meter")
        if meter and cleaned.get("value") is not None:
            try:
                operations.check_value(meter=meter, value=cleaned["value"])
            except operations.UnableToRecordReading as error:
                self.add_error("value", str(error))
        return cleaned
