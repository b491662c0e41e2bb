"""What a payer wrote as the purpose of a payment: account, contract. Pure: text in, values out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.payments.queries.dates import DATED

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


def without_numbers(text: str) -> str:
    """Return a purpose with the numbers of accounts, contracts and papers, and the days of papers, painted over."""
    *_numbers, rest = _labelled(text)
    return rest


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


def _unique(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip("-/_") for word in words))
