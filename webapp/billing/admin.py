"""Charges, to look at."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import RangeDateFilter, RelatedDropdownFilter

from webapp.billing.models import Charge
from webapp.contracts.queries import on_accounts_seen
from webapp.staff.admin import HistoryInline, ReadOnlyAdmin


class ChargeHistoryInline(HistoryInline):
    """Former sums."""

    model = Charge.pgh_event_model  # type: ignore[attr-defined]
    columns = ("amount", "paid_before", "due_date")


@admin.register(Charge)
class ChargeAdmin(ReadOnlyAdmin):
    """Charges on accounts of the reader's segment."""

    list_display = ("account", "service", "kind", "period", "amount", "paid_before", "due_date")
    list_filter = (
        "kind",
        ("service", RelatedDropdownFilter),
        ("period", RangeDateFilter),
        ("due_date", RangeDateFilter),
    )
    list_select_related = ("account", "service")
    search_fields = ("=account__number",)
    ordering = ("-id",)
    is_long = True
    totals = ("amount", "paid_before")
    inlines = (ChargeHistoryInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Charge]:
        """Return the reader's segment."""
        charges: QuerySet[Charge] = super().get_queryset(request)
        seen = on_accounts_seen(user=request.user)  # type: ignore[arg-type]
        return charges.filter(seen)
