"""Everything that was found in a table of the staff site, as a spreadsheet and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.db.models import Model, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from webapp.lists.declarations import Column
from webapp.lists.views import papers
from webapp.lists.views.page import NOT_UNDERSTOOD
from webapp.staff import queries as staff
from webapp.staff.admin import ListAdmin
from webapp.staff.views import StaffPage

_WIDTH = 24
_NUMBERS = (int, float)


class OfTable(StaffPage):
    """What a table of the staff site finds, for whoever may see it."""

    table: ListAdmin = None  # type: ignore[assignment]  # every address names its table
    most = papers.SHEET_MAX

    def has_permission(self) -> bool:
        """Whoever sees the table may take it along: the rows are those of the own segment."""
        return bool(self.table.has_view_permission(self.request))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return to the table when the address cannot be understood, as the table itself does."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return self.back(str(NOT_UNDERSTOOD))

    @cached_property
    def found(self) -> Any:
        """Return the list with its criteria."""
        return self.table.get_changelist_instance(self.request)

    @property
    def title(self) -> str:  # type: ignore[override]
        """Return what the rows are called."""
        return str(capfirst(self.table.opts.verbose_name_plural))

    @property
    def columns(self) -> list[Column]:
        """Return the columns of the screen, and those that stand on paper alone."""
        shown = [*self.table.get_list_display(self.request), *self.table.on_paper]
        return [self._column(name) for name in shown]

    def _column(self, name: str) -> Column:
        title = label_for_field(name, self.table.model, self.table)
        return Column(
            key=name,
            title=capfirst(str(title)),
            read=partial(_value, self.table, name),
            width=_WIDTH,
            is_number=name in self.table.totals,
            is_total=name in self.table.totals,
        )

    def refusal(self) -> str:
        """Return why there are too many to be taken, or nothing."""
        return papers.too_many(self.found.queryset.count(), self.most)

    def rows(self) -> Iterable[Any]:
        """Return all of them in the order of the screen."""
        return self.table.read_for_paper(self.found.queryset, self.request)

    def totals(self, columns: Sequence[Column]) -> list[Any]:
        """Return how many rows there are, and what the columns that add up make."""
        if not self.table.totals:
            return []
        found = self.found.queryset.order_by()
        sums = found.aggregate(**{name: Sum(name) for name in self.table.totals})
        told = [sums.get(column.key) or "" for column in columns]
        told[0] = papers.counted(found.count())
        return told

    def back(self, refusal: str) -> HttpResponse:
        """Return to the table and say why nothing is taken."""
        messages.error(self.request, refusal)
        opts = self.table.opts
        return redirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))


class Sheet(OfTable, View):
    """Everything found in a table, as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file, or say why there is none."""
        if refusal := self.refusal():
            return self.back(refusal)
        columns = self.columns
        return papers.workbook(
            title=self.title,
            columns=columns,
            rows=papers.read(columns, self.rows()),
            total=self.totals(columns),
        )


class Print(OfTable, TemplateView):
    """Everything found in a table, on sheets of paper with a head on each."""

    template_name = "lists/print.html"
    most = papers.PRINTED_MAX

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is to be printed, or say why it cannot be."""
        if refusal := self.refusal():
            return self.back(refusal)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read it all."""
        columns = self.columns
        rows = [papers.worded(columns, row) for row in papers.read(columns, self.rows())]
        return super().get_context_data(
            listing={"title": self.title},
            columns=columns,
            rows=rows,
            total=papers.worded(columns, self.totals(columns)),
            count=len(rows),
            chips=list(self._conditions()),
            now=staff.business_now(),
            **kwargs,
        )

    def _conditions(self) -> Iterator[tuple[str, str]]:
        if self.found.query:
            yield _("Looked for"), self.found.query
        for filtered in self.found.filter_specs:
            names = filtered.expected_parameters()
            if any(self.request.GET.get(name) for name in names):
                yield capfirst(str(filtered.title)), ", ".join(_chosen(filtered, self.found))


def _chosen(filtered: Any, found: Any) -> Iterator[str]:
    """Yield in words what is chosen in a filter of a table."""
    for choice in filtered.choices(found):
        if choice.get("selected"):
            yield str(choice["display"])
        for field in choice.get("form") or ():
            yield from _said(field)


def _said(field: Any) -> Iterator[str]:
    """Yield in words what was chosen or written in a field of a filter."""
    value = field.value()
    if not value:
        return
    known = {str(code): str(words) for code, words in getattr(field.field, "choices", ())}
    given = value if isinstance(value, list) else [value]
    for one in given:
        yield known.get(str(one), str(one))


def _value(table: ListAdmin, name: str, row: Model) -> Any:
    """Return what stands in a cell, without its looks on the screen."""
    field, shown, value = lookup_field(name, row, table)
    if value is None or value == "":
        return ""
    if getattr(field, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, bool) or getattr(shown, "boolean", False):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value if part)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if field is None and not isinstance(value, _NUMBERS):
        return strip_tags(str(value))
    return value
