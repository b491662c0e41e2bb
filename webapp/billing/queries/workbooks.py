"""Workbooks about debts registries: the rows that are wrong, and an empty registry to fill in."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from webapp.billing.queries.registry import RowError, columns, places

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def errors_workbook(errors: Iterable[RowError]) -> bytes:
    """Return the errors of a registry, one per line, to be corrected in the source."""
    header = (_("Row"), _("Column"), _("Value"), _("What to do"))
    return _workbook(
        header,
        ((error.row, error.column, error.value, error.message) for error in errors),
        widths=(8, 24, 32, 90),
    )


def table_to_fill(*, shown: Sequence[columns.Column], example: dict[str, str]) -> bytes:
    """Return a table with the columns that are understood; an example is a note at its heading.

    What stands in a line would be loaded one day.
    """
    header = [columns.title(column) for column in shown]
    notes = [_note(column, example) for column in shown]
    return _workbook(header, [], widths=[22] * len(shown), notes=notes)


def _note(column: columns.Column, example: dict[str, str]) -> str:
    wanted = _("Required.") if column.is_required else _("May be left out.")
    if column.key not in example:
        return wanted
    return f"{wanted} {_('For example:')} {example[column.key]}"


def empty_registry() -> bytes:
    """Return a registry to fill in, with all the columns that are understood."""
    example = {
        "account": "700012345",
        "name": "Смирнова Анна Павловна",
        "kind": "физлицо",
        "district": "Северный",
        "address": "г. Тверь, ул. Мира, д. 1, кв. 2",
        "emails": "anna@example.com",
        "phones": "+7 916 123-45-67",
        "service": "электроснабжение",
        "period": "08.2026",
        "charged": "1500,50",
        "paid": "0,00",
        "restriction_possible": "да",
        "never_cut": "нет",
    }
    shown = [column for column in columns.COLUMNS if column.key not in places.PARTS]
    return table_to_fill(shown=shown, example=example)


def _workbook(
    header: Iterable[str],
    lines: Iterable[Iterable[Any]],
    *,
    widths: Iterable[int],
    notes: Iterable[str] = (),
) -> bytes:
    """What people typed is written as text.

    A value that begins with = must not become a formula.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    ) as book:
        sheet = book.add_worksheet()
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.write_row(
            0,
            0,
            header,
            book.add_format({"bold": True, "bottom": 1}),
        )
        for place, note in enumerate(notes):
            sheet.write_comment(0, place, note)
        for number, line in enumerate(lines, 1):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(1, 0)
    return stream.getvalue()
