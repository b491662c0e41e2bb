"""A table of the houses that magistrates' sections serve: from cells to streets and ranges.

The cell of houses reads as the laws of regions write it: «все», «нечётные 1-25»,
«с 2 по 14 чётные», «от 101», «7А, 9 корп. 1».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.premises import addresses
from webapp.recovery.models import Authority, Territory
from webapp.staff.models import User
from webapp.uploads.declarations import Planned
from webapp.uploads.tables import cells
from webapp.uploads.tables.columns import Column, Layout
from webapp.uploads.tables.lines import BadRow, Values
from webapp.uploads.tables.reading import Reader, Reading
from webapp.uploads.tables.said import said as _

type Key = tuple[str, str, str, int | None, int | None, str]
_ALL = re.compile(r"^(все|вся улица|полностью|целиком)?$")
_PARITY = re.compile(r"\b(нечетн|четн)\w*(\s+(номера|дома|сторона))?")
_RANGE = re.compile(r"^(?:с|от)?\s*(\d+)\s*(?:-|–|—|по|до)\s*(\d+|конца)$")
_SINCE = re.compile(r"^(?:с|от)\s*(\d+)(?:\s*(?:до|по)\s*конца)?$")
_UNTIL = re.compile(r"^(?:до|по)\s*(\d+)$")


@dataclass(frozen=True, slots=True)
class Part:
    """A side or a range of a street, or one house of it."""

    parity: str = Territory.Parity.ALL
    first: int | None = None
    last: int | None = None
    house: str = ""


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A street of a section with the parts of it that the section serves."""

    line: int
    section: str
    address: str
    settlement: str
    street: str
    parts: tuple[Part, ...]

    @property
    def road(self) -> str:
        """Return what is the same for every spelling of the street."""
        return addresses.road_key(
            settlement=self.settlement,
            street=self.street,
        )

    def keys(self) -> Iterator[Key]:
        """Yield what makes each part of the street one."""
        for part in self.parts:
            yield (self.section, self.road, part.parity, part.first, part.last, part.house)


def parts(told: Any) -> tuple[Part, ...]:
    """Return what a cell of houses says.

    :raises BadCell: when a piece of it is not understood
    """
    pieces = re.split(r"[,;]", cells.text(told))
    return tuple(_part(piece) for piece in pieces if piece.strip()) or (Part(),)


def _part(piece: str) -> Part:
    line = piece.strip().casefold().replace("ё", "е").strip(" .")
    side = _PARITY.search(line)
    parity = _parity(side)
    rest = _PARITY.sub("", line).strip(" :")
    if _ALL.match(rest):
        return Part(parity)
    if found := _RANGE.match(rest):
        last = None if found[2] == "конца" else int(found[2])
        return Part(
            parity,
            int(found[1]),
            last,
        )
    if found := _SINCE.match(rest):
        return Part(
            parity,
            int(found[1]),
        )
    if found := _UNTIL.match(rest):
        return Part(
            parity,
            last=int(found[1]),
        )
    return Part(house=_house(piece))


def _parity(side: re.Match[str] | None) -> str:
    if side is None:
        return Territory.Parity.ALL
    return Territory.Parity.ODD if side[1] == "нечетн" else Territory.Parity.EVEN


def _house(piece: str) -> str:
    try:
        return addresses.house_key(addresses.parse_house(piece.strip()))
    except addresses.UnreadableAddress as error:
        text = _("Write houses as «все», «нечётные 1-25», «чётные», «от 101», «7А, 9 корп. 1».")
        raise cells.BadCell(text) from error


COLUMNS = (
    Column(
        "section",
        cells.name,
        ("судебный участок", "участок", "суд", "section"),
        True,
    ),
    Column(
        "address",
        cells.words,
        ("адрес участка", "адрес суда", "section address"),
    ),
    Column(
        "settlement",
        cells.long_text,
        ("населенный пункт", "город", "settlement"),
        True,
        heading="Населённый пункт",
    ),
    Column(
        "street",
        cells.long_text,
        ("улица", "street"),
        may_be_empty=True,
    ),
    Column(
        "houses",
        parts,
        ("дома", "номера домов", "houses"),
    ),
)
EXAMPLE = {
    "section": "Мировой судья судебного участка № 3 Заволжского района г. Твери",
    "address": "170100, Тверская обл., г. Тверь, ул. Советская, д. 20",
    "settlement": "г. Тверь",
    "street": "ул. Мира",
    "houses": "нечётные 1-25; 12А",
}


def _row(number: int, values: Values, _today: date) -> SectionRow:
    found = SectionRow(
        line=number,
        section=values["section"],
        address=values.get("address", ""),
        settlement=values["settlement"],
        street=values.get("street", ""),
        parts=values.get("houses") or (Part(),),
    )
    for part in found.parts:
        if part.first and part.last and part.first > part.last:
            raise BadRow(("houses", _("The range runs backwards: write the smaller number first.")))
    return found


READER = Reader(
    layout=Layout(COLUMNS),
    row=_row,
)


def plan(reading: Reading[SectionRow], _user: User | None, _today: date) -> Planned[SectionRow]:
    """Compare a table with the sections that are known: what is new, what is there already."""
    known = set(_known())
    sections = set(
        Authority.objects.filter(kind=Authority.Kind.MAGISTRATE).values_list(
            "name",
            flat=True,
        )
    )
    new: list[SectionRow] = []
    errors = list(reading.errors)
    for row in reading.rows:
        if row.section not in sections and not row.address:
            fault = _("The section is new: give its address.")
            errors += reading.errors_of(
                row.line,
                ("section", fault),
            )
        elif not set(row.keys()) <= known:
            new.append(row)
            sections.add(row.section)
            known |= set(row.keys())
    wrong = {error.row for error in errors}
    unchanged = len([row for row in reading.rows if row.line not in wrong]) - len(new)
    return Planned(
        new,
        unchanged,
        tuple(
            sorted(
                errors,
                key=lambda error: error.row,
            )
        ),
    )


def _known() -> Iterator[Key]:
    rows = Territory.objects.values_list(
        *("authority__name", "key", "parity", "first", "last", "house")
    )
    yield from rows
