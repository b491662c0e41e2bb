"""Tables of the post: the numbers it has given to the letters of a list, and their fates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from webapp.correspondence.queries import postal_numbers
from webapp.registered_post import queries
from webapp.registered_post.models import PostLetter
from webapp.staff.models import User
from webapp.uploads.declarations import Planned
from webapp.uploads.tables import cells, numbers
from webapp.uploads.tables.columns import Column, Layout
from webapp.uploads.tables.lines import BadRow, RowError, Values
from webapp.uploads.tables.reading import Reader, Reading

_FATES = {
    "вручено": PostLetter.Fate.DELIVERED,
    "вручение адресату": PostLetter.Fate.DELIVERED,
    "истек срок хранения": PostLetter.Fate.EXPIRED,
    "возврат истек срок хранения": PostLetter.Fate.EXPIRED,
    "отказ адресата": PostLetter.Fate.REFUSED,
    "возврат отказ адресата": PostLetter.Fate.REFUSED,
    "адресат выбыл": PostLetter.Fate.MOVED,
    "возврат адресат выбыл": PostLetter.Fate.MOVED,
    "смерть адресата": PostLetter.Fate.DEAD,
    "адресат умер": PostLetter.Fate.DEAD,
    "неверный адрес": PostLetter.Fate.WRONG_ADDRESS,
    "возврат неверный адрес": PostLetter.Fate.WRONG_ADDRESS,
}


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A letter of a list by its place, with the number that the post has given it."""

    line: int
    post_list: str
    place: int
    tracking: str


@dataclass(frozen=True, slots=True)
class FateRow:
    """What became of a letter on a day."""

    line: int
    tracking: str
    fate: PostLetter.Fate
    on: date


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row with the letter it is about."""

    row: NumberRow
    letter: PostLetter


@dataclass(frozen=True, slots=True)
class Fated:
    """A row with the letter it is about."""

    row: FateRow
    letter: PostLetter


def _tracking(value: Any) -> str:
    plain = postal_numbers.compact(numbers.short(value))
    if doubt := postal_numbers.doubt(number=plain):
        raise cells.BadCell(doubt)
    return plain


def _place(value: Any) -> int:
    said = numbers.short(value)
    if not said.isdigit():
        raise cells.BadCell(_("The place in the list is a whole number."))
    return int(said)


def _fate(value: Any) -> PostLetter.Fate:
    said = cells.text(value).casefold().replace("ё", "е").replace(":", " ").replace(",", " ")
    words = " ".join(said.split())
    if words not in _FATES:
        text = _("Write one of: %(known)s.")
        raise cells.BadCell(text % {"known": "; ".join(_FATES)})
    return _FATES[words]


_NUMBER = Column(
    "tracking",
    _tracking,
    ("шпи", "трек номер", "номер рпо", "штриховой идентификатор", "tracking"),
    is_required=True,
    heading="ШПИ",
)
NUMBERS = Layout(
    (
        Column(
            "post_list",
            numbers.short,
            ("№ списка", "список", "номер списка", "list"),
            is_required=True,
        ),
        Column(
            "place",
            _place,
            ("№ п п", "№ пп", "номер по порядку", "place"),
            is_required=True,
            heading="№ п/п",
        ),
        _NUMBER,
    )
)
FATES = Layout(
    (
        _NUMBER,
        Column(
            "fate",
            _fate,
            ("результат", "операция", "судьба", "result"),
            is_required=True,
        ),
        Column(
            "on",
            cells.day,
            ("дата", "дата операции", "дата вручения", "date"),
            is_required=True,
        ),
    )
)


def _number_row(number: int, values: Values, _today: date) -> NumberRow:
    return NumberRow(number, values["post_list"], values["place"], values["tracking"])


def _fate_row(number: int, values: Values, today: date) -> FateRow:
    if values["on"] > today:
        raise BadRow(("on", _("The day has not come yet.")))
    return FateRow(number, values["tracking"], values["fate"], values["on"])


READER_OF_NUMBERS = Reader(layout=NUMBERS, row=_number_row)
READER_OF_FATES = Reader(layout=FATES, row=_fate_row)


def plan_numbers(reading: Reading[NumberRow], user: User | None, _today: date) -> Planned[Numbered]:
    """Find the letters that the rows are about: what is new, what is there, what is wrong."""
    letters = _by_place(user)
    owners = {letter.tracking: letter.pk for letter in letters.values() if letter.tracking}
    new: list[Numbered] = []
    errors, unchanged = list(reading.errors), 0
    for row in reading.rows:
        letter = letters.get((row.post_list, row.place))
        fault = _fault(row, letter, owners)
        if letter is None or fault:
            errors += reading.errors_of(row.line, *fault)
        elif letter.tracking == row.tracking:
            unchanged += 1
        else:
            owners[row.tracking] = letter.pk
            new.append(Numbered(row, letter))
    return Planned(new, unchanged=unchanged, errors=_in_order(errors))


def _fault(
    row: NumberRow, letter: PostLetter | None, owners: dict[str, int]
) -> list[tuple[str, str]]:
    """Return why a row cannot be; nothing when it can."""
    if letter is None:
        return [("place", _("No list of yours has such a letter."))]
    if letter.tracking and letter.tracking != row.tracking:
        return [("tracking", _("The letter has another number already."))]
    if owners.get(row.tracking, letter.pk) != letter.pk:
        return [("tracking", _("Another letter has this number: compare the receipt."))]
    return []


def plan_fates(reading: Reading[FateRow], user: User | None, _today: date) -> Planned[Fated]:
    """Find the letters by their numbers: what is told anew, what is known, what is wrong."""
    letters = {letter.tracking: letter for letter in _by_place(user).values() if letter.tracking}
    new: dict[str, Fated] = {}
    errors, unchanged = list(reading.errors), 0
    for row in reading.rows:
        letter = letters.get(row.tracking)
        if letter is None:
            fault = ("tracking", _("No letter of your lists has this number."))
            errors += reading.errors_of(row.line, fault)
        elif letter.fate == row.fate and letter.fate_on == row.on:
            unchanged += 1
        elif letter.fate or row.tracking in new:
            errors += reading.errors_of(row.line, ("fate", _("It is told otherwise already.")))
        else:
            new[row.tracking] = Fated(row, letter)
    return Planned(list(new.values()), unchanged=unchanged, errors=_in_order(errors))


def _by_place(user: User | None) -> dict[tuple[str, int], PostLetter]:
    """Return the letters of the lists that a person sees; of all, for nobody."""
    letters = PostLetter.objects.select_related("post_list")
    if user is not None:
        letters = letters.filter(post_list__in=queries.lists(user=user))
    return {(letter.post_list.number, letter.place): letter for letter in letters}


def _in_order(errors: list[RowError]) -> tuple[RowError, ...]:
    return tuple(sorted(errors, key=lambda error: error.row))
