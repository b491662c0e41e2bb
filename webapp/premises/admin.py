"""Districts, streets, buildings, premises: each reader's own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter

from webapp.audit.admin import JournaledAdmin
from webapp.premises import operations, queries
from webapp.premises.models import Building, District, Premises, Street
from webapp.search.admin import SearchedList
from webapp.staff.admin import HistoryInline
from webapp.staff.models import User


class DistrictFilter(RelatedDropdownFilter):
    """A choice among the reader's districts."""

    def field_choices(
        self, _field: Any, request: HttpRequest, _model_admin: Any
    ) -> list[tuple[Any, str]]:
        """Offer no district of others."""
        districts = queries.visible_districts(user=request.user)  # type: ignore[arg-type]
        return [(district.pk, district.name) for district in districts.order_by("name")]


class BuildingHistoryInline(HistoryInline):
    """Former numbers, kinds and managers."""

    model = Building.pgh_event_model  # type: ignore[attr-defined]
    columns = (
        *("street", "ownership", "number", "korpus", "stroenie", "litera"),
        *("kind", "fias_code", "area_m2", "manager", "closed_on"),
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Name no manager to those who see no companies."""
        return [
            name
            for name in super().get_fields(request, obj)
            if name != "manager" or _sees_managers(request)
        ]


class PremisesHistoryInline(HistoryInline):
    """Former numbers and areas."""

    model = Premises.pgh_event_model  # type: ignore[attr-defined]
    columns = (
        *("building", "kind", "number", "room", "rest"),
        *("fias_code", "is_residential", "area_m2", "address"),
    )


@admin.register(District)
class DistrictAdmin(JournaledAdmin):
    """Service districts."""

    list_display = ("name", "code")
    search_fields = ("name", "code")
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[District]:
        """Return the reader's districts only."""
        found = queries.visible_districts(user=request.user)  # type: ignore[arg-type]
        return found.order_by(*self.get_ordering(request))


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that knows a place by every spelling of it."""

    def clean(self) -> dict[str, Any]:
        """Refuse a second spelling of a place that is there; the database would refuse it too."""
        cleaned = super().clean() or {}
        owner = self._meta.model.OWNER
        if cleaned.get(owner) and (twin := self._twin(owner, cleaned)):
            raise forms.ValidationError(
                _("It is there already, as «%(twin)s»: correct that one.") % {"twin": twin}
            )
        return cleaned

    def _twin(self, owner: str, cleaned: dict[str, Any]) -> Any:
        key = self._meta.model(**cleaned).spelling_key()
        own_key, _mark, _number = self.instance.key.partition("#")
        if own_key == key:
            return None
        owned = {owner: cleaned[owner]}
        twins = self._meta.model.objects.filter(**owned, key=key)
        return twins.exclude(pk=self.instance.pk).first()


class PlaceAdmin(JournaledAdmin):
    """A form whose correction the printed addresses follow.

    ``premises_by`` leads from premises to the row.
    """

    premises_by = ""
    form = PlaceForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the row, then the addresses under it."""
        super().save_model(request, obj, form, change)
        assert isinstance(request.user, User)
        because_of = f"{obj._meta.model_name}:{obj.pk}"
        operations.refresh_addresses(
            premises=Premises.objects.filter(**{self.premises_by: obj.pk}),
            because_of=because_of,
            by=request.user,
        )


@admin.register(Street)
class StreetAdmin(PlaceAdmin):
    """Streets."""

    premises_by = "building__street"

    list_display = ("name", "settlement", "district")
    list_filter = (("district", DistrictFilter),)
    list_select_related = ("district",)
    search_fields = ("name", "settlement")
    ordering = ("settlement", "name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Street]:
        """Return the streets of the reader's districts only."""
        found = queries.visible_streets(user=request.user)  # type: ignore[arg-type]
        return found.order_by(*self.get_ordering(request))


@admin.register(Building)
class BuildingAdmin(PlaceAdmin):
    """Houses; a closed one stays in the list with its day."""

    premises_by = "building"

    list_display = ("street", "__str__", "kind", "area_m2", "manager", "closed_on")
    list_filter = (("kind", ChoicesDropdownFilter), ("street__district", DistrictFilter))
    list_select_related = ("street", "manager")
    search_fields = ("street__name", "street__settlement", "number")
    autocomplete_fields = ("street", "manager")
    ordering = ("street__settlement", "street__name", "number")
    inlines = (BuildingHistoryInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Building]:
        """Return the buildings of the reader's districts only."""
        found = queries.visible_buildings(user=request.user)  # type: ignore[arg-type]
        return found.order_by(*self.get_ordering(request))

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Name no manager to those who see no companies."""
        return [name for name in self.list_display if name != "manager" or _sees_managers(request)]

    def get_exclude(self, request: HttpRequest, _obj: Any = None) -> list[str]:
        """Name no manager to those who see no companies."""
        if _sees_managers(request):
            return []
        return ["manager"]


@admin.register(Premises)
class PremisesAdmin(SearchedList, PlaceAdmin):
    """Flats and offices by their full address, which is made of the street, the house and the
    number.
    """

    premises_by = "pk"
    readonly_fields = ("address",)

    list_display = ("address", "kind", "number", "is_residential", "area_m2")
    list_filter = (
        "is_residential",
        ("kind", ChoicesDropdownFilter),
        ("building__street__district", DistrictFilter),
    )
    searched = "premises"
    autocomplete_fields = ("building",)
    ordering = ("address", "id")
    inlines = (PremisesHistoryInline,)

    def save_model(self, request: HttpRequest, obj: Premises, form: Any, change: bool) -> None:
        """Show the new address in the answer."""
        super().save_model(request, obj, form, change)
        obj.refresh_from_db(fields=["address"])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Premises]:
        """Return the reader's districts only."""
        found = queries.visible_premises(user=request.user)  # type: ignore[arg-type]
        return found.order_by(*self.get_ordering(request))


def _sees_managers(request: HttpRequest) -> bool:
    return queries.sees_managers(user=request.user)  # type: ignore[arg-type]
