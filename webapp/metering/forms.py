"""A reading as a clerk enters it."""

from typing import Any

from django import forms

from webapp.metering import operations
from webapp.metering.models import Reading


class ReadingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A reading that its meter can show."""

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
