"""What one cell says: text, money, days, months, yes and no. A cell that says nothing of its kind
is a ``BadCell``.
"""

import functools
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from webapp.staff import characters
from webapp.uploads.tables.said import said as _

_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_EXCEL_ERRORS = {
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#Н/Д",
    "#ССЫЛКА!",
    "#ДЕЛ/0!",
    "#ЗНАЧ!",
    "#ИМЯ?",
    "#ПУСТО!",
    "#ЧИСЛО!",
}
_YES = {"да", "1", "истина", "yes", "true", "+"}
_NO = {"нет", "0", "ложь", "no", "false", "-"}
_NUMERIC_MONTH = re.compile(
    r"(?P<month>\d{1,2})[./](?P<year>\d{4})|(?P<year2>\d{4})-(?P<month2>\d{1,2})"
)
_WORDY_MONTH = re.compile(r"(?P<name>[а-я]+)\s+(?P<year>\d{4})( ?г\.?(ода)?)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_MONEY = re.compile(r"-?[0-9]+(\.[0-9]+)?")
MOST_SIGNS_OF_MONEY = 40
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 1, 1)
"""Billing systems write 31.12.9999 for «never».

Terms counted from such a day would leave the calendar.
"""
_EXCEL_BEGINS = date(1899, 12, 30)
_MOMENTS = (date, time, timedelta)

# rows of one account repeat its cells: each different cell is read once
_once = functools.lru_cache(maxsize=4096, typed=True)


class BadCell(ValueError):
    """The cell does not say what its column is for; the message tells what it must look like."""


class SpoiltCell(BadCell):
    """A spreadsheet has made something else of what was typed.

    The message tells what, and how to prevent it.
    """


def plain(value: Any) -> str:
    """Return words in lower case with single spaces, ё as е, without points.

    How headers and lists are compared.
    """
    line = characters.without_breaks(str(value)).casefold().replace("ё", "е")
    return _SPACES.sub(" ", re.sub(r"[^\w№]+", " ", line)).replace("_", " ").strip()


def visible(value: Any) -> Any:
    """Return a cell without the signs that nobody sees.

    The number of a day, a sum and other values stay as they are.
    """
    if not isinstance(value, str):
        return value
    try:
        return characters.visible(value)
    except characters.UnreadableSigns as error:
        raise BadCell(str(error)) from error


def shown(value: Any) -> str:
    """Return what stands in a cell for a list of errors.

    Every sign of it can be seen, and kept in the database.
    """
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return characters.shown(text(value))


def text(value: Any) -> str:
    """Return what the cell shows: whole numbers without the point that Excel gives them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _SPACES.sub(" ", str(value)).strip()


def is_excel_error(value: Any) -> bool:
    """Say whether the cell shows an error of Excel, which a text file keeps as words."""
    return isinstance(value, str) and value.strip().upper() in _EXCEL_ERRORS


def long_text(value: Any) -> str:
    """Return a text that fits a name."""
    return fitting(words(value), 120)


def name(value: Any) -> str:
    """Return a full name of a party."""
    return fitting(words(value), 300)


def words(value: Any) -> str:
    """Return a text of words.

    No word of it mixes two alphabets, and it is not «8 марта» that a spreadsheet took for a day.
    """
    if isinstance(value, _MOMENTS):
        raise turned_into_a_date()
    try:
        return characters.one_alphabet(text(value))
    except characters.UnreadableSigns as error:
        raise BadCell(str(error)) from error


def fitting(line: str, longest: int) -> str:
    """Return a text that is not too long for its place."""
    if len(line) > longest:
        raise BadCell(
            _("The text is longer than %(longest)s characters: shorten it.") % {"longest": longest}
        )
    return line


def turned_into_a_date() -> SpoiltCell:
    """Return the complaint about «12/1» that became the first of December."""
    return SpoiltCell(
        _(
            "A date stands where no date is meant: the spreadsheet made it of what was "
            "typed. Format the column as text («Текстовый») and type the value anew."
        )
    )


@_once
def money(value: Any) -> Decimal:
    """Return roubles with kopecks: 1234.5, "1 234,50", "1 234,50 ₽"."""
    if isinstance(value, _MOMENTS):
        raise turned_into_a_date()
    line = (
        _SPACES.sub("", str(value))
        .rstrip("₽")
        .removesuffix("руб.")
        .replace(
            ",",
            ".",
        )
    )
    if not _MONEY.fullmatch(line):
        raise BadCell(_("This is not a sum of money: write it as 1234,50."))
    rounded = _kopecks(line)
    if rounded is None:
        raise BadCell(
            _(
                "A sum has no more than two digits after the comma and twelve before it: "
                "write it as 1234,50."
            )
        )
    if rounded < 0:
        raise BadCell(
            _(
                "The sum is negative: an overpayment is a payment, it does not stand in a "
                "debts registry."
            )
        )
    return rounded


def _kopecks(line: str) -> Decimal | None:
    """Return a sum of whole kopecks; a spreadsheet's 1500.4999999999998 is one too."""
    if len(line) > MOST_SIGNS_OF_MONEY:
        return None
    amount = Decimal(line)
    if abs(amount) >= Decimal("1e12"):
        return None
    rounded = amount.quantize(Decimal("0.01"))
    if abs(amount - rounded) <= Decimal("0.000001"):
        return rounded
    return None


