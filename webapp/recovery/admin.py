"""Reference lists of recovery: courts and bailiffs by district.

Cases, schemes and tasks have pages of their own.
"""

from django.contrib import admin

from webapp.recovery.models import Authority
from webapp.staff.admin import FIELDS, ListAdmin


@admin.register(Authority)
class AuthorityAdmin(ListAdmin):
    """Which court hears the claims of a district, which bailiffs enforce them."""

    formfield_overrides = FIELDS
    list_display = ("name", "kind", "district", "address")
    list_filter = ("kind", "district")
    search_fields = ("name", "address")
    list_select_related = ("district",)
    ordering = ("kind", "district", "name")
