"""From a file to the rows of whoever knows what they mean, and the errors of the others."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from webapp.uploads.tables import columns, limits, lines, sheets
from webapp.uploads.tables.columns import Header, Layout, Maps
from webapp.uploads.tables.lines import BadRow, Fault, Rejected, RowError, Values
from webapp.uploads.tables.said import said as _


@dataclass(frozen=True, slots=True)
class Reading[Row]:
    """A file that was read: good rows, and the errors of the others, in its order.

    ``lines`` are the cells of every line that holds something, by its number.
    """

    file_name: str
    sha256: str
    header: Header
    lines: Mapping[int, Sequence[Any]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    errors: tuple[RowError, ...] = ()

    @property
    def rows_total(self) -> int:
        """Return how many rows the file has."""
        return len(self.lines)

    def errors_of(self, number: int, *faults: Fault) -> list[RowError]:
        """Return what is wrong with a line, named by row and column as the file has them."""
        line = list(self.lines[number])
        return lines.row_errors(
            number=number,
            line=line,
            header=self.header,
            faults=faults,
        )

    def rejected(self, errors: Sequence[RowError]) -> Rejected:
        """Return the rows that these errors are of."""
        numbers = sorted({error.row for error in errors} & self.lines.keys())
        rows = [
            (number, lines.written_back(line=self.lines[number], header=self.header))
            for number in numbers
        ]
        return Rejected(self.header.cells, rows)


@dataclass(frozen=True, slots=True)
class Reader[Row]:
    """How the lines of a kind of table become rows.

    ``row`` is told the number of a line, what its cells say and the day, and raises ``BadRow``;
    ``compared`` sets aside rows of one file that contradict each other.
    """

    layout: Layout
    row: Callable[[int, Values, date], Row]
    rows_max: int = limits.MAX_ROWS
    compared: Callable[[Reading[Row]], Reading[Row]] = lambda reading: reading


def read[Row](
    reader: Reader[Row],
    *,
    file_name: str,
    content: bytes,
    today: date,
    maps: Maps | None = None,
) -> Reading[Row]:
    """Return the rows and the errors of a file.

    :raises UnclearHeader: when its headers do not tell which column is which
    :raises UnableToReadTable: when the file as a whole is not such a table
    """
    maps = maps or Maps()
    headers = reader.layout.by_name.keys() | maps.headers()
    table = sheets.read_table(
        file_name=file_name,
        content=content,
        headers=headers,
    )
    header = columns.find_header(
        file_name=file_name,
        table=table,
        layout=reader.layout,
        maps=maps,
    )
    found = dict(
        lines.filled_lines(
            table=table,
            header=header,
        )
    )
    _refuse_none_or_too_many(file_name, len(found), reader.rows_max)
    digest = hashlib.sha256(content).hexdigest()
    rows, errors = _rows(reader, found, header, today)
    return reader.compared(
        Reading(
            file_name,
            digest,
            header,
            lines=found,
            rows=rows,
            errors=errors,
        )
    )


def _refuse_none_or_too_many(file_name: str, count: int, rows_max: int) -> None:
    if not count:
        message = _("«%(file)s»: there are no rows under the header.")
        raise sheets.UnableToReadTable(message % {"file": file_name})
    if count > rows_max:
        message = _("«%(file)s»: the file has more than %(rows)s rows. Split it into parts.")
        raise sheets.UnableToReadTable(message % {"file": file_name, "rows": rows_max})


def _rows[Row](
    reader: Reader[Row], found: Mapping[int, list[Any]], header: Header, today: date
) -> tuple[tuple[Row, ...], tuple[RowError, ...]]:
    rows: list[Row] = []
    errors: list[RowError] = []
    for number, line in found.items():
        try:
            rows.append(_row(reader, number, line, header, today))
        except BadRow as error:
            errors += lines.row_errors(
                number=number,
                line=line,
                header=header,
                faults=error.faults,
            )
    return tuple(rows), tuple(errors)


def _row[Row](
    reader: Reader[Row], number: int, line: list[Any], header: Header, today: date
) -> Row:
    values, faults = lines.read_cells(
        number=number,
        line=line,
        header=header,
    )
    if faults:
        raise BadRow(*faults)
    return reader.row(number, values, today)
