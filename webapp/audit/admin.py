"""The lock date. The journal's own screen is in ``workplace.admin``, above all that deeds are about."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from webapp.audit import operations
from webapp.staff.admin import ListAdmin
from webapp.staff.models import LockDate, User


@admin.register(LockDate)
class LockDateAdmin(ListAdmin):
    """The day before which nothing can be written."""

    list_display = ("closed_before",)
    fields = ("closed_before",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one lock date."""
        return super().has_add_permission(request) and not LockDate.objects.exists()

    def save_model(self, request: HttpRequest, obj: LockDate, _form: Any, _change: bool) -> None:
        """Write the day and the journal together."""
        assert isinstance(request.user, User)
        operations.move_lock_date(closed_before=obj.closed_before, by=request.user)
