"""The numbers that a payer wrote as the purpose of a payment: of accounts, contracts, writs.

Pure: text in, values out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from webapp.payments.queries import lettering, mentions, other_numbers, series, shortened, writs
from webapp.payments.queries.dates import DATED
from webapp.payments.queries.mentions import Mention
from webapp.payments.queries.shortened import Shortened

TOKEN = r"(?=\w)[0-9A-Za-zА-ЯЁа-яё/_-]*[0-9][0-9A-Za-zА-ЯЁа-яё/_-]*"
# after a label a number goes on over a point: 15.1 is not number 15
NUMBER = rf"{TOKEN}(?:\.\d[0-9A-Za-zА-ЯЁа-яё/_-]*)*"
SIGN = r"(?:№|N[oо.]?(?=[\s\d]))"
NUMBER_SIGN = r"(?:\s*[:=№#.]|\s*\bN[oо.]?(?=[\s\d]))*\s*"
WORDS_AND_SIGN = rf"(?:\s+(?:[А-ЯЁа-яё.]+|20\d\d)){{0,4}}(?:\s*{DATED})?\s*{SIGN}"
# л/с, л.с., л/сч, ЛС, лиц. счет, лиц/сч, лицевой счёт, лицевого счета абонента …; never р/с, the
# number of a bank account
ACCOUNT = re.compile(
    r"(?<![А-ЯЁа-яёA-Za-z])(?:л\s?[/.\\]\s?сч?(?:[её]т\w*)?|лсч?|лиц\w*[\s./\\]{0,3}сч?(?:"
    r"[её]т\w*)?|лицево\w+|"
    r"абонентск\w+\s+(?:номер\w*|сч[её]т\w*)|номер\w*\s+абонента)\.?"
    rf"(?:\s+(?:абонента|потребителя|плательщика|клиента))?{NUMBER_SIGN}({NUMBER})",
    re.IGNORECASE,
)
# договор № 15, по договору 15/2026-Э, договор энергоснабжения № 15, договору от 01.02.2025 № 15,
# дог. 15, контракт №15
CONTRACT = re.compile(
    rf"(?<![А-ЯЁа-яё])(?:(?:договор\w*|дог(?:ов)?\.?|(?:гос)?контракт\w*){WORDS_AND_SIGN}"
    r"|договор\w*(?:\s+с(?=\s+\d))?|дог(?:ов)?\.|(?:гос)?контракт\w*)"
    rf"{NUMBER_SIGN}((?:(?:(?<=№)|(?<=№\s))(?-i:[A-ZА-ЯЁ]{{1,5}})\s+)?{NUMBER})(?:\s*{DATED})?",
    re.IGNORECASE,
)
# счёт № 7 от 05.11.2026, счёт-фактура, УПД, акт, накладная: papers, whose numbers may look like the
# number of somebody's account
PAPER_NAME = (
    r"(?:сч[её]т\w*(?:\s?-?\s?фактур\w*)?(?:\s+на\s+оплату)?|сч(?:[-/.]?\s?ф\w*)?\.?|с/ф|сф|упд"
    r"|акт[аеуы]?|накладн\w*)"
)
PAPER = re.compile(
    (
        rf"(?<![А-ЯЁа-яёA-Za-z])(?:{PAPER_NAME}{WORDS_AND_SIGN}|{PAPER_NAME}){NUMBER_SIGN}"
        rf"({NUMBER})(?:\s*{DATED})?"
    ),
    re.IGNORECASE,
)
# «по счёту 401000164», «номер счета: 401000151»: so long a number without a day may be an account
BILL = re.compile(rf"сч(?:[её]т\w{{0,3}}|\.)?{NUMBER_SIGN}\d{{8,}}", re.IGNORECASE)
AND = r"\s*(?:[,;+&/–—-]|(?:и|или|по|также)(?=[\s№]))\s*"
ONE_MORE = re.compile(
    rf"{AND}{SIGN}?\s*((?>{NUMBER}))(?!,\d\d(?!\d))(?:\s*{DATED})?", re.IGNORECASE
)
# after one contract only a number with a sign is another: договор № 15, 3 квартал; but договорам
# № 15, 16
MANY_CONTRACTS = re.compile(r"(?:договор|контракт)(?:ы|ов|ам|ами|ах)\b|№\s*№", re.IGNORECASE)
ONE_MORE_WITH_SIGN = re.compile(rf"{AND}{SIGN}\s*({NUMBER})(?:\s*{DATED})?", re.IGNORECASE)
# what goes on after a space or a hyphen is a part of the number, unless it is a sum, a year or a
# count of something
SUM = r"\d{1,3}(?:\s\d{3}){0,4}(?:[.,=-]\d\d(?!\d)|\s*(?:руб|р\.|₽))"
COUNTED = r"\s*(?:г(?:\.|од)|руб|р\.|₽|коп|кв(?!ит)|мес|шт|эт|дом|д\.|%|[|])"
GROUP = re.compile(rf"\s?[\s-]\s?(?!{SUM})(\d{{1,5}})(?![\w]|[.,/]\d|{COUNTED})", re.IGNORECASE)
GROUPS_MAX = 6
# what may stand after a whole number; behind any other sign it goes on, or is masked: N*5, N**, N…
ENDS = re.compile(
    r"$|\s(?!\s?[*…•·∙])|[;!]|,(?!\d{1,3}(?![\d./-]))|\.(?![.\d])|[]\[)(}»”\"'’:\\|–—-](?!\d)"
)
# a whole word that is not a sum of money; atomic, for a part of a number is another number
BARE = re.compile(
    rf"(?<![\w./-])(?>{TOKEN})(?![\w])(?![.,]\d\d(?!\d))(?!\s*(?:руб|р\.|₽|коп))", re.IGNORECASE
)
BARE_LENGTH_MIN = 5
BEGINNING = 4
"""Signs that the numbers of neighbors share, though a digit of one is lost."""
# 987 654 331 without a label
IN_GROUPS = re.compile(r"(?<![\w.,/-])\d{2,4}(?:[ -]\d{2,4}){1,4}(?![\w/-]|[.,]\d)")
# 20316Х12345, the personal account that a budget institution or a bailiff has in the treasury
OF_TREASURY = re.compile(r"\d{5}[А-ЯЁA-Z]\d{5}", re.IGNORECASE)
ZEROS_LOST_MAX = 4
LIKE_DIGITS = str.maketrans("ОоOolIi|ЗзБбВBSs", "0000111133668855")
BESIDE_COUNTED = re.compile(rf"{COUNTED}|\s*(?:кварт|[Кк][Вв][Тт]|этаж|кв\.|пол)", re.IGNORECASE)
ISSUED = re.compile(DATED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, and what else it may be.

    In groups, glued to something, with other zeros; none of these is certain.

    ``is_broken``: digits go on after a space, so that even what is written may be a part only.
    ``is_cut``: it goes on behind an odd sign, or is masked by one.
    ``guesses`` take letters for the digits that they look like: to be proposed, never posted.
    """

    text: str
    readings: tuple[str, ...] = ()
    is_broken: bool = False
    is_cut: bool = False
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a purpose names.

    ``labelled`` are called accounts, ``named`` contracts; ``bare`` are other words with digits in
    them.

    ``beside`` stand after a contract and may be another one. ``writs`` are writs and bailiffs'
    proceedings, ``court_cases`` the numbers of courts, both in one spelling;
    ``likely_references`` are half-read numbers beside these.
    ``papers`` are called «счёт», which is an invoice or an account. ``listed`` stand after a
    labelled account, are not as long, and may be another one. ``alike`` are what the numbers beside
    an account or a contract may be when they are spelt otherwise than it; ``shortened`` are there
    by their last digits. ``words`` are all words
    with digits, ``bills`` those of papers, that may be a contract of ours.
    """

    labelled: tuple[Number, ...] = ()
    named: tuple[Number, ...] = ()
    bare: tuple[Number, ...] = ()
    beside: tuple[str, ...] = ()
    writs: tuple[str, ...] = ()
    court_cases: tuple[str, ...] = ()
    papers: tuple[Number, ...] = ()
    listed: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    shortened: tuple[Shortened, ...] = ()
    words: tuple[Mention, ...] = ()
    bills: tuple[Mention, ...] = ()
    likely_references: tuple[str, ...] = ()

    @property
    def accounts(self) -> tuple[str, ...]:
        """Return the labelled numbers as written."""
        return tuple(number.text for number in self.labelled)

    @property
    def contracts(self) -> tuple[str, ...]:
        """Return the numbers of contracts as written."""
        return tuple(number.text for number in self.named)

    @property
    def completed(self) -> tuple[str, ...]:
        """Return the shortened numbers as they may be in full."""
        return tuple(one.whole for one in self.shortened)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labelled numbers of a text, and the text with these, papers' numbers and dates painted
    over.
    """

    accounts: tuple[Number, ...]
    contracts: tuple[Number, ...]
    beside: tuple[str, ...]
    papers: tuple[Number, ...]
    listed: tuple[str, ...]
    alike: tuple[str, ...]
    shortened: tuple[Shortened, ...]
    bills: tuple[Mention, ...]
    rest: str


