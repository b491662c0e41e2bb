"""The journal of deeds, and the lock date."""

import io
import json
from typing import Any

import xlsxwriter
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import display

from webapp.audit import operations, queries
from webapp.audit.models import Entry
from webapp.staff.admin import ListAdmin, ReadOnlyAdmin
from webapp.staff.models import LockDate, User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Who did what, when, on what ground; filtered by day, person, deed and subject; the chosen rows go to a workbook."""

    list_display = ("at", "actor", "deed", "subject", "ground")
    list_filter = (("at", RangeDateTimeFilter), "actor", "name")
    search_fields = ("=subject", "name", "ground")
    search_help_text = gettext_lazy("Subject (account:42), deed or ground")
    ordering = ("-at", "-id")
    list_select_related = ("actor",)
    fields = ("at", "business_date", "actor", "deed", "subject", "ground", "pretty_details")
    readonly_fields = fields
    actions = ("export",)

    @display(description=gettext_lazy("deed"), ordering="name")
    def deed(self, entry: Entry) -> str:
        """Return the deed in words."""
        return queries.deed_in_words(entry.name)

    @display(description=gettext_lazy("details"))
    def pretty_details(self, entry: Entry) -> str:
        """Return the details as people can read them."""
        return json.dumps(entry.details, ensure_ascii=False, indent=1)

    @admin.action(description=gettext_lazy("Export the chosen rows (xlsx)"), permissions=["view"])
    def export(self, _request: HttpRequest, chosen: QuerySet[Entry]) -> HttpResponse:
        """Return the chosen rows as a workbook."""
        headers = {"Content-Disposition": 'attachment; filename="journal.xlsx"'}
        return HttpResponse(_workbook(chosen.select_related("actor").order_by("-at", "-id")), content_type=XLSX, headers=headers)


def _workbook(entries: QuerySet[Entry]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 5, 28)
        sheet.write_row(0, 0, [_("when"), _("who"), _("deed"), _("subject"), _("ground"), _("details")], book.add_format({"bold": True}))
        for number, entry in enumerate(entries.iterator(), 1):
            sheet.write_row(number, 0, _line(entry))
    return stream.getvalue()


def _line(entry: Entry) -> list[str]:
    when = timezone.localtime(entry.at).strftime("%d.%m.%Y %H:%M:%S")
    who = entry.actor.get_username() if entry.actor else ""
    return [when, who, queries.deed_in_words(entry.name), entry.subject, entry.ground, json.dumps(entry.details, ensure_ascii=False)]


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