def day(value: Any) -> date:
    """Return a day: a date cell, 15.10.2026 or 2026-10-15."""
    found = _day(value)
    if not EARLIEST <= found < LATEST:
        raise BadCell(
            _("There is no such day here, %(day)s: correct the year, or clear the cell.")
            % {"day": f"{found:%d.%m.%Y}"}
        )
    return found


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise _number_of_a_day(value)
    for shape in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text(value), shape).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise BadCell(_("This is not a date: write it as 15.10.2026."))


def _number_of_a_day(value: float) -> SpoiltCell:
    """Spreadsheets count days from 1899.

    The number is shown as the day it may be, but not believed.
    """
    message = _("A number stands where a date is meant: format the column as a date.")
    if 1 <= value <= (LATEST - _EXCEL_BEGINS).days:
        guess = _EXCEL_BEGINS + timedelta(days=int(value))
        message += " " + _("For a spreadsheet this number is the day %(day)s.") % {
            "day": f"{guess:%d.%m.%Y}"
        }
    return SpoiltCell(message)


@_once
def month(value: Any) -> date:
    """Return the first day of a month: any date in it, 10.2026, 2026-10 or «октябрь 2026»."""
    if not isinstance(value, date):
        line = plain(value)
        if match := _NUMERIC_MONTH.fullmatch(text(value)):
            return _first_day(
                int(match["year"] or match["year2"]),
                int(match["month"] or match["month2"]),
            )
        if match := _WORDY_MONTH.fullmatch(line):
            return _first_day(
                int(match["year"]),
                _month_number(match["name"]),
            )
    try:
        return day(value).replace(day=1)
    except SpoiltCell:
        raise
    except BadCell as error:
        raise BadCell(_("This is not a month: write it as 10.2026.")) from error


def _month_number(word: str) -> int:
    numbers = [
        number
        for number, stem in enumerate(_MONTHS, 1)
        if word.startswith(stem) and (stem != "ма" or word in {"май", "мая", "мае"})
    ]
    if numbers:
        return numbers[0]
    return 0


def _first_day(year: int, number: int) -> date:
    try:
        return date(year, number, 1)
    except ValueError as error:
        raise BadCell(_("There is no such month: write it as 10.2026.")) from error


def yes_or_no(value: Any) -> bool:
    """Return what «да» or «нет» mean."""
    if value is True:
        line = "1"
    elif value is False:
        line = "0"
    else:
        line = text(value).casefold()
    if line not in _YES | _NO:
        raise BadCell(_("Write «да» or «нет»."))
    return line in _YES
