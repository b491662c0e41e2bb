"""What an app says of a kind of table that people bring: enough to take it in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from webapp.staff.models import User
from webapp.uploads.tables.columns import Column
from webapp.uploads.tables.lines import RowError
from webapp.uploads.tables.reading import Reader, Reading

type Text = str | Promise
_NEW_ROWS = gettext_lazy("New rows")


class Plan(Protocol):
    """What a load would do: the rows compared with the database."""

    @property
    def new(self) -> Sequence[Any]:
        """Return what would go in."""

    @property
    def unchanged(self) -> int:
        """Return how many rows are there already."""

    @property
    def errors(self) -> tuple[RowError, ...]:
        """Return what is wrong with the others: the errors of the file first."""


@dataclass(frozen=True, slots=True)
class Planned[New]:
    """A plan of a kind that has nothing more to say."""

    new: Sequence[New]
    unchanged: int = 0
    errors: tuple[RowError, ...] = ()


@dataclass(frozen=True, slots=True)
class Loading[Row, Made: Plan]:
    """A load that is under way: what is to be written, as which load, by whom and when."""

    reading: Reading[Row]
    plan: Made
    load: Any
    by: User | None
    today: date


@dataclass(frozen=True, slots=True)
class Written:
    """What writing came to: rows that were refused on the way, and what else is worth telling."""

    errors: tuple[RowError, ...] = ()
    told: tuple[str, ...] = ()
    details: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did.

    ``load_id`` is None when every good row was there already: then nothing was written at all.
    """

    load_id: int | None
    rows_total: int
    rows_loaded: int
    rows_unchanged: int
    errors: tuple[RowError, ...] = ()
    written: Written = field(default_factory=Written)

    @property
    def rows_wrong(self) -> int:
        """Return how many rows were left out."""
        return len({error.row for error in self.errors})


def in_short(report: Report) -> str:
    """Say what a load did, in one sentence."""
    counts = {
        "loaded": report.rows_loaded,
        "unchanged": report.rows_unchanged,
        "wrong": report.rows_wrong,
    }
    return (
        gettext("Rows loaded: %(loaded)s; already there: %(unchanged)s; left out: %(wrong)s.")
        % counts
    )


def _nothing_more(_plan: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a kind shows of a plan before it is loaded, besides its counts and errors.

    ``rows`` is the template of the first new rows, ``figures`` and ``notes`` stand above;
    ``shown`` adds to what they are given: ``plan`` and ``rows``.
    """

    rows: str = "uploads/_lines.html"
    figures: str = ""
    notes: str = ""
    new: Text = _NEW_ROWS
    rows_shown: int = 20
    shown: Callable[[Any], dict[str, Any]] = _nothing_more


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page of a kind lists under the form instead of its loads."""

    template: str
    read: Callable[[User], QuerySet[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind[Row, Made: Plan]:
    """A kind of table that people bring.

    All of ``permission`` is demanded. Pages stand at ``address`` under ``name``. ``loads`` is the
    table of past loads of a kind whose rows point at their load.
    """

    code: str
    title: Text
    permission: tuple[str, ...]
    reader: Reader[Row]
    plan: Callable[[Reading[Row], User | None, date], Made]
    write: Callable[[Loading[Row, Made]], Written]
    hint: Text = ""
    example: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    preview: Preview = Preview()
    listing: Listing | None = None
    told: Callable[[Report], str] = in_short
    loads: type[Model] | None = None
    at: str = ""
    pages: str = ""
    empty: str = "empty.xlsx"

    @property
    def address(self) -> str:
        """Return where its pages stand."""
        return self.at or f"uploads/{self.code}"

    @property
    def name(self) -> str:
        """Return how the names of its pages begin."""
        return self.pages or f"uploads_{self.code}"

    @property
    def to_fill(self) -> list[Column]:
        """Return the columns of an empty table."""
        return [column for column in self.reader.layout.columns if column.key not in self.left_out]
