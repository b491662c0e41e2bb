"""How a list is declared: its columns, its criteria, and what is done to its rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.forms import Form
from django.utils.functional import Promise

from webapp.staff.models import User

type Text = str | Promise
type Orders = tuple[str, ...]


def _always(_row: Any) -> bool:
    return True


def along(path: str) -> Callable[[Any], Any]:
    """Return how ``account__number`` is read of a row; nothing where there is no account."""
    *ways, last = path.split("__")

    def read(row: Any) -> Any:
        for name in ways:
            row = getattr(row, name)
            if row is None:
                return ""
        return getattr(row, last)

    return read


def _joined(*names: str) -> str:
    return "__".join(filter(None, names))


def for_anybody(form: Callable[[Any], Form]) -> Callable[..., Form]:
    """Return how a list takes its criteria where they are the same for whoever asks."""

    def read(data: Any = None, **_whose: Any) -> Form:
        return form(data or {})

    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what is read of a row, and where it stands.

    ``template`` shows it on the screen where that is more than the value; it knows ``row``.
    ``width`` is in characters: a share of the screen, and a width in a spreadsheet. ``order`` is
    what rows are ordered by, upwards. ``is_shown`` is the choice of somebody who has not chosen;
    a column that is not ``is_on_screen`` cannot be chosen. ``is_total`` adds up on paper, of the
    rows that it ``counts``. ``on_card`` is where it stands on a phone: ``first``, ``second``,
    ``third``, or in its order. A number, or what ``is_whole``, is never cut off on the screen.
    """

    key: str
    title: Text
    read: Callable[[Any], Any]
    template: str = ""
    width: int = 14
    order: Orders = ()
    is_number: bool = False
    is_whole: bool = False
    is_strong: bool = False
    is_total: bool = False
    counts: Callable[[Any], bool] = _always
    is_shown: bool = True
    is_on_screen: bool = True
    is_in_sheet: bool = True
    is_printed: bool = True
    on_card: str = ""

    @classmethod
    def field(cls, path: str, *, of: str = "", **looks: Any) -> "Column":
        """Return a column of a field, ordered by it; ``of`` is what of a row has the field."""
        return cls(
            read=along(_joined(of, path)),
            order=(path,),
            **{"key": path, **looks},
        )

    @classmethod
    def day(cls, path: str, **looks: Any) -> "Column":
        """Return a column of days."""
        return cls.field(path, **{"width": 11, "is_whole": True, **looks})

    @classmethod
    def money(cls, path: str, **looks: Any) -> "Column":
        """Return a column of sums, which add up."""
        return cls.field(
            path,
            is_number=True,
            is_total=True,
            **looks,
        )

    @classmethod
    def choice(cls, name: str, **looks: Any) -> "Column":
        """Return a column of a field with choices, in words."""
        return cls(
            read=lambda row: getattr(row, f"get_{name}_display")(),
            order=(name,),
            **{"key": name, **looks},
        )

    @classmethod
    def ordering(cls, *order: str, **looks: Any) -> "Column":
        """Return what rows can be ordered by and nobody sees."""
        return cls(
            read=lambda _row: "",
            order=order,
            is_on_screen=False,
            is_in_sheet=False,
            is_printed=False,
            **looks,
        )

    @property
    def looks(self) -> str:
        """Return the classes of its cells."""
        looks = {"ik-right ik-num": self.is_number, "ik-strong": self.is_strong}
        found = [name for name, is_so in looks.items() if is_so]
        return " ".join([*found, self.on_card]).strip()


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of what was found, with the count and the sums of all, by the key of a column.

    Where there ``is_more`` than was counted, it has no sums.
    """

    rows: Sequence[Any]
    count: int
    totals: Mapping[str, Any] = field(default_factory=dict)
    is_more: bool = False


class Found(Protocol):
    """What the criteria of a list find."""

    def count(self, most: int | None = None) -> int:
        """Return how many there are; more than ``most`` need not be counted to the end."""

    def part(self, *, orders: Orders, start: int = 0, length: int | None = None) -> Part:
        """Return some of them in an order; all from ``start`` on when no length is given."""

    def page(self, *, orders: Orders, start: int, length: int, most: int) -> Part:
        """Return a page of them; more than ``most`` need not be counted to the end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and the criteria of the list as that person has filled them in."""

    user: User
    form: Any


@dataclass(frozen=True, slots=True)
class Act:
    """A deed on one row: who does it, and the form of the deed as it was sent and found right."""

    row: Any
    by: User
    form: Form


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a row among several: done (and what more there is to tell), or why not."""

    name: str
    address: str = ""
    told: str = ""
    refusal: str = ""


