"""Everything that was found, as a spreadsheet and on paper."""

from collections.abc import Iterable, Iterator, Sequence
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
        return too_many(self.question.find().count(), self.most)

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
        return workbook(
            title=str(self.listing.title),
            columns=columns,
            rows=read(columns, found),
            total=totals(columns, found),
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
        rows = list(read(columns, found))
        total = totals(columns, found)
        return super().get_context_data(
            listing=self.listing,
            columns=columns,
            rows=[worded(columns, row) for row in rows],
            total=worded(columns, total),
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


def too_many(count: int, most: int) -> str:
    """Return why so many rows are not taken, or nothing."""
    if count <= most:
        return ""
    text = _("There are %(count)s rows, at most %(most)s are taken: narrow the criteria.")
    shown = {
        "count": _grouped(count),
        "most": _grouped(most),
    }
    return text % shown


def workbook(
    *, title: str, columns: Sequence[Column], rows: Iterable[Any], total: Sequence[Any]
) -> FileResponse:
    """Return a spreadsheet of what was found today."""
    today = staff.today()
    sheet = books.Sheet(
        [books.Heading(str(column.title), column.width) for column in columns],
        rows,
        name=title[:_SHEET_NAME_MAX],
        title=_("%(list)s on %(day)s") % {"list": title, "day": f"{today:%d.%m.%Y}"},
        is_filtered=True,
        total=total,
    )
    return FileResponse(
        BytesIO(books.book(sheet)),
        as_attachment=True,
        filename=f"{title.lower()} {today.isoformat()}.xlsx",
    )


def read(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the values of each row."""
    for row in rows:
        yield [column.read(row) for column in columns]


def totals(columns: Sequence[Column], rows: Sequence[Any]) -> list[Any]:
    """Return the sums of the columns that add up, and under the first one how many rows there are.

    Nothing where no column adds up.
    """
    if not any(column.is_total for column in columns):
        return []
    found = [_sum(column, rows) for column in columns]
    found[0] = counted(len(rows))
    return found


def counted(count: int) -> str:
    """Return how many rows there are, as it stands under the first column."""
    return _("Total: %(count)s") % {"count": _grouped(count)}


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


def worded(columns: Sequence[Column], row: Sequence[Any]) -> list[tuple[str, str]]:
    """Return the values of a row in words, each with its looks."""
    cells = zip(
        columns,
        row,
        strict=False,
    )
    return [(words.plain(value), column.looks) for column, value in cells]
