"""What an old xls file holds, seen before its tables are laid out: how far they reach, and which cells have lost their value.

Microsoft, [MS-CFB]: a file of sectors in chains, among them the stream «Workbook»; [MS-XLS]: that stream is a row of records.
"""

import struct
from collections.abc import Iterator

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import limits
from webapp.billing.queries.registry.limits import Broken, Lost, LostCells, TooLarge

_FIRST_MARK = 0xFFFFFFFA  # numbers of sectors end here; above are marks: end of chain, free
_ENTRY_BYTES, _SMALL_SECTOR_BYTES = 128, 64
_BOF, _EOF, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _MANY_NUMBERS, _FLAG_OR_ERROR = 0x0006, 0x00BD, 0x0205
_CELLS = {_FORMULA, _MANY_NUMBERS, _FLAG_OR_ERROR, 0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def lost_cells(*, content: bytes) -> LostCells:
    """Return the cells of the first sheet that show an error, by row and column from zero. Of a locked file nothing is known.

    :raises TooLarge: when a sheet reaches too far, or all together do
    :raises Broken: when the bytes are no workbook
    """
    try:
        book = _workbook(content)
        globals_ = list(_records(book, 0))
        if any(kind == _PASSWORD for kind, _body in globals_):
            return {}
        sheets = [
            _sheet(book, struct.unpack_from("<I", body)[0])
            for kind, body in globals_
            if kind == _SHEET
        ]
    except (struct.error, LookupError, ValueError) as error:
        raise Broken from error
    # all the sheets are laid out at once, whichever is asked for
    if sum(cells for _lost, cells in sheets) > limits.MAX_CELLS:
        raise TooLarge(
            _("the sheets of the workbook are too large together. Leave the registry only")
        )
    return sheets[0][0] if sheets else {}


def _sheet(book: bytes, start: int) -> tuple[LostCells, int]:
    """Return the lost cells of a sheet, and how many cells it takes."""
    lost: LostCells = {}
    rows = columns = 0
    for kind, body in _records(book, start):
        if kind not in _CELLS:
            continue
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MANY_NUMBERS else column
        rows, columns = max(rows, row + 1), max(columns, last + 1)
        if (code := _error(kind, body)) is not None:
            lost[row, column] = Lost(
                f"{limits.letters_of(column + 1)}{row + 1}", _ERRORS.get(code, "#")
            )
    limits.check_reach(rows=rows, columns=columns)
    return lost, rows * columns


def _error(kind: int, body: bytes) -> int | None:
    """Return the code of the error that a cell shows, if it shows one."""
    if kind == _FLAG_OR_ERROR:
        return body[6] if body[7] else None
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of the stream, from its beginning mark to its end mark; charts inside it have their own."""
    depth = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _workbook(content: bytes) -> bytes:
    """Return the stream «Workbook», or «Book» of the older files."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    directory_start, _signature, small_below, small_table_start = struct.unpack_from(
        "<4I", content, 48
    )
    sectors = _cut(content[size:], size)
    table = _numbers(b"".join(sectors[number] for number in _table_sectors(content, sectors)))
    directory = _chain(sectors, table, directory_start)
    entries = _cut(directory, _ENTRY_BYTES)
    found = {_name(entry): struct.unpack_from("<II", entry, 116) for entry in reversed(entries)}
    start, length = found["workbook"] if "workbook" in found else found["book"]
    if length < small_below:
        small = _chain(sectors, table, struct.unpack_from("<I", entries[0], 116)[0])
        table = _numbers(_chain(sectors, table, small_table_start))
        sectors = _cut(small, _SMALL_SECTOR_BYTES)
    return _chain(sectors, table, start)[:length]


def _cut(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


def _table_sectors(content: bytes, sectors: list[bytes]) -> list[int]:
    """Return where the table of chains is: the head names its first 109 sectors, further ones are named in a chain of their own."""
    numbers = list(_numbers(content[76:512]))
    following = struct.unpack_from("<I", content, 68)[0]
    for _step in sectors:
        if following >= _FIRST_MARK:
            break
        *more, following = _numbers(sectors[following])
        numbers += more
    return [number for number in numbers if number < _FIRST_MARK]


def _chain(sectors: list[bytes], table: tuple[int, ...], number: int) -> bytes:
    parts: list[bytes] = []
    while number < _FIRST_MARK:
        if len(parts) > len(sectors):
            raise ValueError("a chain of sectors never ends")
        parts.append(sectors[number])
        number = table[number]
    return b"".join(parts)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace").casefold()
