"""Meters with their seals and readings."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import RelatedDropdownFilter

from webapp.contracts.queries import visible_accounts
from webapp.metering.models import Meter, Reading
from webapp.staff.admin import HistoryInline, ListAdmin


class ReadingInline(TabularInline):
    """What the meter showed."""

    model = Reading
    extra = 0
    tab = True
    ordering = ("-read_on",)


class MeterHistoryInline(HistoryInline):
    """Former numbers and seals."""

    model = Meter.pgh_event_model  # type: ignore[attr-defined]
    columns = ("number", "model", "seal", "installed_on", "removed_on")


@admin.register(Meter)
class MeterAdmin(ListAdmin):
    """Meters on accounts of the reader's segment."""

    list_display = ("number", "model", "service", "account", "seal", "installed_on", "removed_on")
    list_filter = (("service", RelatedDropdownFilter),)
    list_select_related = ("service", "account")
    search_fields = ("number", "seal", "=account__number")
    autocomplete_fields = ("account", "service")
    ordering = ("number", "id")
    inlines = (ReadingInline, MeterHistoryInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meter]:
        """Return the reader's segment."""
        meters: QuerySet[Meter] = super().get_queryset(request)
        return meters.filter(account__in=visible_accounts(user=request.user))  # type: ignore[arg-type]
