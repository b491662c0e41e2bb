"""What a payer wrote as the purpose of a payment: account, contract, months. Pure: text in, values out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

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
MONTH_NAME = (
    r"январ[ьяе]|янв|феврал[ьяе]|фев|март[ае]?|мар|апрел[ьяе]|апр|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|авг|"
    r"сентябр[ьяе]|сент?|октябр[ьяе]|окт|ноябр[ьяе]|нояб?|декабр[ьяе]|дек"
)
# от 05.11.2026, от 1 марта 2026 г., от «01» марта 2026 года: the day of a paper, never the month that is paid for
DATED = (
    r"(?<!\w)от\s*[\"«]?(?:0?[1-9]|[12]\d|3[01])[\"»]?"
    rf"(?:[./-](?:0?[1-9]|1[0-2])[./-](?:20)?\d\d(?!\d)|\s*(?:{MONTH_NAME})\.?\s*20\d\d)(?:\s*г(?:ода|\.)?(?!\w))?"
)

TOKEN = r"(?=\w)[0-9A-Za-zА-ЯЁа-яё/_-]*[0-9][0-9A-Za-zА-ЯЁа-яё/_-]*"
# after a label a number goes on over a point: 15.1 is not number 15
NUMBER = rf"{TOKEN}(?:\.\d[0-9A-Za-zА-ЯЁа-яё/_-]*)*"
SIGN = r"(?:№|N[o.]?(?=[\s\d]))"
NUMBER_SIGN = r"(?:\s*[:=№#.]|\s*\bN[o.]?(?=[\s\d]))*\s*"
WORDS_AND_SIGN = rf"(?:\s+(?:[А-ЯЁа-яё.]+|20\d\d)){{0,4}}(?:\s*{DATED})?\s*{SIGN}"
# л/с, л.с., л/сч, ЛС, лиц. счет, лицевой счёт, лицевого счета абонента …; never р/с, the number of a bank account
ACCOUNT = re.compile(
    r"(?<![А-ЯЁа-яёA-Za-z])(?:л\s?[/.\\]\s?сч?(?:[её]т\w*)?|лс|лиц\w*\.?\s*сч?(?:[её]т\w*)?|лицево\w+)\.?"
    rf"(?:\s+(?:абонента|потребителя|плательщика|клиента))?{NUMBER_SIGN}({NUMBER})",
    re.IGNORECASE,
)
# договор № 15, по договору 15/2026-Э, договор энергоснабжения № 15, договору от 01.02.2025 № 15, дог. 15, контракт №15
CONTRACT = re.compile(
    rf"(?<![А-ЯЁа-яё])(?:(?:договор\w*|дог(?:ов)?\.?|(?:гос)?контракт\w*){WORDS_AND_SIGN}|договор\w*|дог(?:ов)?\.|(?:гос)?контракт\w*)"
    rf"{NUMBER_SIGN}((?:(?:(?<=№)|(?<=№\s))(?-i:[A-ZА-ЯЁ]{{1,5}})\s+)?{NUMBER})(?:\s*{DATED})?",
    re.IGNORECASE,
)
# счёт № 7 от 05.11.2026, счёт-фактура, УПД, акт, накладная: papers, whose numbers may look like the number of somebody's account
PAPER_NAME = r"(?:сч[её]т\w*(?:\s?-?\s?фактур\w*)?(?:\s+на\s+оплату)?|сч(?:[-/.]?\s?ф\w*)?\.?|с/ф|сф|упд|акт[аеуы]?|накладн\w*)"
PAPER = re.compile(
    rf"(?<![А-ЯЁа-яёA-Za-z])(?:{PAPER_NAME}{WORDS_AND_SIGN}|{PAPER_NAME}){NUMBER_SIGN}({NUMBER})(?:\s*{DATED})?",
    re.IGNORECASE,
)
AND = r"\s*(?:[,;+&]|и(?=[\s№]))\s*"
ONE_MORE = re.compile(
    rf"{AND}{SIGN}?\s*((?>{NUMBER}))(?!,\d\d(?!\d))(?:\s*{DATED})?", re.IGNORECASE
)
# after one contract only a number with a sign is another: договор № 15, 3 квартал; but договорам № 15, 16
MANY_CONTRACTS = re.compile(r"(?:договор|контракт)(?:ы|ов|ам|ами|ах)\b|№\s*№", re.IGNORECASE)
ONE_MORE_WITH_SIGN = re.compile(rf"{AND}{SIGN}\s*({NUMBER})(?:\s*{DATED})?", re.IGNORECASE)
# a whole word that is not a sum of money; atomic, for a part of a number is another number
BARE = re.compile(
    rf"(?<![\w./-])(?>{TOKEN})(?![\w])(?![.,]\d\d(?!\d))(?!\s*(?:руб|р\.|₽|коп))", re.IGNORECASE
)
BARE_LENGTH_MIN = 5
# 12345/26/69040-ИП of the bailiffs, -СД for several proceedings of one debtor; a writ is ФС № 012345678
PROCEEDING = re.compile(
    r"(?<![\w/.-])0*(\d{1,7}/\d\d/\d{4,6})(?:\s*-\s*(ИП|СД|СВ))?(?![\w/])", re.IGNORECASE
)
WRIT = re.compile(r"(?<!\w)(ФС|ВС|АС|СФ)\s*№?\s*(\d{9})(?!\d)", re.IGNORECASE)
# 2-1234/2026 and 02-1234/5/2026 of magistrates and districts, А66-1234/2026 of arbitration
COURT_CASE = re.compile(
    r"(?<![\w/.-])0*((?:[АA]\d\d|\d{1,2}[а-я]?)-\d{1,7}(?:/\d{1,4})?/)(?:20)?(\d\d(?:-\d+)*)(?![\w/])",
    re.IGNORECASE,
)

ISSUED = re.compile(DATED, re.IGNORECASE)
YEAR = r"(?:\s*(20\d\d))"
NAMED = rf"(?<!\w)({MONTH_NAME})(?!\w)\.?"
# 07.2026, but not the end of 15.07.2026
NUMERIC = r"(?<!\d)(?<!(?<!\d)\d[./-])(?<!(?<!\d)\d\d[./-])(0[1-9]|1[0-2])[./](20\d\d)(?![\d.])"
MONTH = re.compile(rf"{NUMERIC}|{NAMED}{YEAR}?", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:г(?:\.|ода?)?)?\s*(?:-|–|—|по)\s*", re.IGNORECASE)
MONTHS_NAMED_MAX = 36


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a purpose names. ``accounts`` are labelled as such; ``bare`` are other words with digits in them.

    ``writs`` are writs and bailiffs' proceedings, ``court_cases`` the numbers of courts, both in one spelling.
    """

    accounts: tuple[str, ...]
    contracts: tuple[str, ...]
    bare: tuple[str, ...]
    writs: tuple[str, ...] = ()
    court_cases: tuple[str, ...] = ()


