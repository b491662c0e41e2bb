"""From an old xls file to rows of cells.

Numbers as their format shows them, errors told from empty cells.
"""

import io
from typing import Any

import xlrd
import xlrd.biffh
import xlrd.sheet
import xlrd.xldate

from webapp.uploads.tables import formats, limits
from webapp.uploads.tables.limits import Broken, Locked, Lost


def read(*, content: bytes) -> tuple[str, list[list[Any]]]:
    """Return the name and the cells of the first sheet.

    :raises TooLarge: when the sheet reaches too far
    :raises Locked: when the workbook is protected by a password
    :raises Broken: when the bytes are no workbook
    """
    try:
        with xlrd.open_workbook(
            logfile=io.StringIO(),
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        ) as book:
            sheet = book.sheet_by_index(0)
            _check_reach(sheet)
            rows = [
                [
                    _value(book, sheet.cell(row, column), row, column)
                    for column in _filled(sheet, row)
                ]
                for row in range(sheet.nrows)
            ]
            return sheet.name, rows
    except limits.TooLarge:
        raise
    except xlrd.XLRDError as error:
        raise (Locked if "encrypted" in str(error) else Broken) from error
    except Exception as error:  # the library stumbles over broken bytes in every way there is
        raise Broken from error


def _filled(sheet: xlrd.sheet.Sheet, row: int) -> range:
    """Cells that are only colored stand at the end of a row too."""
    types = sheet.row_types(row)
    length = len(types)
    while length and types[length - 1] in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        length -= 1
    return range(length)


def _check_reach(sheet: xlrd.sheet.Sheet) -> None:
    lengths = [len(_filled(sheet, row)) for row in range(sheet.nrows)]
    rows = max(
        (number for number, length in enumerate(lengths, 1) if length),
        default=0,
    )
    limits.check_reach(
        rows=rows,
        columns=max(
            lengths,
            default=0,
        ),
    )


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell, row: int, column: int) -> Any:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        address = f"{limits.letters_of(column + 1)}{row + 1}"
        return Lost(address, xlrd.biffh.error_text_from_code.get(cell.value, "#"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        mask = formats.mask(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
        if mask:
            return formats.shown(cell.value, mask)
        return cell.value
    return cell.value


def _moment(value: float, datemode: int) -> Any:
    """Return the day of a cell; a number that is no day of any calendar stays a number."""
    try:
        return xlrd.xldate.xldate_as_datetime(value, datemode)
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return value
