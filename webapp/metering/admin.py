"""Meters with their seals and readings."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import RelatedDropdownFilter

from webapp.audit.admin import JournaledAdmin
from webapp.contracts.queries import on_accounts_seen
from webapp.metering import operations
from webapp.metering.forms import ReadingForm
from webapp.metering.models import Meter, Reading
from webapp.staff.admin import HistoryInline, LinesInline
from webapp.staff.models import User


class ReadingInline(LinesInline):
    """What the meter showed. A reading is written once: papers and calculations refer to it."""

    model = Reading
    form = ReadingForm
    can_delete = False
    ordering = ("-read_on",)

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """What was read stays as it was written."""
        return False


class MeterHistoryInline(HistoryInline):
    """Former places, numbers and seals."""

    model = Meter.pgh_event_model  # type: ignore[attr-defined]
    columns = (
        "account",
        "service",
        "number",
        "model",
        "digits",
        "seal",
        "installed_on",
        "removed_on",
    )


@admin.register(Meter)
class MeterAdmin(JournaledAdmin):
    """Meters on accounts of the reader's segment."""

    list_display = ("number", "model", "service", "account", "seal", "installed_on", "removed_on")
    list_filter = (("service", RelatedDropdownFilter),)
    list_select_related = ("service", "account")
    search_fields = ("number", "seal", "=account__number")
    autocomplete_fields = ("account", "service")
    ordering = ("-id",)
    is_long = True
    inlines = (ReadingInline, MeterHistoryInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meter]:
        """Return the reader's segment."""
        meters: QuerySet[Meter] = super().get_queryset(request)
        seen = on_accounts_seen(user=request.user)  # type: ignore[arg-type]
        return meters.filter(seen)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Write new readings as crews' are written: checked, and in the journal of the account."""
        if formset.model is not Reading:
            super().save_formset(request, form, formset, change)
            return
        assert isinstance(request.user, User)
        for reading in formset.save(commit=False):
            entered = {"read_on": reading.read_on, "value": reading.value, "source": reading.source}
            try:
                operations.record_reading(
                    meter_id=form.instance.pk,
                    by=request.user,
                    **entered,
                )
            except operations.UnableToRecordReading as error:
                messages.error(request, str(error))
        formset.new_objects = []  # the operation has written them, and their deeds