class Refused(Exception):
    """A deed is not done to a row; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that is done to all the rows that are ticked, after its effects have been told.

    ``act`` does it to one row and returns what more there is to tell; ``form`` asks what it needs.
    ``foresee`` tells what would come of a row, or refuses as the deed would, and changes nothing.
    A deed with a ``page`` has a dialog of its own there, or a page of its own when it ``is_whole``.
    """

    code: str
    title: Text
    icon: str
    permission: str
    effects: Text = ""
    act: Callable[[Act], str] | None = None
    foresee: Callable[[Act], str] | None = None
    form: Callable[..., Form] = Form
    page: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where nothing was found."""

    icon: str
    title: Text
    hint: Text = ""


def _nothing_more(_asked: Asked) -> Mapping[str, Any]:
    return {}


def _no_other(_user: User) -> None:
    return None


def _key(row: Any) -> int:
    return int(row.pk)


@dataclass(frozen=True, slots=True)
class Parts:
    """The templates that a list adds: above everything, beside its buttons, under a row, below.

    ``count`` says how many rows there are, ``more`` has the criteria that do not stand in the line.
    """

    count: str
    more: str = "lists/_more.html"
    above: str = ""
    tools: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list: the page at ``at`` is called ``code``, as are the addresses below it.

    ``form`` takes what the address says and the ``user``; ``line`` are its fields that stand in the
    line above the list. ``find`` finds rows: by the criteria, or those of some keys where they are
    given. ``usual`` is how the list of a person is ordered at first, where that is not ``order``.
    ``key`` is what a row is ticked by, ``name`` what it is called, ``address`` where it is opened.
    ``panel`` names the page of what is told of a row below the list. Rows that are ``is_long`` are
    never cut off, so ``page_size`` may be less.
    """

    code: str
    at: str
    title: Text
    permission: tuple[str, ...]
    columns: tuple[Column, ...]
    order: str
    usual: Callable[[User], str | None] = _no_other
    form: Callable[..., Any]
    line: tuple[str, ...]
    find: Callable[[Asked, Sequence[int] | None], Found]
    parts: Parts
    empty: Empty
    name: Callable[[Any], str]
    address: Callable[[Any], str]
    key: Callable[[Any], int] = _key
    panel: str = ""
    is_long: bool = False
    page_size: int = 50
    deeds: tuple[Deed, ...] = ()
    context: Callable[[Asked], Mapping[str, Any]] = _nothing_more

    def named(self, part: str) -> str:
        """Return the name of an address of the list."""
        return f"admin:{self.code}{part and '_'}{part}"

    def orders(self, asked: str) -> Orders:
        """Return what rows are ordered by when a column is asked for: ``debt``, ``-debt``."""
        for order in (asked, self.order):
            wanted = {column.key: column.order for column in self.columns}
            ways = wanted.get(order.removeprefix("-"), ())
            if ways:
                return tuple(_turned(way, order.startswith("-")) for way in ways)
        return ()


def _turned(way: str, is_descending: bool) -> str:
    if not is_descending:
        return way
    if way.startswith("-"):
        return way[1:]
    return f"-{way}"