def read(text: str) -> Purpose:
    """Return the numbers that a purpose names."""
    labels = _labels(lettering.folded(text))
    unlabelled = other_numbers.painted_over(labels.rest)
    referred = writs.read(labels.rest.replace("|", " "))
    return Purpose(
        labels.accounts,
        labels.contracts,
        _bare(unlabelled),
        labels.beside,
        referred.writs,
        referred.court_cases,
        labels.papers,
        labels.listed,
        labels.alike,
        labels.shortened + shortened.behind(BARE.finditer(unlabelled)),
        mentions.read(labels.rest, beside=(one.text for one in labels.contracts)),
        labels.bills,
        referred.likely,
    )


def without_numbers(text: str) -> str:
    """Return a purpose with the numbers of accounts, contracts and papers, and the days of papers,
    painted over.
    """
    return _labels(lettering.folded(text)).rest


def _bare(text: str) -> tuple[Number, ...]:
    whole = (match[0] for match in BARE.finditer(text))
    long = [word for word in whole if len(word) >= BARE_LENGTH_MIN]
    grouped = (match[0] for match in IN_GROUPS.finditer(text))
    in_groups = [word for word in grouped if " " in word]
    return tuple(map(_number, [*_unique(long), *in_groups]))


def _labels(text: str) -> _Labels:
    """Read the labels in their order: an account, then a contract, then a paper.

    Each hides its number from the next.
    """
    accounts = list(_listed_alike(ACCOUNT, text))
    named = tuple(dict.fromkeys(map(_labelled, accounts)))
    listed = _unique(_beside(accounts))
    alike = list(_spelt_otherwise(accounts))
    text = _painted_over(text, accounts)
    contracts = list(_listed_contracts(text))
    alike += _spelt_otherwise(contracts)
    beside = _unique(_beside(contracts))
    by_contract = tuple(dict.fromkeys(map(_labelled, contracts)))
    text = _painted_over(text, contracts)
    papers = list(_listed_alike(PAPER, text))
    text = _painted_over(text, papers)
    rest = ISSUED.sub(lambda match: "|" * len(match[0]), text)
    accounts_named = tuple(one for one in named if not OF_TREASURY.fullmatch(one.text))
    called_bill = tuple(Number(match[1]) for match in papers if BILL.fullmatch(match[0]))
    return _Labels(
        accounts_named,
        by_contract,
        beside,
        called_bill,
        listed,
        _unique(alike),
        shortened.behind((*accounts, *contracts)),
        mentions.read(" | ".join(match[1] for match in papers)),
        rest,
    )


