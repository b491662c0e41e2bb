"""Numbers that are names: of accounts, contracts, houses, taxpayers, phones.

A spreadsheet spoils them in its own ways.
"""

import functools
import math
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import cells, vocabulary
from webapp.parties.queries import requisites

MOST_DIGITS = 15
"""IEEE 754: a cell that holds a number holds so many digits of it."""
_EXPONENT = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
_AS_FORMULA = re.compile(r'="(.*)"')
_FRACTION_OF_NOTHING = re.compile(r"([0-9]+)[.,]0+")
_MONTH = (
    r"(янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|сент|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec)"
)
_DATE = re.compile(
    r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:]+)?"
    rf"|[0-9]{{1,2}}[.\s-]{_MONTH}([.\s-]+[0-9]{{2,4}})?|{_MONTH}[.\s-]+[0-9]{{2,4}}",
    re.IGNORECASE,
)

_once = functools.lru_cache(maxsize=4096, typed=True)


def number(value: Any) -> str:
    """Return the digits and letters of a number as they were typed.

    What a spreadsheet has made of them is refused or undone.

    :raises SpoiltCell: when digits are lost, or a date stands there instead
    """
    if isinstance(value, date | time | timedelta):
        raise cells.turned_into_a_date()
    if isinstance(value, int | float):
        return _of_a_numeric_cell(value)
    line = _typed(cells.text(value))
    if _EXPONENT.fullmatch(line):
        raise cells.SpoiltCell(
            _(
                "The spreadsheet has rounded the number, the end of it is lost: format the "
                "column as text («Текстовый») and type the number anew."
            )
        )
    if _DATE.fullmatch(line):
        raise cells.turned_into_a_date()
    return line


def _of_a_numeric_cell(value: float) -> str:
    if isinstance(value, bool) or not math.isfinite(value) or value < 0 or value != int(value):
        raise cells.SpoiltCell(
            _(
                "This is not a whole number: format the column as text («Текстовый») and "
                "type the value anew."
            )
        )
    if value >= 10**MOST_DIGITS:
        message = _(
            "A spreadsheet keeps %(digits)s digits of a number, the others are lost: "
            "format the column as text («Текстовый») and type the number anew."
        )
        raise cells.SpoiltCell(message % {"digits": MOST_DIGITS})
    return str(int(value))


def _typed(line: str) -> str:
    """Undo what exports add so that a spreadsheet keeps zeros (an apostrophe, a formula), or made
    of a number (70001.0).
    """
    if match := _AS_FORMULA.fullmatch(line):
        line = match[1].strip()
    line = line.removeprefix("'").strip()
    match = _FRACTION_OF_NOTHING.fullmatch(line)
    if match:
        return match[1]
    return line


def short(value: Any) -> str:
    """Return a number of an account, a house or a flat."""
    return cells.fitting(number(value), 30)


def contract_number(value: Any) -> str:
    """Return the number of a contract; what people write where there is none is no number."""
    if cells.plain(value) in vocabulary.NO_CONTRACT:
        return ""
    return short(value)


def inn(value: Any) -> str:
    """Return a checked ИНН; Excel drops the leading zero, which is put back."""
    digits = number(value)
    if digits.isdigit() and len(digits) in {9, 11}:
        digits = f"0{digits}"
    return _requisite(requisites.inn, digits)


def kpp(value: Any) -> str:
    """Return a checked КПП; Excel drops the leading zero, which is put back."""
    digits = number(value)
    if digits.isdigit() and len(digits) == 8:
        digits = f"0{digits}"
    return _requisite(requisites.kpp, digits)


def ogrn(value: Any) -> str:
    """Return a checked ОГРН."""
    return _requisite(requisites.ogrn, number(value))


@_once
def emails(value: Any) -> tuple[str, ...]:
    """Return the e-mail addresses of a cell."""
    parts = requisites.contacts(str(value))
    return tuple(dict.fromkeys(_requisite(requisites.email, part) for part in parts))


@_once
def phones(value: Any) -> tuple[str, ...]:
    """Return the phone numbers of a cell as +79161234567."""
    if isinstance(value, str):
        line = str(value)
    else:
        line = number(value)
    if _EXPONENT.fullmatch(line.strip()):
        number(line)
    return _requisite(requisites.phones, line)


@_once
def contacts(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the e-mail addresses and the phone numbers of one cell.

    The words with @, and the rest.
    """
    if not isinstance(value, str):
        return (), phones(value)
    addresses = []
    numbers = []
    for part in requisites.contacts(value):
        words = part.split()
        addresses += [word for word in words if "@" in word]
        numbers.append(" ".join(word for word in words if "@" not in word))
    found = tuple(dict.fromkeys(_requisite(requisites.email, word) for word in addresses))
    return found, phones("\n".join(numbers))


def _requisite[Found](check: Callable[[str], Found], value: str) -> Found:
    try:
        return check(value)
    except requisites.InvalidRequisite as error:
        raise cells.BadCell(str(error)) from error
