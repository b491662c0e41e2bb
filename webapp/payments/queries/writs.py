"""The writs, bailiffs' proceedings and court cases that a text names, those of a list too. Pure.

ФС № 000000017, 000000019; 2-10017/2026 и 10019/2026; ИП 17, 19/26/36061; «2-100 19/2026» where a
line was broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from webapp.payments.queries import shortened

COURT_CASE = re.compile(
    r"(?<![\w/.-])0*((?:[АA]\d\d|\d{1,2}[а-я]?)-)(\d{1,7})((?:/\d{1,4})?/)(?:20)?(\d\d(?:-\d+)*)"
    r"(?![\w/])",
    re.IGNORECASE,
)
"""2-1234/2026 and 02-1234/5/2026 of magistrates and districts, А66-1234/2026 of arbitration."""
# 12345/26/69040-ИП of the bailiffs, -СД for several proceedings of one debtor
_PROCEEDING = re.compile(
    r"(?<![\w/.-])0*(\d{1,7})(/\d\d/\d{4,6})(?:\s*-\s*(ИП|СД|СВ))?(?![\w/])", re.IGNORECASE
)
_WRIT = re.compile(r"(?<!\w)(ФС|ВС|АС|СФ)\s*№?\s*(\d{9})(?!\d)", re.IGNORECASE)
_AND = (
    r"(?:\s*[,;+&/()–—-]\s*|\s+(?:и|или|также)[\s.]+)"
    r"(?:(?:и|также|по|дел\w{1,2}|ИД)[\s.]+)*(?:№\s*)?"
)
_ONE_MORE_WRIT = re.compile(rf"{_AND}(\d{{9}})()(?!\d)", re.IGNORECASE)
_ONE_MORE_CASE = re.compile(
    rf"{_AND}(?:\d{{1,2}}[а-я]?-(\d{{3,7}})|(\d{{3,7}})/(?:20)?\d\d)(?![\w/.-])", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?<![\w.,/-])(?:\d{1,2}-)?(\d{1,9})(?:\s*[,;/+&–—-]\s*|\s(?:и|или)\s)(?:№\s*)?\Z"
)
_ANYWHERE = re.compile(
    r"(?<![\w.,/-])(?:\d{5,9}(?![\w/-]|[.,]\d)|\d{3,9}(?=/(?:20)?\d\d(?![\d/])))"
)
_BROKEN = re.compile(r"(?<=[\d/-])\s(?=[\d/-])")


@dataclass(frozen=True, slots=True)
class Named:
    """The numbers of a text in one spelling; ``likely`` ones are half-read, and may be nothing."""

    writs: tuple[str, ...]
    court_cases: tuple[str, ...]
    likely: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _One:
    """A number in three parts, its own digits in the middle, and where it stands."""

    before: str
    digits: str
    after: str
    start: int
    end: int

    @property
    def number(self) -> str:
        return self.before + self.digits + self.after

    def endings(self, digits: str) -> Iterator[str]:
        """Yield what digits of a list beside this one may be: another number, or its end."""
        kept = len(self.digits) - len(digits)
        if kept >= 0:
            beginning = self.before + self.digits[:kept]
            yield beginning + digits + self.after
        if self.after:
            yield self.before + digits + self.after


def read(text: str) -> Named:
    """Return the writs and proceedings, the court cases, and what else may be one."""
    writs = [*_proceedings(text)]
    writs += _listed(_writs(text), _ONE_MORE_WRIT, text)
    cases = list(_listed(_cases(text), _ONE_MORE_CASE, text))
    likely: list[str] = []
    for one in (*writs, *cases):
        likely += _beside(one, text)
    if writs or cases:
        likely += _unbroken(text)
    return Named(
        _numbers(writs),
        _numbers(cases),
        tuple(dict.fromkeys(likely)),
    )


def _unbroken(text: str) -> Iterator[str]:
    """Yield the numbers of a text without the spaces inside numbers."""
    joined = _BROKEN.sub("", text)
    for read_kind in (_proceedings, _writs, _cases):
        for one in read_kind(joined):
            yield one.number


def _proceedings(text: str) -> Iterator[_One]:
    for match in _PROCEEDING.finditer(text):
        digits, rest, ending = match.groups("ИП")
        yield _One(
            "",
            digits,
            f"{rest}-{ending.upper()}",
            match.start(),
            match.end(),
        )


def _writs(text: str) -> Iterator[_One]:
    for match in _WRIT.finditer(text):
        letters, digits = match.groups()
        yield _One(
            f"{letters.upper()} ",
            digits,
            "",
            match.start(),
            match.end(),
        )


def _cases(text: str) -> Iterator[_One]:
    for match in COURT_CASE.finditer(text):
        letters, digits, precinct, year = match.groups()
        yield _One(
            letters.upper(),
            digits,
            f"{precinct}20{year}",
            match.start(),
            match.end(),
        )


def _listed(found: Iterator[_One], one_more: re.Pattern[str], text: str) -> Iterator[_One]:
    """Yield the numbers with those that go on behind each without the letters or the year."""
    for one in found:
        yield one
        while more := one_more.match(text, one.end):
            one = replace(
                one,
                digits=more[1] or more[2],
                start=more.start(),
                end=more.end(),
            )
            yield one


def _beside(one: _One, text: str) -> Iterator[str]:
    """Yield what the digits around a number may be: in a list with it, or as long, anywhere."""
    found = list(shortened.listed(text, one.end))
    found += _ANYWHERE.findall(text)
    start = one.start
    while before := _BEFORE.search(text[:start]):
        found.append(before[1])
        start = before.start()
    for digits in found:
        yield from one.endings(digits)


def _numbers(found: list[_One]) -> tuple[str, ...]:
    numbers = (one.number for one in found)
    return tuple(dict.fromkeys(numbers))