def read(text: str) -> Purpose:
    """Return the numbers that a purpose names."""
    accounts, contracts, rest = _labelled(text)
    bare = _unique(match[0] for match in BARE.finditer(rest) if len(match[0]) >= BARE_LENGTH_MIN)
    return Purpose(accounts, contracts, bare, _unique(_writs(rest)), _unique(_court_cases(rest)))


def months(text: str, *, paid_on: date) -> tuple[date, ...]:
    """Return the first days of the months that a purpose names, in the payer's order.

    A month without a year takes the year of the next one named, and after "за" the latest such month not after the payment.
    The date of a contract or of an invoice names no month, nor does a number that looks like one.
    """
    *_numbers, text = _labelled(text)
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


def _writs(text: str) -> Iterator[str]:
    for match in PROCEEDING.finditer(text):
        yield f"{match[1]}-{(match[2] or 'ИП').upper()}"
    for match in WRIT.finditer(text):
        yield f"{match[1].upper()} {match[2]}"


def _court_cases(text: str) -> Iterator[str]:
    for match in COURT_CASE.finditer(text):
        yield f"{match[1]}20{match[2]}".upper().replace(
            "A", "А"
        )  # the Latin letter as the Russian one


def _labelled(text: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the numbers labelled as accounts and as contracts, and the text with these, papers' numbers and dates painted over."""
    accounts = [
        match
        for first in ACCOUNT.finditer(text)
        for match in _with_others(first, ONE_MORE, is_alike=True)
    ]
    text = _painted_over(text, accounts)
    contracts = [
        match
        for first in CONTRACT.finditer(text)
        for match in _with_others(
            first, ONE_MORE if MANY_CONTRACTS.search(first[0]) else ONE_MORE_WITH_SIGN
        )
    ]
    text = _painted_over(text, contracts)
    papers = [
        match
        for first in PAPER.finditer(text)
        for match in _with_others(first, ONE_MORE, is_alike=True)
    ]
    rest = ISSUED.sub(lambda match: "|" * len(match[0]), _painted_over(text, papers))
    return _unique(match[1] for match in accounts), _unique(match[1] for match in contracts), rest


def _with_others(
    first: re.Match[str], one_more: re.Pattern[str], *, is_alike: bool = False
) -> Iterator[re.Match[str]]:
    """Yield a labelled number and those listed after it; ``is_alike``: as long as the first, for a flat or a sum may follow as well."""
    match: re.Match[str] | None = first
    while match and (not is_alike or len(match[1]) == len(first[1])):
        yield match
        match = one_more.match(match.string, match.end())


def _painted_over(text: str, matches: Iterable[re.Match[str]]) -> str:
    """Hide each number with what follows it in the match; what stands between its label and it may be a month that is paid for."""
    for match in matches:
        start, end = match.start(1), match.end()
        text = text[:start] + "|" * (end - start) + text[end:]
    return text


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


def _unique(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip("-/_") for word in words))
