"""From the bytes of an xlsx, xls or csv file to rows of cells."""

import csv
import io
import zipfile
from pathlib import PurePath
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_ROWS = 300_000
EXTENSIONS = ("xlsx", "xls", "csv")
_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

type Table = list[list[Any]]


class UnableToReadRegistry(Exception):
    """The file as a whole is not a debts registry; the message names it and says what to do."""


def read_table(*, file_name: str, content: bytes) -> Table:
    """Return the cells of the first sheet.

    :raises UnableToReadRegistry: when the file is empty, too large, broken, or not what its name says
    """
    extension = PurePath(file_name).suffix.lower().lstrip(".")
    if extension not in EXTENSIONS:
        raise _refuse(file_name, _("only xlsx, xls and csv files are read. Save the table in one of these formats"))
    if not content.strip():
        raise _refuse(file_name, _("the file is empty. Export the registry again"))
    if len(content) > MAX_BYTES:
        raise _refuse(file_name, _("the file is larger than %(size)s MB. Split it into parts") % {"size": MAX_BYTES // 1024 // 1024})
    table = _csv(file_name, content) if extension == "csv" else _workbook(file_name, content, extension)
    if not any(any(cell not in ("", None) for cell in row) for row in table):
        raise _refuse(file_name, _("the first sheet is empty. Put the registry on the first sheet"))
    if len(table) > MAX_ROWS:
        raise _refuse(file_name, _("the file has more than %(rows)s rows. Split it into parts") % {"rows": MAX_ROWS})
    return table


def _refuse(file_name: str, what: str) -> UnableToReadRegistry:
    return UnableToReadRegistry(_("«%(file)s»: %(what)s.") % {"file": file_name, "what": what})


def _workbook(file_name: str, content: bytes, extension: str) -> Table:
    broken = _refuse(file_name, _("the file is broken or is not an Excel workbook. Open it in Excel, save it again as xlsx and repeat"))
    if not content.startswith(_XLSX if extension == "xlsx" else _XLS):
        raise broken
    if extension == "xlsx" and _unpacked_size(content, broken) > MAX_UNPACKED_BYTES:
        raise _refuse(file_name, _("the workbook is too large when unpacked. Split it into parts"))
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.PasswordError as error:
        raise _refuse(file_name, _("the workbook is protected by a password. Save it without the password")) from error
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise broken from error


def _unpacked_size(content: bytes, broken: UnableToReadRegistry) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise broken from error


def _csv(file_name: str, content: bytes) -> Table:
    text = _decode(file_name, content)
    first_line = next(line for line in text.splitlines() if line.strip())
    delimiter = max(";\t,", key=first_line.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise _refuse(file_name, _("the table is broken: %(error)s. Export it again") % {"error": error}) from error


def _decode(file_name: str, content: bytes) -> str:
    """UTF-8 if it is UTF-8, else Windows-1251, of which nearly any bytes are some text: then the letters must be Russian ones."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    wrong = _refuse(file_name, _("the encoding of the text is not UTF-8 or Windows-1251. Save the table as «CSV UTF-8» or as xlsx"))
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError as error:
        raise wrong from error
    letters = [char for char in text if not char.isascii() and char.isprintable()]
    russian = sum(char in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" for char in letters)
    if "\x00" in text or russian < len(letters) / 2:
        raise wrong
    return text
