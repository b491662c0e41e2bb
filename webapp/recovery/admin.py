"""Reference lists of recovery: courts and bailiffs by district.

Cases, schemes and tasks have pages of their own.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from webapp.recovery.models import Authority, Territory
from webapp.staff.admin import FIELDS, LinesInline, ListAdmin


class TerritoryInline(LinesInline):
    """The houses of a section: they come from a table, and one that is wrong is taken out here."""

    model = Territory
    fields = ("settlement", "street", "parity", "first", "last", "house")
    readonly_fields = ("settlement", "street", "parity", "first", "last", "house")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Streets are compared by their keys, which the table makes."""
        return False


@admin.register(Authority)
class AuthorityAdmin(ListAdmin):
    """Which court hears the claims of a district, which bailiffs enforce them."""

    formfield_overrides = FIELDS
    list_display = ("name", "kind", "district", "address")
    list_filter = ("kind", "district")
    search_fields = ("name", "address")
    list_select_related = ("district",)
    ordering = ("kind", "district", "name")
    inlines = (TerritoryInline,)
