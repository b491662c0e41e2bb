"""Everything that was found, as a spreadsheet and on paper."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from webapp.lists.declarations import Column, Part
from webapp.lists.queries import words
from webapp.lists.views.page import NOT_UNDERSTOOD, OfList
from webapp.staff import queries as staff
from webapp.uploads.tables import books

PRINTED_MAX = 20_000
_SHEET_NAME_MAX = 31
SHEET_MAX = books.ROWS_MAX - 2
"""What a sheet holds under its title and its heading, and above its total."""


class _Everything(OfList):
    """What the question finds, whatever page is on the screen."""

    most = SHEET_MAX

    def refusal(self) -> str:
        """Return why it cannot be put on paper, or nothing."""
        if self.question.form.errors:
            return str(NOT_UNDERSTOOD)
        count = self.question.find().count()
        if count <= self.most:
            return ""
        text = _("There are %(count)s rows, at most %(most)s are taken: narrow the criteria.")
        shown = {
            "count": _grouped(count),
            "most": _grouped(self.most),
        }
        return text % shown

    def everything(self) -> Part:
        """Return all of it in the order of the screen."""
        orders = self.listing.orders(self.question.order)
        return self.question.find().part(orders=orders)


class Export(_Everything, View):
    """Everything found, as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file, or say why there is none."""
        if refusal := self.refusal():
            return self.back(refusal)
        columns = [column for column in self.listing.columns if column.is_in_sheet]
        found = self.everything().rows
        today = staff.today()
        title = str(self.listing.title)
        sheet = books.Sheet(
            [books.Heading(str(column.title), column.width) for column in columns],
            _read(columns, found),
            name=title[:_SHEET_NAME_MAX],
            title=_("%(list)s on %(day)s") % {"list": title, "day": f"{today:%d.%m.%Y}"},
            is_filtered=True,
            total=totals(columns, found),
        )
        name = f"{title.lower()} {today.isoformat()}.xlsx"
        return FileResponse(
            BytesIO(books.book(sheet)),
            as_attachment=True,
            filename=name,
        )


class Print(_Everything, TemplateView):
    """Everything found, on sheets of paper with a head on each and the totals at the end."""

    template_name = "lists/print.html"
    most = PRINTED_MAX

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is to be printed, or say why it cannot be."""
        if refusal := self.refusal():
            return self.back(refusal)
        return super().get(
            request,
            *args,
            **kwargs,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read it all."""
        columns = [column for column in self.listing.columns if column.is_printed]
        found = self.everything().rows
        rows = _read(columns, found)
        total = totals(columns, found)
        return super().get_context_data(
            listing=self.listing,
            columns=columns,
            rows=[_worded(columns, row) for row in rows],
            total=_worded(columns, total),
            count=len(rows),
            chips=list(self._conditions()),
            now=staff.business_now(),
            **kwargs,
        )

    def _conditions(self) -> Iterator[tuple[str, str]]:
        for field in self.question.fields():
            if self.question.is_set(field):
                yield str(field.label), self.question.in_words(field)
        for chip in self.question.chips():
            yield chip.label, chip.value


def _read(columns: Sequence[Column], rows: Sequence[Any]) -> list[list[Any]]:
    found = []
    for row in rows:
        values = [column.read(row) for column in columns]
        found.append(values)
    return found


def totals(columns: Sequence[Column], rows: Sequence[Any]) -> list[Any]:
    """Return the sums of the columns that add up, and under the first one how many rows there are.

    Nothing where no column adds up.
    """
    if not any(column.is_total for column in columns):
        return []
    found = [_sum(column, rows) for column in columns]
    count = _grouped(len(rows))
    found[0] = _("Total: %(count)s") % {"count": count}
    return found


def _sum(column: Column, rows: Sequence[Any]) -> Any:
    if not column.is_total:
        return ""
    total = Decimal(0)
    for row in rows:
        if column.counts(row):
            total += column.read(row) or 0
    return total


def _grouped(count: int) -> str:
    return number_format(
        count,
        use_l10n=True,
        force_grouping=True,
    )


def _worded(columns: Sequence[Column], row: Sequence[Any]) -> list[tuple[str, str]]:
    """Return the values of a row in words, each with its looks."""
    cells = zip(
        columns,
        row,
        strict=False,
    )
    return [(words.plain(value), column.looks) for column, value in cells]
