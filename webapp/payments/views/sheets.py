"""Payments and refused documents as spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.payments.models import Payment
from webapp.payments.operations import Refusal

# What the format holds below the heading, and in one cell.
ROWS_MAX = 2**20 - 1
TEXT_MAX = 2**15 - 1


class UnableToWrite(Exception):
    """A sheet does not hold so many rows; what is over would be missing without a word."""


def payments(found: QuerySet[Payment]) -> BytesIO:
    """Return payments, one a row.

    :raises UnableToWrite: when a sheet does not hold them
    """
    _refuse_too_many(found.count())
    heading = [
        *(
            (_("Paid on"), 12),
            (_("Document"), 14),
            (_("Amount, ₽"), 14),
            (_("Status"), 18),
            (_("Account"), 14),
            (_("Customer"), 36),
        ),
        *(
            (_("Payer"), 36),
            (_("ИНН"), 14),
            (_("Purpose"), 60),
            (_("Source"), 18),
            (_("Found by"), 28),
        ),
    ]
    return book(heading, [_row(payment) for payment in found])


def refused(errors: Iterable[Refusal]) -> BytesIO:
    """Return refused documents with the place, the reason and the bank's own text."""
    heading = [
        (_("Line of the file"), 14),
        (_("Document"), 16),
        (_("Why it is refused"), 70),
        (_("Text of the document"), 90),
    ]
    return book(
        heading,
        [[error.line, error.number, error.message, error.text] for error in errors],
    )


def book(heading: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> BytesIO:
    """Return a workbook of one sheet with a frozen heading and a filter.

    :raises UnableToWrite: when a sheet does not hold them
    """
    _refuse_too_many(len(rows))
    out = BytesIO()
    with xlsxwriter.Workbook(
        out,
        {"in_memory": True, "default_date_format": "dd.mm.yyyy", "strings_to_formulas": False},
    ) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True, "bottom": 1})
        money = workbook.add_format({"num_format": "#,##0.00"})
        for column, (title, width) in enumerate(heading):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, money)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(
            0,
            0,
            max(1, len(rows)),
            len(heading) - 1,
        )
    out.seek(0)
    return out


def _refuse_too_many(count: int) -> None:
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
    return formats.number_format(count, use_l10n=True, force_grouping=True)


def _row(payment: Payment) -> list[Any]:
    account = payment.account
    return [
        *(payment.paid_on, payment.document_number, payment.amount, payment.get_status_display()),
        *(account.number if account else "", account.party.name if account else ""),
        *(payment.payer_name, payment.payer_inn, payment.purpose, payment.get_source_display()),
        payment.get_found_by_display() if payment.found_by else "",
    ]


def _write(sheet: Any, row: int, column: int, value: Any, money: Any) -> None:
    match value:
        case date():
            sheet.write_datetime(row, column, value)
        case Decimal():
            sheet.write_number(row, column, value, money)
        case int():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, str(value)[:TEXT_MAX])
