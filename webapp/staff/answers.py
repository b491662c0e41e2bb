"""What stands in a form, field by field, as people read it: for a check before a deed is done."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.staff.amounts import money

_EMPTY: tuple[Any, ...] = (None, "", False, [])


def given(form: forms.Form) -> list[tuple[str, str]]:
    """Return the label and the answer of each field that was filled in."""
    told = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in _EMPTY or isinstance(field, forms.FileField):
            continue
        answer = _in_words(field, value)
        told.append((str(field.label), answer))
    return told


def _in_words(field: forms.Field, value: Any) -> str:
    match value:
        case True:
            return _("yes")
        case date():
            return formats.date_format(value, "SHORT_DATE_FORMAT")
        case Decimal():
            return money(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        names = _chosen(field, value)
        return ", ".join(names)
    return str(value)


def _chosen(field: forms.ChoiceField, value: Any) -> Iterable[str]:
    choices: Any = field.choices
    names = {}
    for code, name in choices:
        names[str(code)] = str(name)
    codes = [value]
    if isinstance(value, list):
        codes = value
    for code in codes:
        yield names.get(str(code), str(code))