def _listed_alike(label: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers behind a label, and those as long that are listed after them."""
    for first in label.finditer(text):
        yield from _with_others(first, ONE_MORE, is_alike=True)


def _listed_contracts(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers of contracts; after a single one only a number with a sign is another."""
    for first in CONTRACT.finditer(text):
        are_many = MANY_CONTRACTS.search(first[0])
        one_more = ONE_MORE if are_many else ONE_MORE_WITH_SIGN
        yield from _with_others(first, one_more)


def _labelled(match: re.Match[str]) -> Number:
    """Return a labelled number with the groups of digits that go on after it."""
    text = match[1].strip("-/_")
    end = match.end(1)
    groups: list[str] = []
    while text.isdecimal() and len(groups) < GROUPS_MAX:
        more = GROUP.match(match.string, end)
        if more is None:
            break
        groups.append(more[1])
        end = more.end()
    return replace(_number(text, groups), is_cut=not ENDS.match(match.string, end))


def _number(text: str, groups: Sequence[str] = ()) -> Number:
    """Return a number with its other readings, the longest first."""
    is_broken = bool(groups) or " " in text
    guesses = tuple(_guesses(text))
    if guesses:
        # what a letter cuts off is a part of a number that somebody mistyped, never a number
        return Number(text, (), is_broken, guesses=guesses)
    known = [one for one in _readings(text, groups) if len(one) >= BARE_LENGTH_MIN]
    others = dict.fromkeys(known)
    for reading in filter(str.isdecimal, known):
        others |= dict.fromkeys(_zeros(reading))
    others.pop(text, None)
    return Number(text, tuple(others), is_broken)


def _readings(text: str, groups: Sequence[str]) -> Iterator[str]:
    """Yield the digits with the groups after them, alone, and each run of them."""
    digits = re.sub(r"[\s./_-]", "", text)
    for count in range(len(groups), 0, -1):
        yield digits + "".join(groups[:count])
    yield digits
    yield from re.findall(rf"\d{{{BARE_LENGTH_MIN},}}", text)
    if not digits.isdecimal():
        yield from series.spellings(text)


def _guesses(text: str) -> Iterator[str]:
    """Yield a number in which somebody typed letters like «О», «l», «З» for digits."""
    guess = text.translate(LIKE_DIGITS)
    is_number = guess.isdecimal() and len(guess) >= BARE_LENGTH_MIN
    if guess == text or not is_number:
        return
    digits = sum(sign.isdecimal() for sign in text)
    if digits * 2 > len(text):
        yield guess


def _zeros(digits: str) -> Iterator[str]:
    """Yield the number with its leading zeros lost, and with those that it may have lost itself."""
    bare = digits.lstrip("0")
    for count in range(ZEROS_LOST_MAX + 1):
        yield "0" * count + bare


def _beside(numbers: Iterable[re.Match[str]]) -> Iterator[str]:
    """Yield what stands after a number as another would: it does not count the next word."""
    for match in numbers:
        more = ONE_MORE.match(match.string, match.end())
        if more and not BESIDE_COUNTED.match(match.string, more.end(1)):
            yield more[1]


def _spelt_otherwise(numbers: Iterable[re.Match[str]]) -> Iterator[str]:
    for match in numbers:
        yield from series.beside(match[1], match.string, match.end())
        yield from series.alike(match[1], match.string)
        number = _labelled(match)
        for whole in (number.text, *number.readings[:1]):
            yield from series.in_groups(whole, match.string)


def _with_others(
    first: re.Match[str], one_more: re.Pattern[str], *, is_alike: bool = False
) -> Iterator[re.Match[str]]:
    """Yield a labelled number and those listed after it.

    ``is_alike``: as long as the first, for a flat or a sum may follow as well.
    """
    length = len(first[1])
    match: re.Match[str] | None = first
    while match is not None:
        if is_alike and len(match[1]) != length:
            return
        yield match
        match = one_more.match(match.string, match.end())


def _painted_over(text: str, matches: Iterable[re.Match[str]]) -> str:
    """Hide each number with what follows it in the match.

    What stands between its label and it may be a month that is paid for.
    """
    for match in matches:
        start = match.start(1)
        end = match.end()
        hidden = "|" * (end - start)
        text = text[:start] + hidden + text[end:]
    return text


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip("-/_") for word in words))
