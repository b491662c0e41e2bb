"""From an xlsx file to rows of cells.

It is seen through before its table is laid out: a few kilobytes may spread to more than the memory.

The library that lays the table out asks for all cells up to the farthest one at once, gives nothing
for a cell with an error, and knows no formats of numbers.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

import python_calamine

from webapp.uploads.tables import formats, limits
from webapp.uploads.tables.limits import Broken, Locked, Lost, TooLarge
from webapp.uploads.tables.said import said as _

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_LOST = 100_000
_CHUNK_BYTES = 1024 * 1024
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def read(*, content: bytes) -> tuple[str, list[list[Any]]]:
    """Return the name and the cells of the first sheet.

    :raises TooLarge: when the workbook unpacks to too many bytes or its first sheet reaches too far
    :raises Locked: when the workbook is protected by a password
    :raises Broken: when the bytes are no workbook
    """
    scan = _scanned(content)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheet = book.get_sheet_by_index(0)
            limits.check_reach(
                rows=sheet.total_height + 1,
                columns=sheet.total_width + 1,
            )
            return sheet.name, _marked(sheet.to_python(skip_empty_area=False), scan)
    except python_calamine.PasswordError as error:
        raise Locked from error
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise Broken from error


def _marked(table: list[list[Any]], scan: "_Scan") -> list[list[Any]]:
    """A cell without its value must not look like an empty one, a number looks as its format shows
    it.
    """
    for (row, column), cell in scan.lost.items():
        table.extend([] for _missing in range(row + 1 - len(table)))
        table[row].extend("" for _missing in range(column + 1 - len(table[row])))
        table[row][column] = cell
    for (row, column), mask in scan.masked.items():
        if row < len(table) and column < len(table[row]):
            table[row][column] = formats.shown(table[row][column], mask)
    return table


def _scanned(content: bytes) -> "_Scan":
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            _count(archive, members)
            scan = _Scan(masks=_masks(archive, members))
            with archive.open(members[_first_sheet(archive, members)]) as stream:
                scan.read(stream)
            return scan
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        LookupError,
        ValueError,
        OSError,
        RuntimeError,
    ) as error:
        raise Broken from error


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Names are compared without case, and two equal ones are two different
    files for two readers.
    """
    members = {
        member.filename.replace("\\", "/").casefold(): member for member in archive.infolist()
    }
    if len(members) != len(archive.infolist()):
        raise zipfile.BadZipFile("a name stands twice")
    return members


def _count(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
    """Unpack everything once, keeping nothing.

    The size that the archive tells of itself may be a lie, so it is not believed.
    """
    total = 0
    for member in members.values():
        member.file_size = (
            MAX_UNPACKED_BYTES + _CHUNK_BYTES
        )  # else reading stops where the archive says
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                total += len(chunk)
                if total > MAX_UNPACKED_BYTES:
                    raise TooLarge(
                        _("the workbook is too large when unpacked. Split it into parts")
                    )


def _first_sheet(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> str:
    sheets = _attributes(archive, members["xl/workbook.xml"], "sheet")
    relation = next(
        (value for key, value in sheets[0].items() if key.endswith(" id")),
        "",
    )
    targets = {
        one["Id"]: one["Target"]
        for one in _attributes(archive, members["xl/_rels/workbook.xml.rels"], "Relationship")
    }
    path = targets[relation].removeprefix("/").casefold()
    if path.startswith("xl/"):
        return path
    return f"xl/{path}"


def _masks(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Return what the formats that pad numbers with zeros show, by the number of the style that a
    cell names.
    """
    if (member := members.get("xl/styles.xml")) is None:
        return {}
    codes = {
        one["numFmtId"]: formats.mask(one["formatCode"])
        for one in _attributes(archive, member, "numFmt")
    }
    styles = _attributes(
        archive,
        member,
        "xf",
        within="cellXfs",
    )
    return {
        str(number): mask
        for number, style in enumerate(styles)
        if (mask := codes.get(style.get("numFmtId", "")))
    }


def _attributes(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, tag: str, *, within: str = ""
) -> list[dict[str, str]]:
    """Return the attributes of every such element, or of those inside one other."""
    found: list[dict[str, str]] = []
    inside = [""]
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == tag and (not within or within in inside):
            found.append(attributes)
        inside.append(_local(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: inside.pop()
    with archive.open(member) as stream:
        parser.ParseFile(stream)
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


@dataclass(slots=True)
class _Scan:
    """One pass over the XML of a sheet.

    Rows and columns are counted from one here, as the file does.
    """

    masks: dict[str, str]
    lost: dict[tuple[int, int], Lost] = field(default_factory=dict)
    masked: dict[tuple[int, int], str] = field(default_factory=dict)
    mask: str = ""
    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    kind: str = ""
    part: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    parser: expat.XMLParserType = field(
        default_factory=lambda: expat.ParserCreate(namespace_separator=" ")
    )

    def read(self, stream: IO[bytes]) -> None:
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.ParseFile(stream)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.part = _local(name)
        if self.part == "c":
            self._cell(attributes)
        elif self.part in {"v", "is"}:
            self._reach()
            if self.mask and self.part == "v":
                self.masked[self.row - 1, self.column - 1] = self.mask
        elif self.part == "f":
            self._reach()
            self._listen()
        elif self.part == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0

    def _cell(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("t", "")
        self.mask = self.masks.get(attributes.get("s", ""), "")
        if place := attributes.get("r"):
            letters, number = _place(place)
            self.row = number
            self.column = letters
        else:
            self.column += 1
        if self.kind == "e":
            self._listen()

    def _reach(self) -> None:
        """Only cells that hold something count: whole columns may be colored."""
        if self.row > self.rows or self.column > self.columns:
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            limits.check_reach(
                rows=self.rows,
                columns=self.columns,
            )

    def _listen(self) -> None:
        """Texts are gathered in the few cells that need it: the calls cost."""
        self.parser.CharacterDataHandler = self._text
        self.parser.EndElementHandler = self._end

    def _text(self, text: str) -> None:
        self.texts[self.part] = self.texts.get(self.part, "") + text

    def _end(self, name: str) -> None:
        if _local(name) != "c":
            self.part = ""
            return
        value = self.texts.get("v", "").strip()
        formula = self.texts.get("f", "")
        if self.kind == "e":
            self._lose(value or "#")
        elif not value and self.kind not in {
            "str",
            "inlineStr",
        }:  # a formula may give an empty text
            self._lose(f"={formula}")
        self.texts = {}
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None

    def _lose(self, shown: str) -> None:
        self._reach()
        if len(self.lost) == MAX_LOST:
            raise TooLarge(
                _(
                    "more than %(count)s cells hold an error or a formula without a value. "
                    "Save values only"
                )
                % {"count": MAX_LOST}
            )
        self.lost[self.row - 1, self.column - 1] = Lost(
            f"{limits.letters_of(self.column)}{self.row}",
            shown[:200],
        )


def _place(address: str) -> tuple[int, int]:
    match = _CELL.fullmatch(address.upper())
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])
