"""How an app declares what it shows to whoever leads: overviews in figures, and days that come."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from webapp.processes.models import Case
from webapp.staff.models import User

OF_A_KIND = 1000
"""So many days of one kind are read at most, the earliest."""


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    MONEY = "money"
    DAYS = "days"

    @property
    def is_number(self) -> bool:
        """Say whether its values stand at the right."""
        return self not in {Kind.TEXT, Kind.DAY}

    @property
    def is_summed(self) -> bool:
        """Say whether its values have a sum: medians have none."""
        return self in {Kind.COUNT, Kind.MONEY}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an overview: its heading and what stands in it."""

    title: Any
    kind: Kind = Kind.COUNT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """A word or a figure, and the list behind it.

    ``link`` is the address of a list that is there anyway. ``key`` asks the overview itself for
    the rows of which the figure is made.
    """

    value: Any = None
    link: str = ""
    key: str = ""


type Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with a row of totals where there is one.

    One that ``is_cut`` has only the first of what there is.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What an overview is asked for: by whom, when, of which days and which customers.

    ``way`` is how its rows are made, where it knows several. ``most`` bounds what is read of one
    kind of days.
    """

    user: User
    now: datetime
    first_on: date
    last_on: date
    party_kind: str = ""
    district: int | None = None
    way: str = ""
    most: int = OF_A_KIND

    @property
    def today(self) -> date:
        """Return the business day."""
        return self.now.date()

    @property
    def of_customers(self) -> dict[str, str]:
        """Return the customers asked for, as the addresses of lists say it."""
        asked = {"party_kind": self.party_kind, "district": str(self.district or "")}
        return {name: value for name, value in asked.items() if value}


def _no_rows(_asked: Asked, _key: str) -> Table:
    return Table((), ())


@dataclass(frozen=True, slots=True)
class Overview:
    """A table of figures over all cases, payments or tasks that a person may see.

    ``told`` says in one line what it answers, ``counted`` how each figure is counted. ``ways`` are
    the ways in which its rows may be made. ``behind`` returns the rows behind a figure by its key.
    ``permissions`` are demanded besides that of seeing overviews at all.
    """

    code: str
    title: Promise
    told: Promise
    counted: Sequence[Promise]
    read: Callable[[Asked], Table]
    permissions: tuple[str, ...]
    has_period: bool = True
    ways: Mapping[str, Promise] = field(default_factory=dict)
    behind: Callable[[Asked, str], Table] = _no_rows


class Whose(StrEnum):
    """Whose days are looked at."""

    MINE = "mine"
    ROLE = "role"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looks at which days, and at whose; of one process, or of all; at how many of a kind."""

    user: User
    now: datetime
    first_on: date
    last_on: date
    whose: Whose = Whose.TEAM
    process: str = ""
    most: int = OF_A_KIND


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that happens on a day or must be done by it.

    ``person`` is who does it, by name. ``link`` opens it where it is not its case that is opened.
    A title that ``is_typed`` is a colleague's words, which may name a customer.
    """

    on: date
    title: str
    case: Case | None = None
    person: str = ""
    link: str = ""
    note: str = ""
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of days that come: who may see them, and how those of a span are read."""

    code: str
    title: Promise
    icon: str
    read: Callable[[Looked], Iterable[Deadline]]
    permission: str


def total(columns: Sequence[Column], rows: Sequence[Row], *, title: Any) -> Row:
    """Return the row of totals: the sums of the columns that have one, under a title."""
    sums: list[Cell] = [Cell(title)]
    for place, column in enumerate(columns[1:], start=1):
        values = [row[place].value or 0 for row in rows]
        sums.append(Cell(_sum(values)) if column.kind.is_summed else Cell())
    return sums


def _sum(values: Sequence[Any]) -> Any:
    if any(isinstance(value, Decimal) for value in values):
        return sum(values, Decimal(0))
    return sum(values)
