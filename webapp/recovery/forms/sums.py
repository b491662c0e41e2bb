"""What a court awarded, beside what was claimed of it: three rows that a form has."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from webapp.recovery.queries.claims import Granted
from webapp.staff.amounts import money


def beside(
    form: forms.Form,
    claimed: Granted | None,
    names: tuple[str, str, str] = ("claim", "penalty", "duty"),
) -> Mapping[str, Decimal]:
    """Show beside each sum of a form what was claimed; return these by field."""
    if claimed is None:
        return {}
    principal, penalty, duty = names
    most = {
        principal: claimed.claim,
        penalty: claimed.penalty,
        duty: claimed.duty,
    }
    for name, amount in most.items():
        field: Any = form.fields[name]
        field.claimed = amount
        field.claimed_text = money(amount)
    return most


def refuse_beyond(form: forms.Form, most: Mapping[str, Decimal]) -> None:
    """Refuse each sum that is above what was claimed, by its own field."""
    for name, amount in most.items():
        told = form.cleaned_data.get(name)
        if told is not None and told > amount:
            text = _("No more than was claimed can be awarded: %(most)s ₽.")
            form.add_error(name, text % {"most": money(amount)})
