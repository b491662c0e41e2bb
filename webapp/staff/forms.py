"""Fields as all our forms have them: the browser's own date picker, money and numbers with a comma or a point."""

from decimal import Decimal
from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, entered with the browser's picker or typed."""

    def __init__(self, **kwargs: Any) -> None:
        """Use the native picker, which speaks ISO dates."""
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
        self.input_formats = ["%Y-%m-%d", "%d.%m.%Y"]


class MoneyField(forms.DecimalField):
    """Roubles and kopecks; spaces between thousands and a decimal comma are understood."""

    def __init__(self, **kwargs: Any) -> None:
        """Show the sum as it will be read: no spinner, no grouping."""
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_digits=14, decimal_places=2, localize=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Take away spaces and turn the comma into a point."""
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)


class NumberField(forms.DecimalField):
    """A reading, a volume, a norm or a tariff; spaces between thousands and a decimal comma are understood."""

    def __init__(self, *, places: int = 3, **kwargs: Any) -> None:
        """Show the number as it will be read: no spinner, no grouping."""
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        kwargs.setdefault("min_value", Decimal(0))
        super().__init__(max_digits=15, decimal_places=places, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Take away spaces and turn the comma into a point."""
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)
