"""Filters: figures as people read them."""

from typing import Any
from urllib.parse import quote as urlquote

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from webapp.oversight.declarations import Cell, Column, Deadline, Kind, Row, Table
from webapp.processes.templatetags.processes import case_address

register = template.Library()


@register.simple_tag
def cells(table: Table, row: Row, behind: str = "") -> SafeString:
    """Return the cells of a row: of a page there are thousands, too many for a template of each."""
    cells_of_row = zip(
        table.columns,
        row,
        strict=True,
    )
    made = []
    for column, cell in cells_of_row:
        inside = _linked(
            cell,
            column,
            behind,
        )
        look = ""
        if column.kind.is_number:
            look = "ik-right ik-num"
        made.append(format_html('<td class="{}">{}</td>', look, inside))
    return mark_safe("".join(made))


def _linked(cell: Cell, column: Column, behind: str) -> Any:
    """Return a value, with the list behind it where there is one."""
    value = shown(cell, column)
    address = cell.link
    if cell.key and not address:
        key = urlquote(cell.key)
        address = f"{behind}&key={key}"
    if not cell.value or not address:
        return value
    link = '<a class="ik-link" href="{}">{}</a>'
    return format_html(
        link,
        address,
        value,
    )


@register.filter
def address_of(deadline: Deadline) -> str:
    """Return what a day that comes leads to: what says so itself, else its case."""
    if deadline.link or deadline.case is None:
        return deadline.link
    return case_address(deadline.case)


def shown(cell: Cell, column: Column) -> Any:
    """Return a value as it is read; a dash where there is none."""
    value = cell.value
    if value is None or value == "":
        return "—"
    if column.kind == Kind.MONEY:
        return formats.number_format(
            value,
            decimal_pos=2,
            force_grouping=True,
        )
    if column.kind == Kind.DAY:
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if column.kind == Kind.DAYS:
        return _days(value)
    if column.kind == Kind.COUNT:
        return formats.number_format(value, force_grouping=True)
    return value


def _days(value: float) -> str:
    """A median may be half a day more."""
    places = 1 if value % 1 else 0
    return str(formats.number_format(value, decimal_pos=places))
