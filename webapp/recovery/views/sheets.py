"""Lists as spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from webapp.processes.queries import labels
from webapp.recovery.queries.debtors import Debtor

MOST_LINES = 1_048_576 - 2  # rows of a sheet of an XLSX without the title and the heading
_WIDTHS = (14, 38, 48, 10, 24, 14, 14, 14, 16, 20, 26, 34, 14, 30, 14)


def debtors(*, lines: Sequence[Debtor], on: date) -> BytesIO:
    """Return the debtors as they stand on the screen, one row an account,
    with a filter and a frozen heading.
    """
    heading = [
        *(
            _("Account"),
            _("Customer"),
            _("Address"),
            _("Periods"),
            _("Services"),
            _("Debt, ₽"),
            _("Penalty, ₽"),
            _("Days overdue"),
        ),
        *(
            _("Case"),
            _("Stage"),
            _("Executor"),
            _("Task"),
            _("Due"),
            _("Last event"),
            _("Its date"),
        ),
    ]
    return _book(
        title=_("Debtors on {day}").format(day=f"{on:%d.%m.%Y}"),
        heading=heading,
        rows=[_row(line) for line in lines],
    )


def _row(line: Debtor) -> list[Any]:
    """Where a debtor has two cases, their cells name both, the older first.

    The days are those of the newer one.
    """
    if line.cases:
        newest = line.cases[-1]
    else:
        newest = None
    return [
        *(
            line.account.number,
            line.account.party.name,
            line.account.premises.address,
            line.periods,
        ),
        *(", ".join(line.services), line.debt, line.penalty, line.days_overdue),
        _each(each.case.number for each in line.cases),
        _each(each.case.stage_name for each in line.cases),
        _each(
            each.case.executor.get_full_name() if each.case.executor else "" for each in line.cases
        ),
        _each(labels.task_title(each.task.kind) if each.task else "" for each in line.cases),
        newest.task.due_on if newest and newest.task else None,
        _each(labels.event(each.last_event) if each.last_event else "" for each in line.cases),
        newest.last_event.on if newest and newest.last_event else None,
    ]


def _each(texts: Iterable[str]) -> str:
    return "; ".join(filter(None, texts))


def _book(*, title: str, heading: list[str], rows: list[list[Any]]) -> BytesIO:
    out = BytesIO()
    with xlsxwriter.Workbook(
        out,
        {"in_memory": True, "default_date_format": "dd.mm.yyyy", "strings_to_formulas": False},
    ) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.write(
            0,
            0,
            title,
            book.add_format({"bold": True, "font_size": 13}),
        )
        sheet.write_row(1, 0, heading, bold)
        for number, row in enumerate(rows, start=2):
            _write_row(sheet, number, row, money)
        for column, width in enumerate(_WIDTHS[: len(heading)]):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(2, 0)
        sheet.autofilter(
            1,
            0,
            max(1, len(rows) + 1),
            len(heading) - 1,
        )
    out.seek(0)
    return out


def _write_row(sheet: Any, number: int, row: list[Any], money: Any) -> None:
    for column, value in enumerate(row):
        match value:
            case date():
                sheet.write_datetime(number, column, value)
            case str():
                sheet.write_string(number, column, value)
            case int():
                sheet.write_number(number, column, value)
            case None:
                continue
            case _:
                sheet.write_number(number, column, value, money)
