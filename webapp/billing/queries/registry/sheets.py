"""From the bytes of an xlsx, xls or csv file to rows of cells."""

import csv
import io
import itertools
from collections.abc import Container, Iterator
from pathlib import PurePath
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from webapp.billing.queries.registry import cells, limits, xls, xlsx

MAX_BYTES = 20 * 1024 * 1024
EXTENSIONS = ("xlsx", "xls", "csv")
HEADER_WITHIN = 15
"""The header stands in one of the first rows: a title and a date may stand above it."""

_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

type Table = list[list[Any]]


class UnableToReadRegistry(Exception):
    """The file as a whole is not a debts registry; the message names it and says what to do."""


def read_table(*, file_name: str, content: bytes, headers: Container[str]) -> Table:
    """Return the cells of the first sheet; ``headers`` are those the caller knows, by which a text's delimiter is told.

    :raises UnableToReadRegistry: when the file is empty, too large, broken, or not what its name says
    """
    extension = PurePath(file_name).suffix.lower().lstrip(".")
    if extension not in EXTENSIONS:
        raise _refuse(
            file_name,
            _("only xlsx, xls and csv files are read. Save the table in one of these formats"),
        )
    if not content.strip():
        raise _refuse(file_name, _("the file is empty. Export the registry again"))
    if len(content) > MAX_BYTES:
        raise _refuse(
            file_name,
            _("the file is larger than %(size)s MB. Split it into parts")
            % {"size": MAX_BYTES // 1024 // 1024},
        )
    table = (
        _csv(file_name, content, headers)
        if extension == "csv"
        else _workbook(file_name, content, extension)
    )
    if not any(any(cell not in ("", None) for cell in row) for row in table):
        raise _refuse(file_name, _("the first sheet is empty. Put the registry on the first sheet"))
    if len(table) > limits.MAX_ROWS:
        raise _refuse(
            file_name,
            _("the file has more than %(rows)s rows. Split it into parts")
            % {"rows": limits.MAX_ROWS},
        )
    return table


def _refuse(file_name: str, what: str) -> UnableToReadRegistry:
    return UnableToReadRegistry(_("«%(file)s»: %(what)s.") % {"file": file_name, "what": what})


def _workbook(file_name: str, content: bytes, extension: str) -> Table:
    broken = _refuse(
        file_name,
        _(
            "the file is broken or is not an Excel workbook. Open it in Excel, save it again as xlsx and repeat"
        ),
    )
    if not content.startswith(_XLSX if extension == "xlsx" else _XLS):
        raise broken
    try:
        lost = (xlsx if extension == "xlsx" else xls).lost_cells(content=content)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _with_lost(_table(book.get_sheet_by_index(0)), lost)
    except limits.TooLarge as error:
        raise _refuse(file_name, str(error)) from error
    except python_calamine.PasswordError as error:
        raise _refuse(
            file_name, _("the workbook is protected by a password. Save it without the password")
        ) from error
    except (limits.Broken, python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise broken from error


def _table(sheet: python_calamine.CalamineSheet) -> Table:
    limits.check_reach(rows=sheet.total_height + 1, columns=sheet.total_width + 1)
    return sheet.to_python(skip_empty_area=False)


def _with_lost(table: Table, lost: limits.LostCells) -> Table:
    """A cell without its value must not look like an empty one."""
    for (row, column), cell in lost.items():
        table.extend([] for _missing in range(row + 1 - len(table)))
        table[row].extend("" for _missing in range(column + 1 - len(table[row])))
        table[row][column] = cell
    return table


def _csv(file_name: str, content: bytes, headers: Container[str]) -> Table:
    text = _decode(file_name, content)
    try:
        return list(
            _lines(text, max(";\t,", key=lambda delimiter: _known(text, delimiter, headers)))
        )
    except csv.Error as error:
        raise _refuse(
            file_name, _("the table is broken: %(error)s. Export it again") % {"error": error}
        ) from error


def _lines(text: str, delimiter: str) -> Iterator[list[Any]]:
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _known(text: str, delimiter: str, headers: Container[str]) -> tuple[int, int]:
    """Return how many known headers one of the first lines has when cut so, and how many cells."""
    first = list(itertools.islice(_lines(text, delimiter), HEADER_WITHIN))
    return max(
        ((sum(cells.plain(cell) in headers for cell in line), len(line)) for line in first),
        default=(0, 0),
    )


def _decode(file_name: str, content: bytes) -> str:
    """UTF-8 if it is UTF-8, else Windows-1251, of which nearly any bytes are some text: then the letters must be Russian ones."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    wrong = _refuse(
        file_name,
        _(
            "the encoding of the text is not UTF-8 or Windows-1251. Save the table as «CSV UTF-8» or as xlsx"
        ),
    )
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError as error:
        raise wrong from error
    letters = [char for char in text if not char.isascii() and char.isprintable()]
    russian = sum(char in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" for char in letters)
    if "\x00" in text or russian < len(letters) / 2:
        raise wrong
    return text
