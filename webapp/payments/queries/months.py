"""The months that a payer names in the purpose of a payment. Pure: text in, values out."""

import re
from collections.abc import Iterator
from datetime import date

from webapp.payments.queries import purpose
from webapp.payments.queries.dates import MONTH_NAME

MONTHS = (
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
YEAR = r"(?:\s*(20\d\d))"
NAMED = rf"(?<!\w)({MONTH_NAME})(?!\w)\.?"
# 07.2026, but not the end of 15.07.2026
NUMERIC = r"(?<!\d)(?<!(?<!\d)\d[./-])(?<!(?<!\d)\d\d[./-])(0[1-9]|1[0-2])[./](20\d\d)(?![\d.])"
MONTH = re.compile(rf"{NUMERIC}|{NAMED}{YEAR}?", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:г(?:\.|ода?)?)?\s*(?:-|–|—|по)\s*", re.IGNORECASE)
MONTHS_NAMED_MAX = 36


def months(text: str, *, paid_on: date) -> tuple[date, ...]:
    """Return the first days of the months that a purpose names, in the payer's order.

    A month without a year takes the year of the next one named, and after "за" the latest such month not after the payment.
    The date of a contract or of an invoice names no month, nor does a number that looks like one.
    """
    text = purpose.without_numbers(text)
    found = list(MONTH.finditer(text))
    named: list[date] = []
    for index, match in enumerate(found):
        month = _month(match, found[index + 1 :], text, paid_on)
        if month is None:
            continue
        if named and index and BETWEEN.fullmatch(text[found[index - 1].end() : match.start()]):
            named += list(_months_after(named[-1], month))
        named.append(month)
    return tuple(dict.fromkeys(named))


def _month(
    match: re.Match[str], later: list[re.Match[str]], text: str, paid_on: date
) -> date | None:
    if match[1]:
        return date(int(match[2]), int(match[1]), 1)
    number = _number(match[3])
    if match[4]:
        return date(int(match[4]), number, 1)
    year_of_next = next((other[4] or other[2] for other in later if other[4] or other[2]), None)
    follows = later and re.fullmatch(r"[\s,;и–—-]*", text[match.end() : later[0].start()])
    if year_of_next and follows:
        return date(int(year_of_next), number, 1)
    if re.search(r"\bза\s*$", text[: match.start()], re.IGNORECASE):
        return date(paid_on.year - (number > paid_on.month), number, 1)
    return None


def _number(name: str) -> int:
    word = name.lower()
    if word.startswith("ма") and not word.startswith("мар"):
        return 5
    return next(
        number
        for number, stem in enumerate(MONTHS, start=1)
        if stem.startswith(word[:3]) and number != 5
    )


def _months_after(start: date, end: date) -> Iterator[date]:
    """Yield the months strictly between two, unless that is too many to be meant."""
    distance = (end.year - start.year) * 12 + end.month - start.month
    if 0 < distance <= MONTHS_NAMED_MAX:
        for step in range(1, distance):
            years, month = divmod(start.month - 1 + step, 12)
            yield date(start.year + years, month + 1, 1)
