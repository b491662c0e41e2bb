"""From rows to a workbook: the one writer of spreadsheets."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.uploads.tables.columns import Column
from webapp.uploads.tables.lines import Rejected, RowError

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_MAX = 1_048_575
"""What a sheet holds under its heading."""
TEXT_MAX = 32_767
"""The longest text of a cell."""
_A4 = 9
_SETTINGS = {
    "in_memory": True,
    "default_date_format": "dd.mm.yyyy",
    # what people typed is text: a value that begins with = must not become a formula
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


class UnableToWrite(Exception):
    """A sheet does not hold so many rows; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column; a note is shown beside it."""

    title: str
    width: int = 22
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under a frozen heading, with a title above them and a total below where there is one.

    On paper it lies across, as wide as a sheet, with the heading on each.
    """

    headings: Sequence[Heading]
    rows: Iterable[Iterable[Any]]
    name: str | None = None
    title: str = ""
    is_filtered: bool = False
    total: Sequence[Any] = ()


def book(*sheets: Sheet) -> bytes:
    """Return a workbook of such sheets.

    :raises UnableToWrite: when one does not hold its rows
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _SETTINGS) as workbook:
        writer = _Writer(workbook)
        for sheet in sheets:
            writer.write(sheet)
    return out.getvalue()


def errors_book(errors: Sequence[RowError], rejected: Rejected | None = None) -> bytes:
    """Return the rows to correct and load again, and the errors of a table, one per line."""
    if rejected is None or not rejected.rows:
        return book(_errors_sheet(errors))
    return book(_rows_to_correct(errors, rejected), _errors_sheet(errors))


def _rows_to_correct(errors: Sequence[RowError], rejected: Rejected) -> Sheet:
    """Return rejected rows under their own headers, each with what is wrong in its last cell."""
    width = len(rejected.heading)
    wrong: dict[int, list[str]] = {}
    for error in errors:
        wrong.setdefault(error.row, []).append(f"{error.column}: {error.message}")
    rows = (
        [*(cells + [""] * width)[:width], "\n".join(wrong.get(number, ()))]
        for number, cells in rejected.rows
    )
    headings = [Heading(title, 18) for title in rejected.heading]
    told = Heading(_("What is wrong and what to do"), 90)
    return Sheet(
        [*headings, told],
        rows,
        name=_("To correct"),
    )


def _errors_sheet(errors: Iterable[RowError]) -> Sheet:
    """Return the errors of a table, one per line."""
    headings = (
        Heading(_("Row"), 8),
        Heading(_("Column"), 24),
        Heading(_("Value"), 32),
        Heading(_("What to do"), 90),
    )
    rows = ((error.row, error.column, error.value, error.message) for error in errors)
    return Sheet(
        headings,
        rows,
        name=_("Errors"),
    )


def table_to_fill(*, shown: Sequence[Column], example: dict[str, str]) -> bytes:
    """Return a table with the columns that are understood; an example is a note at its heading.

    What stands in a line would be loaded one day.
    """
    headings = [
        Heading(
            column.title,
            note=_note(column, example),
        )
        for column in shown
    ]
    return book(Sheet(headings, []))


def refuse_too_many(count: int) -> None:
    """Refuse so many rows before they are read.

    :raises UnableToWrite: when a sheet does not hold them
    """
    if count > ROWS_MAX:
        shown = {"count": _grouped(count), "limit": _grouped(ROWS_MAX)}
        raise UnableToWrite(
            _(
                "There are %(count)s rows, and a spreadsheet holds %(limit)s. Narrow the "
                "criteria, for example the days."
            )
            % shown
        )


def _grouped(count: int) -> str:
    return formats.number_format(
        count,
        use_l10n=True,
        force_grouping=True,
    )


def _note(column: Column, example: dict[str, str]) -> str:
    wanted = _("Required.") if column.is_required else _("May be left out.")
    if column.key not in example:
        return wanted
    return f"{wanted} {_('For example:')} {example[column.key]}"


class _Writer:
    """A workbook that is being written."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.large = workbook.add_format({"bold": True, "font_size": 13})
        self.bold = workbook.add_format({"bold": True, "bottom": 1})
        self.money = workbook.add_format({"num_format": "#,##0.00"})
        self.sum = workbook.add_format({"num_format": "#,##0.00", "bold": True, "top": 1})

    def write(self, sheet: Sheet) -> None:
        page = self.workbook.add_worksheet(sheet.name)
        top = 0
        if sheet.title:
            page.write_string(0, 0, sheet.title, self.large)
            top = 1
        self._head(page, top, sheet.headings)
        last = top
        for last, row in enumerate(
            sheet.rows,
            start=top + 1,
        ):
            refuse_too_many(last)
            self._line(page, last, row)
        page.freeze_panes(top + 1, 0)
        if sheet.is_filtered:
            page.autofilter(top, 0, max(top + 1, last), len(sheet.headings) - 1)
        self._total(page, last + 1, sheet.total)
        _lay_on_paper(page, top)

    def _total(self, page: Any, number: int, total: Iterable[Any]) -> None:
        for column, value in enumerate(total):
            page.write(number, column, value, self.sum)

    def _head(self, page: Any, top: int, headings: Sequence[Heading]) -> None:
        for column, heading in enumerate(headings):
            page.write_string(top, column, heading.title, self.bold)
            page.set_column(column, column, heading.width)
            if heading.note:
                page.write_comment(top, column, heading.note)

    def _line(self, page: Any, number: int, row: Iterable[Any]) -> None:
        for column, value in enumerate(row):
            match value:
                case None | "":
                    continue
                case date():
                    page.write_datetime(number, column, value)
                case Decimal():
                    page.write_number(number, column, value, self.money)
                case bool():
                    page.write_boolean(number, column, value)
                case int() | float():
                    page.write_number(number, column, value)
                case _:
                    page.write_string(number, column, str(value)[:TEXT_MAX])


def _lay_on_paper(page: Any, top: int) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&P / &N")
