"""What a calculator is: a form that puts a question to one rule and shows the answer with its
lines.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from tariffs import calc, russian
from webapp.staff import amounts


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says: one result in words and the lines it was made of; or why it cannot say."""

    result: str = ""
    name: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    act: str = ""
    error: str = ""


class Calculator(forms.Form):
    """A question to one rule. Calculators that share a ``tab`` are ways of one calculation."""

    rule = ""
    title: str | Promise = ""
    tab: str | Promise = ""
    told_as: ClassVar[dict[str, str]] = {}
    """The field of the form by the name the rule has for it, where they differ."""

    def request(self) -> dict[str, Any]:
        """Return the question as the rules read it."""
        raise NotImplementedError

    def read(self, found: dict[str, Any]) -> Answer:
        """Return the rule's answer as the page shows it."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Ask the rule."""
        found = calc.answer(
            [{"rule": self.rule, **self.request()}],
            translate=reason_in_the_language_of_the_screen,
        )[0]
        if "error" in found:
            return Answer(error=self.refusal(found["error"]))
        return self.read(found)

    def refusal(self, told: str) -> str:
        """Return a refusal with the field called as on the screen."""
        field, value, reason = told.split(": ", 2)
        name = self.told_as.get(field, field)
        if name in self.fields:
            return f"{self.fields[name].label}: {_shown(value)}: {reason}"
        return told

    def asked(self) -> list[tuple[str, str]]:
        """Return what was asked, in words, for the printed page."""
        given = [(field, self.cleaned_data.get(name)) for name, field in self.fields.items()]
        return [
            (str(field.label), _worded(field, value))
            for field, value in given
            if value not in (None, "")
        ]


def reason_in_the_language_of_the_screen(reason: str) -> str:
    """Return the reason of a refusal in Russian on a Russian screen."""
    if (get_language() or "").startswith("ru"):
        return russian.translated(reason)
    return reason


def money(amount: str | Decimal) -> str:
    """Return roubles with kopecks: 1 234,50, and 1,234.50 on an English screen."""
    return amounts.money(Decimal(amount))


def roubles(amount: str | Decimal) -> str:
    """Return a sum that names its currency."""
    return f"{money(amount)} ₽"


def number(text: str | Decimal) -> str:
    """Return a volume or a tariff with as many places as it has."""
    value = Decimal(text)
    places = max(0, -int(value.as_tuple().exponent))
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def day(value: str | date) -> str:
    """Return a day as people write it."""
    if isinstance(value, date):
        found = value
    else:
        found = date.fromisoformat(value)
    return formats.date_format(found, "SHORT_DATE_FORMAT")


def _worded(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices)[value])  # type: ignore[arg-type]
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return number(value)
    return str(value)


def _shown(value: str) -> str:
    """A rule writes days as ISO, numbers with all their places, and None for what is missing."""
    if value == "None":
        return gettext("not given")
    for write in (day, _shortest):
        try:
            return write(value)
        except (ValueError, ArithmeticError):
            continue
    return value


def _shortest(text: str) -> str:
    return number(f"{Decimal(text).normalize():f}")
