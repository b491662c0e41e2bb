"""Filters: figures as people read them."""

from typing import Any

from django import template
from django.utils import formats

from webapp.oversight.declarations import Cell, Column, Deadline, Kind, Row, Table
from webapp.processes.templatetags.processes import case_address

register = template.Library()


@register.filter
def cells(table: Table, row: Row) -> list[tuple[Column, Cell]]:
    """Return the cells of a row, each with its column."""
    return list(zip(table.columns, row, strict=True))


@register.filter
def address_of(deadline: Deadline) -> str:
    """Return what a day that comes leads to: what says so itself, else its case."""
    if deadline.link or deadline.case is None:
        return deadline.link
    return case_address(deadline.case)


@register.filter
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
