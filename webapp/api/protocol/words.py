"""Fields of what is sent, as the forms of the office have them."""

from typing import Any

from rest_framework import serializers

from webapp.staff import characters
from webapp.staff import queries as staff
from webapp.staff.characters import FIGURES
from workflows.interfaces import days

_YES_OR_NO = {True: "yes", False: "no"}


class Words(serializers.CharField):
    """A text whose every sign can be seen; yes and no may be sent as such, nothing as null."""

    def __init__(self, **kwargs: Any) -> None:
        """Take nothing for an empty text."""
        super().__init__(allow_blank=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the text without the signs that only break lines."""
        if isinstance(data, bool):
            return _YES_OR_NO[data]
        text: str = super().to_internal_value(data)
        try:
            return characters.visible(text)
        except characters.UnreadableSigns as error:
            raise serializers.ValidationError(str(error)) from error


class Money(serializers.DecimalField):
    """Roubles and kopecks, in figures as a person writes them."""

    def __init__(self, **kwargs: Any) -> None:
        """Hold what a column of money holds."""
        super().__init__(max_digits=14, decimal_places=2, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """Refuse what Python takes for a number and nobody else does: 1_000, ١٢٣, 1e3."""
        if isinstance(data, str) and not FIGURES.fullmatch(data.strip()):
            self.fail("invalid")
        return super().to_internal_value(data)


class PastDay(serializers.DateField):
    """A day on which something happened."""

    def to_internal_value(self, value: Any) -> Any:
        """Refuse a slip of the year, and a day that has not come."""
        day = super().to_internal_value(value)
        doubt = staff.doubt_about_day(day, span=days.HAPPENED, today=staff.today())
        if doubt:
            raise serializers.ValidationError(doubt)
        return day
