"""What an xlsx file holds, seen before its table is laid out: a few kilobytes may unpack, or spread, to more than the memory.

The library that lays the table out asks for all cells up to the farthest one at once, and gives nothing for a cell with an error.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import limits
from webapp.billing.queries.registry.limits import Broken, Lost, LostCells, TooLarge

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_LOST = 100_000
_CHUNK_BYTES = 1024 * 1024
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def lost_cells(*, content: bytes) -> LostCells:
    """Return the cells of the first sheet that lost their value, by row and column from zero.

    :raises TooLarge: when the workbook unpacks to too many bytes or its first sheet reaches too far
    :raises Broken: when the bytes are no workbook
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            _count(archive, members)
            with archive.open(members[_first_sheet(archive, members)]) as stream:
                return _Scan().read(stream)
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
    """Names are compared without case, and two equal ones are two different files for two readers."""
    members = {
        member.filename.replace("\\", "/").casefold(): member for member in archive.infolist()
    }
    if len(members) != len(archive.infolist()):
        raise zipfile.BadZipFile("a name stands twice")
    return members


def _count(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
    """Unpack everything once, keeping nothing: the size that the archive tells of itself may be a lie, so it is not believed."""
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
    relation = next(value for key, value in sheets[0].items() if key.endswith(" id"))
    targets = {
        one["Id"]: one["Target"]
        for one in _attributes(archive, members["xl/_rels/workbook.xml.rels"], "Relationship")
    }
    path = targets[relation].removeprefix("/").casefold()
    return path if path.startswith("xl/") else f"xl/{path}"


def _attributes(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, tag: str
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == tag:
            found.append(attributes)

    parser.StartElementHandler = start
    with archive.open(member) as stream:
        parser.ParseFile(stream)
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


@dataclass(slots=True)
class _Scan:
    """One pass over the XML of a sheet. Rows and columns are counted from one here, as the file does."""

    lost: LostCells = field(default_factory=dict)
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

    def read(self, stream: IO[bytes]) -> LostCells:
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.ParseFile(stream)
        return self.lost

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.part = _local(name)
        if self.part == "c":
            self._cell(attributes)
        elif self.part in {"v", "is"}:
            self._reach()
        elif self.part == "f":
            self._reach()
            self._listen()
        elif self.part == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0

    def _cell(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("t", "")
        if place := attributes.get("r"):
            letters, number = _place(place)
            self.row, self.column = number, letters
        else:
            self.column += 1
        if self.kind == "e":
            self._listen()

    def _reach(self) -> None:
        """Only cells that hold something count: whole columns may be coloured."""
        if self.row > self.rows or self.column > self.columns:
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            limits.check_reach(rows=self.rows, columns=self.columns)

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
        value, formula = self.texts.get("v", "").strip(), self.texts.get("f", "")
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
                    "more than %(count)s cells hold an error or a formula without a value. Save values only"
                )
                % {"count": MAX_LOST}
            )
        self.lost[self.row - 1, self.column - 1] = Lost(
            f"{limits.letters_of(self.column)}{self.row}", shown[:200]
        )


def _place(address: str) -> tuple[int, int]:
    match = _CELL.fullmatch(address.upper())
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])
