"""Lists of the shared room that the administrator keeps: the limits of roles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from webapp.audit.admin import JournaledAdmin
from webapp.processes import registry
from webapp.processes.models import Limit
from webapp.staff.admin import FIELDS, HistoryInline
from webapp.staff.forms import MoneyField, WholeField


class LimitForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which role decides about what, and how far."""

    days_max = WholeField(label=_("at most days"), required=False, max_value=3660)
    amount_max = MoneyField(label=_("at most, ₽"), required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what processes limit, by name."""
        super().__init__(*args, **kwargs)
        for name, choices in (("process", _processes()), ("deed", _deeds())):
            if name in self.fields:
                self.fields[name] = forms.ChoiceField(
                    label=self.fields[name].label,
                    choices=choices,
                )


def _processes() -> list[tuple[str, str]]:
    return [(process.code, str(process.title)) for process in registry.processes()]


def _deeds() -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for process in registry.processes():
        codes = [*(kind.code for kind in process.pauses), *process.limited]
        for code in codes:
            found[code] = registry.limited_name(process=process.code, code=code)
    return list(found.items())


class LimitHistoryInline(HistoryInline):
    """The limits that went before."""

    model = Limit.pgh_event_model  # type: ignore[attr-defined]
    columns = ("days_max", "amount_max")


@admin.register(Limit)
class LimitAdmin(JournaledAdmin):
    """How far each role decides by itself."""

    form = LimitForm
    formfield_overrides = FIELDS
    list_display = ("limited", "role", "days_max", "amount_max")
    list_filter = ("role",)
    fields = ("process", "deed", "role", "days_max", "amount_max")
    ordering = ("process", "deed", "role")
    inlines = (LimitHistoryInline,)

    @admin.display(description=_("what"), ordering="deed")
    def limited(self, limit: Limit) -> str:
        """Return what is limited."""
        return registry.limited_name(process=limit.process, code=limit.deed)
