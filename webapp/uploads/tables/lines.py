"""From the lines under a header to what their cells say, and what is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from webapp.uploads.tables import cells, limits, sheets
from webapp.uploads.tables.columns import Header

type Values = dict[str, Any]
"""What the cells of a line say, by the key of the column."""
type Fault = tuple[str, str]
"""The key of a column, and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row cannot be loaded and what to do about it."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The rows of a table that are wrong: their numbers and cells, as the file shows them."""

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
        if place < len(line):
            cell = line[place]
        else:
            cell = ""
        if message := _lost(cell):
            faults.append((column.key, message))
            continue
        try:
            cell = cells.visible(cell)
            if cell is not None and cells.text(cell) != "":
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


def _lost(cell: Any) -> str:
    """Say what is wrong with a cell that has no value of its own.

    Nothing may be read into it, not even emptiness.
    """
    if isinstance(cell, limits.Lost):
        return cell.message
    if cells.is_excel_error(cell):
        return _("The cell holds an error of Excel: correct it in the table and export again.")
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
