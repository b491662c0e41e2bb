"""Numbers that are names: of accounts, houses, court cases.

A spreadsheet spoils them in its own ways.
"""

import math
import re
from datetime import date, time, timedelta
from typing import Any

from webapp.uploads.tables import cells
from webapp.uploads.tables.said import said as _

MOST_DIGITS = 15
"""IEEE 754: a cell that holds a number holds so many digits of it."""
EXPONENT = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
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
    if EXPONENT.fullmatch(line):
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
