"""Districts, streets, buildings, premises."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter

from webapp.premises import queries
from webapp.premises.models import Building, District, Premises, Street
from webapp.staff.admin import HistoryInline, ListAdmin


class BuildingHistoryInline(HistoryInline):
    """Former numbers, kinds and managers."""

    model = Building.pgh_event_model  # type: ignore[attr-defined]
    columns = ("number", "kind", "area_m2", "manager", "closed_on")


class PremisesHistoryInline(HistoryInline):
    """Former numbers and areas."""

    model = Premises.pgh_event_model  # type: ignore[attr-defined]
    columns = ("number", "is_residential", "area_m2", "address")


@admin.register(District)
class DistrictAdmin(ListAdmin):
    """Service districts."""

    list_display = ("name", "code")
    search_fields = ("name", "code")
    ordering = ("name",)


@admin.register(Street)
class StreetAdmin(ListAdmin):
    """Streets."""

    list_display = ("name", "settlement", "district")
    list_filter = (("district", RelatedDropdownFilter),)
    list_select_related = ("district",)
    search_fields = ("name", "settlement")
    ordering = ("settlement", "name")


@admin.register(Building)
class BuildingAdmin(ListAdmin):
    """Houses; a closed one stays in the list with its day."""

    list_display = ("street", "number", "kind", "area_m2", "manager", "closed_on")
    list_filter = (("kind", ChoicesDropdownFilter), ("street__district", RelatedDropdownFilter))
    list_select_related = ("street", "manager")
    search_fields = ("street__name", "street__settlement", "number")
    autocomplete_fields = ("street", "manager")
    ordering = ("street__settlement", "street__name", "number")
    inlines = (BuildingHistoryInline,)


@admin.register(Premises)
class PremisesAdmin(ListAdmin):
    """Flats and offices by their full address."""

    list_display = ("address", "number", "is_residential", "area_m2")
    list_filter = ("is_residential", ("building__street__district", RelatedDropdownFilter))
    search_fields = ("address",)
    autocomplete_fields = ("building",)
    ordering = ("address", "id")
    inlines = (PremisesHistoryInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Premises]:
        """Return the reader's districts only."""
        return queries.visible_premises(user=request.user).order_by(*self.get_ordering(request))  # type: ignore[arg-type]
