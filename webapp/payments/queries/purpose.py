"""What a payer wrote as the purpose of a payment: account, contract, months. Pure: text in, values out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

TOKEN = r"(?=\w)[0-9A-Za-zА-ЯЁа-яё/_-]*[0-9][0-9A-Za-zА-ЯЁа-яё/_-]*"
NUMBER_SIGN = r"(?:\s*[:=№#.]|\s*\bN[o.]?(?=[\s\d]))*\s*"
# л/с, л.с., л/сч, ЛС, лиц. счет, лицевой счёт, лицевого счета …; never р/с, the number of a bank account
ACCOUNT = re.compile(
    rf"(?<![А-ЯЁа-яёA-Za-z])(?:л\s?[/.\\]\s?сч?(?:[её]т\w*)?|лс|лиц\w*\.?\s*сч?(?:[её]т\w*)?|лицево\w+)\.?{NUMBER_SIGN}({TOKEN})",
    re.IGNORECASE,
)
# договор № 15, по договору 15/2026-Э, договор энергоснабжения № 15, дог. 15, контракт №15
CONTRACT = re.compile(
    rf"(?<![А-ЯЁа-яё])(?:(?:договор\w*|дог\.?|контракт\w*)(?:\s+[А-ЯЁа-яё.]+){{0,4}}\s*(?:№|N[o.]?(?=[\s\d]))|договор\w*|дог\.|контракт\w*)"
    rf"{NUMBER_SIGN}({TOKEN})",
    re.IGNORECASE,
)
BARE = re.compile(rf"(?<![\w./-]){TOKEN}(?![\w])")
BARE_LENGTH_MIN = 5

MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
MONTH_NAME = (
    r"январ[ьяе]|янв|феврал[ьяе]|фев|март[ае]?|мар|апрел[ьяе]|апр|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|авг|"
    r"сентябр[ьяе]|сент?|октябр[ьяе]|окт|ноябр[ьяе]|нояб?|декабр[ьяе]|дек"
)
YEAR = r"(?:\s*(20\d\d))"
NAMED = rf"(?<!\w)({MONTH_NAME})(?!\w)\.?"
# 07.2026, but not the end of 15.07.2026
NUMERIC = r"(?<!\d)(?<!(?<!\d)\d[./-])(?<!(?<!\d)\d\d[./-])(0[1-9]|1[0-2])[./](20\d\d)(?![\d.])"
MONTH = re.compile(rf"{NUMERIC}|{NAMED}{YEAR}?", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:г(?:\.|ода?)?)?\s*(?:-|–|—|по)\s*", re.IGNORECASE)
MONTHS_NAMED_MAX = 36


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a purpose names. ``accounts`` are labelled as such; ``bare`` are other words with digits in them."""

    accounts: tuple[str, ...]
    contracts: tuple[str, ...]
    bare: tuple[str, ...]


def read(text: str) -> Purpose:
    """Return the numbers that a purpose names."""
    accounts = _unique(match[1] for match in ACCOUNT.finditer(text))
    contracts = _unique(match[1] for match in CONTRACT.finditer(text))
    bare = _unique(match[0] for match in BARE.finditer(text) if len(match[0]) >= BARE_LENGTH_MIN)
    return Purpose(accounts, contracts, tuple(word for word in bare if word not in contracts))


def months(text: str, *, paid_on: date) -> tuple[date, ...]:
    """Return the first days of the months that a purpose names, in the payer's order.

    A month without a year takes the year of the next one named, and after "за" the latest such month not after the payment.
    """
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


def _month(match: re.Match[str], later: list[re.Match[str]], text: str, paid_on: date) -> date | None:
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
    return next(number for number, stem in enumerate(MONTHS, start=1) if stem.startswith(word[:3]) and number != 5)


def _months_after(start: date, end: date) -> Iterator[date]:
    """Yield the months strictly between two, unless that is too many to be meant."""
    distance = (end.year - start.year) * 12 + end.month - start.month
    if 0 < distance <= MONTHS_NAMED_MAX:
        for step in range(1, distance):
            years, month = divmod(start.month - 1 + step, 12)
            yield date(start.year + years, month + 1, 1)


def _unique(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip("-/_") for word in words))
