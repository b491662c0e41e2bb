"""The columns that a kind of table may have, and where they stand in one file."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from webapp.staff import characters
from webapp.uploads.tables import cells, sheets
from webapp.uploads.tables.said import said as _


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its cells are read, and under which headers it is known.

    People are shown ``heading``, or the first of the headers with a large letter.
    """

    key: str
    read: Callable[[Any], Any]
    names: tuple[str, ...]
    is_required: bool = False
    heading: str = ""
    may_be_empty: bool = False

    @property
    def title(self) -> str:
        """Return the header of the column as our own tables write it."""
        return self.heading or self.names[0].capitalize()


@dataclass(frozen=True, slots=True)
class Need:
    """What a table must tell in one of several ways, each a set of columns."""

    title: str | Promise
    ways: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that a kind of table may have."""

    columns: tuple[Column, ...]
    needs: tuple[Need, ...] = ()

    @property
    def by_name(self) -> dict[str, Column]:
        """Return columns by every header under which they are known."""
        return {name: column for column in self.columns for name in column.names}

    @property
    def by_key(self) -> dict[str, Column]:
        """Return columns by their keys."""
        return {column.key: column for column in self.columns}

    def missing(self, known: set[str]) -> list[str]:
        """Return the titles of what columns of these keys do not tell."""
        lacking = [
            column.title
            for column in self.columns
            if column.is_required and column.key not in known
        ]
        unmet = [need for need in self.needs if not any(way <= known for way in need.ways)]
        return lacking + [str(need.title) for need in unmet]


type Heading = tuple[str, ...]
"""The cells of a header row, each as headers are compared."""


@dataclass(frozen=True, slots=True)
class Maps:
    """What people have said about the headers of former files: keys of columns, by place."""

    by_heading: Mapping[Heading, tuple[str, ...]] = field(default_factory=dict)

    def keys_of(self, heading: Heading) -> tuple[str, ...]:
        """Return the keys of the columns under a heading, nothing when nobody has explained it.

        A column added at the end, as our own list of wrong rows has one, moves none of the others.
        """
        return self.by_heading.get(heading) or self.by_heading.get(heading[:-1]) or ()

    def headers(self) -> set[str]:
        """Return every header that they know."""
        return {cell for heading in self.by_heading for cell in heading if cell}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and which column is where."""

    row: int
    layout: Layout
    sheet: sheets.Sheet
    places: dict[int, Column] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    is_mapped: bool = False

    @property
    def cells(self) -> list[str]:
        """Return the headers as the file writes them."""
        return [_shown(cell) for cell in self.sheet.rows[self.row][: len(self.heading)]]

    @property
    def heading(self) -> Heading:
        """Return the headers as they are compared."""
        return heading_of(self.sheet.rows[self.row])

    def address(self, *, place: int, number: int) -> str:
        """Return what a spreadsheet calls a cell.

        Its place in the row from zero, its row from one.
        """
        return self.sheet.address(
            row=number,
            column=place + 1,
        )

    def title(self, key: str) -> str:
        """Return the header as the file writes it, else as we would."""
        return self.titles.get(key) or self.layout.by_key[key].title


class UnclearHeader(sheets.UnableToReadTable):
    """Which column is which cannot be told from the headers: ``header`` is what was understood."""

    def __init__(self, message: str, header: Header) -> None:
        super().__init__(message)
        self.header = header


def heading_of(row: Iterable[Any]) -> Heading:
    """Return the cells of a row as headers are compared, up to the last that says something."""
    found = [cells.plain(cell) for cell in row]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def fingerprint(heading: Heading) -> str:
    """Return what tells one header row from all others."""
    return hashlib.sha256(
        json.dumps(
            heading,
            ensure_ascii=False,
        ).encode()
    ).hexdigest()


def find_header(
    *, file_name: str, table: sheets.Sheet, layout: Layout, maps: Maps | None = None
) -> Header:
    """Return the row that a person has explained, else the one that names the most columns.

    :raises UnclearHeader: when it lacks a required column, or names one twice
    """
    header = _best(table, layout, maps or Maps())
    known = [column.key for column in header.places.values()]
    doubled = sorted({header.title(key) for key in known if known.count(key) > 1})
    if doubled:
        message = _(
            "«%(file)s»: the header names one thing twice: %(columns)s. Keep one of the columns."
        )
        raise UnclearHeader(message % {"file": file_name, "columns": ", ".join(doubled)}, header)
    if missing := layout.missing(set(known)):
        message = _(
            "«%(file)s»: the header is wrong, these columns are missing: %(columns)s. Name "
            "them so in the first row and repeat."
        )
        raise UnclearHeader(message % {"file": file_name, "columns": ", ".join(missing)}, header)
    return header


def _best(table: sheets.Sheet, layout: Layout, maps: Maps) -> Header:
    first = list(enumerate(table.rows[: sheets.HEADER_WITHIN]))
    for number, row in first:
        if keys := maps.keys_of(heading_of(row)):
            known = layout.by_key
            places = {place: known[key] for place, key in enumerate(keys) if key in known}
            return _header(
                number,
                places,
                layout,
                table,
                is_mapped=True,
            )
    names = layout.by_name
    found = [
        (
            number,
            {place: names[name] for place, name in enumerate(heading_of(row)) if name in names},
        )
        for number, row in first
    ]
    number, places = max(
        found,
        key=lambda one: len(one[1]),
    )
    return _header(number, places, layout, table)


def _header(
    number: int,
    places: dict[int, Column],
    layout: Layout,
    sheet: sheets.Sheet,
    *,
    is_mapped: bool = False,
) -> Header:
    titles = {column.key: _shown(sheet.rows[number][place]) for place, column in places.items()}
    return Header(
        row=number,
        layout=layout,
        sheet=sheet,
        places=places,
        titles=titles,
        is_mapped=is_mapped,
    )


def _shown(cell: Any) -> str:
    return cells.shown(characters.without_breaks(str(cell)))
