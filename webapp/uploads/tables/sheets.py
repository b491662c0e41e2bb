"""From the bytes of an xlsx, xls or csv file to a sheet of cells: one reader for each format."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from webapp.uploads.tables import delimited, limits, xls, xlsx
from webapp.uploads.tables.said import said as _

MAX_BYTES = 20 * 1024 * 1024
EXTENSIONS = ("xlsx", "xls", "csv")
HEADER_WITHIN = delimited.HEADER_WITHIN

_XLSX = b"PK\x03\x04"
_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, row by row; a text file has no name of a sheet."""

    name: str
    rows: list[list[Any]]

    def address(self, *, row: int, column: int) -> str:
        """Return what a spreadsheet calls a cell, counted from one: «Реестр!A5»."""
        cell = f"{limits.letters_of(column)}{row}"
        if self.name:
            return f"{self.name}!{cell}"
        return cell


class UnableToReadTable(Exception):
    """The file as a whole is not such a table; the message names it and says what to do."""


def read_table(*, file_name: str, content: bytes, headers: Container[str]) -> Sheet:
    """Return the first sheet.

    ``headers`` are those the caller knows, by which a text's delimiter is told.

    :raises UnableToReadTable: when the file is empty, too large, broken, or not what its name
        says
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
    name, rows = _read(file_name, content, extension, headers)
    if not any(any(cell not in ("", None) for cell in row) for row in rows):
        raise _refuse(file_name, _("the first sheet is empty. Put the registry on the first sheet"))
    return Sheet(name, rows)


def _refuse(file_name: str, what: str) -> UnableToReadTable:
    return UnableToReadTable(_("«%(file)s»: %(what)s.") % {"file": file_name, "what": what})


def _read(
    file_name: str, content: bytes, extension: str, headers: Container[str]
) -> tuple[str, list[list[Any]]]:
    try:
        if extension == "csv":
            return delimited.read(
                content=content,
                headers=headers,
            )
        if not content.startswith(_XLSX if extension == "xlsx" else _XLS):
            raise limits.Broken
        if extension == "xlsx":
            return xlsx.read(content=content)
        return xls.read(content=content)
    except limits.TooLarge as error:
        raise _refuse(file_name, str(error)) from error
    except limits.Locked as error:
        raise _refuse(
            file_name,
            _("the workbook is protected by a password. Save it without the password"),
        ) from error
    except limits.Broken as error:
        broken = _(
            "the file is broken or is not an Excel workbook. Open it in Excel, save it "
            "again as xlsx and repeat"
        )
        raise _refuse(file_name, str(error) or broken) from error
