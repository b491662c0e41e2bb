"""From the lines under a header to what their cells say, and what is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.uploads.tables import cells, limits, sheets
from webapp.uploads.tables.columns import Column, Header
from webapp.uploads.tables.said import said as _

type Values = dict[str, Any]
"""What the cells of a line say, by the key of the column."""
type Fault = tuple[str, str]
"""The key of a column, and what is wrong in it."""


LOST = "?"
"""What stands for a value that a spreadsheet has spoilt: it is refused wherever it is read."""


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row cannot be loaded and what to do about it."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The rows of a table that are wrong: their numbers and cells, as they are written back.

    That is as the file shows them, and LOST where what is shown would be believed.
    """

    heading: list[str]
    rows: list[tuple[int, list[str]]]


class BadRow(Exception):
    """What is wrong with a row whose cells can be read."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


def filled_lines(*, table: sheets.Sheet, header: Header) -> Iterator[tuple[int, list[Any]]]:
    """Yield the lines under a header that hold something, with their numbers in the file."""
    for number, line in enumerate(
        table.rows[header.row + 1 :],
        header.row + 2,
    ):
        if any(cell not in ("", None) for cell in line):
            yield number, line


def read_cells(*, number: int, line: list[Any], header: Header) -> tuple[Values, list[Fault]]:
    """Return what the cells of a line say by column, and what is wrong with the others."""
    values: Values = {}
    faults: list[Fault] = []
    for place, column in header.places.items():
        try:
            cell = _seen(_cell(line, place))
            if cell is not None:
                values[column.key] = column.read(cell)
            elif column.is_required and not column.may_be_empty:
                faults.append((column.key, _("The cell is empty: fill it in.")))
        except cells.SpoiltCell as error:
            place_name = header.address(
                place=place,
                number=number,
            )
            faults.append((column.key, f"{place_name}: {error}"))
        except cells.BadCell as error:
            faults.append((column.key, str(error)))
    return values, faults


def written_back(*, line: Sequence[Any], header: Header) -> list[str]:
    """Return the cells of a line as a table to correct shows them.

    A number that lost digits, or a day that stands for a flat, is a number that nobody doubts once
    it is written as text: a cell that was refused must not come back as a good one.
    """
    shown = [cells.shown(cell) for cell in line]
    for place, column in header.places.items():
        cell = _cell(line, place)
        if not _is_read(column, cell) and _is_read(column, _cell(shown, place)):
            shown[place] = LOST
    return shown


def _cell(line: Sequence[Any], place: int) -> Any:
    if place < len(line):
        return line[place]
    return ""


def _is_read(column: Column, cell: Any) -> bool:
    try:
        seen = _seen(cell)
        if seen is not None:
            column.read(seen)
    except cells.BadCell:
        return False
    return True


def _seen(cell: Any) -> Any:
    """Return what a cell holds, None when it is empty.

    :raises BadCell: when its value is lost
    """
    if message := _lost(cell):
        raise cells.BadCell(message)
    seen = cells.visible(cell)
    if seen is None or cells.text(seen) == "":
        return None
    return seen


def _lost(cell: Any) -> str:
    """Say what is wrong with a cell that has no value of its own.

    Nothing may be read into it, not even emptiness.
    """
    if isinstance(cell, limits.Lost):
        return cell.message
    if cells.is_excel_error(cell):
        return _("The cell holds an error of Excel: correct it in the table and export again.")
    if isinstance(cell, str) and cell.strip() == LOST:
        return _("The value was lost, a mark stands in its place: type the value anew.")
    return ""


def row_errors(
    *, number: int, line: list[Any], header: Header, faults: Sequence[Fault]
) -> list[RowError]:
    """Return the faults of a line, named by row and column as the file has them."""
    cell_of = {
        column.key: line[place] for place, column in header.places.items() if place < len(line)
    }
    return [
        RowError(
            row=number,
            column=header.title(key),
            value=cells.shown(cell_of.get(key, ""))[:200],
            message=message,
        )
        for key, message in faults
    ]
