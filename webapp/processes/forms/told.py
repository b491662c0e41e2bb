"""What a report told, as people read it afterwards."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.processes import registry
from webapp.staff.forms import MoneyField, NumberField
from webapp.tasks.models import Task

_KOPECKS = 2


def in_words(task: Task) -> list[tuple[str, str]]:
    """Return what was reported on a task, in the order and with the labels of its form."""
    page = registry.page_of_task(task)
    if page is None:
        return []
    return [
        (str(field.label), _said(field, task.result[name]))
        for name, field in page.form.base_fields.items()
        if name in task.result
    ]


def _said(field: forms.Field, value: Any) -> str:
    """Return one value: sums and readings grouped, days as days, choices and ticks in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, MoneyField):
        return _grouped(Decimal(value), _KOPECKS)
    if isinstance(field, NumberField):
        return _grouped(Decimal(value).normalize(), None)
    if isinstance(field, forms.DateField):
        return formats.date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)


def _grouped(number: Decimal, places: int | None) -> str:
    return formats.number_format(
        f"{number:f}",
        decimal_pos=places,
        use_l10n=True,
        force_grouping=True,
    )
