"""Overviews as spreadsheets."""

from typing import Any

from django.utils.translation import gettext as _

from webapp.oversight.declarations import Asked, Column, Kind, Overview, Row, Table
from webapp.uploads.tables import books
from webapp.uploads.tables.books import Heading


def book(*, overview: Overview, asked: Asked, table: Table) -> bytes:
    """Return a table of an overview as it stands on the screen, with the days it is of."""
    headings = [Heading(str(column.title), column.width) for column in table.columns]
    sheet = books.Sheet(
        headings,
        [_values(table, row) for row in table.rows],
        title=f"{overview.title}, {_days(overview, asked)}",
        total=_values(table, table.total),
    )
    return books.book(sheet)


def _days(overview: Overview, asked: Asked) -> str:
    last = f"{asked.last_on:%d.%m.%Y}"
    if not overview.has_period:
        return _("on {day}").format(day=last)
    return f"{asked.first_on:%d.%m.%Y} – {last}"


def _values(table: Table, row: Row) -> list[Any]:
    return [
        _value(column, cell.value) for column, cell in zip(table.columns, row, strict=bool(row))
    ]


def _value(column: Column, value: Any) -> Any:
    """A word may be translated only now; a figure stays a figure."""
    if column.kind == Kind.TEXT and value is not None:
        return str(value)
    return value
