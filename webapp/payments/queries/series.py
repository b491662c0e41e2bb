"""Numbers beside a labelled one that are spelt otherwise than it: 36007-ЭС; 36011ЭС. Pure.

Programs of accountants drop hyphens, set spaces, name the letters of a series once. Whatever such
a number may be is looked up: one that is ours is a second account or contract.
"""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise, product

from webapp.payments.queries import other_numbers
from webapp.payments.queries.dates import DATED

_RUN = re.compile(r"\d+|[A-Za-zА-ЯЁа-яё]+")
_LETTERS = r"[A-Za-zА-ЯЁа-яё]{1,5}"
_SIGNS = ("", "-", "/", " ", ".")
_RUNS_MAX = 3
"""Letters and digits of a number that are joined in every way."""
_LENGTH_MIN = 4
_WHOLE_MIN = 5
"""Signs of a number that is written whole behind a slash: 36007-ЭС/36011ЭС, not 36007/26."""
_SUM = r"\d{1,9}(?:[.,=]\d\d(?!\d)|\s*(?:руб|р\.|₽|коп))"
_NUMBER = r"(?>\w*\d\w*(?:[/-]\w+)*)"
_ITEM = re.compile(
    (
        r"(?:\s*[,;+&/–—-]|\s+(?:и|или|также)(?=[\s№]))\s*(?:№\s*)?"
        rf"(?!{_SUM}|{DATED})(?P<before>{_LETTERS}(?:\s?[-/.]\s?|\s))?"
        rf"(?P<number>{_NUMBER})(?P<behind>(?=\s?[-/.]?\s?({_LETTERS})(?!\w))?)"
        rf"(?:\s*{DATED})?"
    ),
    re.IGNORECASE,
)


# 401 000 326, 401.000.326, (401) 000-326; no phone and no sum
_GROUPS = re.compile(
    r"(?<![\w.,/+-])(?<!т\.)(?<!т\.\s)(?![78][\s(-])\d{1,8}(?:[ )(-]{1,2}\d{1,8}|\.\d{3}){1,5}"
    r"(?![\w/-]|[.,]\d|\s*(?:руб|р(?!\w)|₽|кВт))",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d(?!\d)")
_GROUPED_MIN = 6
"""Digits of a number that is written in groups."""


def beside(first: str, text: str, end: int) -> Iterator[str]:
    """Yield what the numbers of a list may be that goes on behind the first, which ends there."""
    digits = _digits(first)
    yield from _in_one_word(first)
    while match := _ITEM.match(text, end):
        before = match["before"] or ""
        number = match["number"]
        if not before:
            yield from _completed(number, first)
            yield from spellings(number, are_digits_joined=len(_digits(number)) == len(digits))
        elif match["number"].isdecimal():
            yield from spellings(before + number)
        if letters := match[4]:
            yield from spellings(f"{number} {letters}")
        end = match.end()


def alike(first: str, text: str) -> Iterator[str]:
    """Yield the numbers anywhere in a text that have the letters of the first and its length."""
    letters = [run for run in _RUN.findall(first) if not run.isdecimal()]
    if len(letters) != 1:
        return
    own = re.escape(letters[0])
    length = len(_digits(first))
    written = re.compile(
        rf"(?<![\w/-])(?:{own}\s?[-/.]?\s?\d+|\d+\s?[-/.]?\s?{own})(?![\w/-])", re.IGNORECASE
    )
    for match in written.finditer(text):
        if abs(len(_digits(match[0])) - length) <= 1:
            yield from spellings(match[0])


def in_groups(first: str, text: str) -> Iterator[str]:
    """Yield the numbers anywhere in a text as long as the first, whose digits stand in groups."""
    length = len(first)
    if not first.isdecimal() or length < _GROUPED_MIN:
        return
    painted = other_numbers.painted_over(text)
    undated = _DAY.sub("|", painted)
    for match in _GROUPS.finditer(undated):
        groups = _RUN.findall(match[0])
        ends = range(len(groups) + 1)
        for start, end in combinations(ends, 2):
            joined = "".join(groups[start:end])
            if len(joined) == length and joined != first:
                yield joined


def spellings(number: str, *, are_digits_joined: bool = False) -> Iterator[str]:
    """Yield a number of several parts with every sign between them.

    Digits are not joined with digits, for that is a day or a sum, unless it is known to be right.
    """
    runs = _RUN.findall(number)
    if not 1 < len(runs) <= _RUNS_MAX or len("".join(runs)) < _LENGTH_MIN:
        return
    gaps = []
    for first, second in pairwise(runs):
        are_digits = first.isdecimal() and second.isdecimal()
        is_joined = are_digits_joined or not are_digits
        gaps.append(_SIGNS if is_joined else _SIGNS[1:])
    for signs in product(*gaps):
        joined = runs[0]
        for sign, run in zip(signs, runs[1:], strict=True):
            joined += sign
            joined += run
        yield joined


def _in_one_word(word: str) -> Iterator[str]:
    """Yield the numbers of a list that has slashes for commas."""
    parts = word.split("/")
    are_whole = len(parts) > 1 and all(len(part) >= _WHOLE_MIN and _digits(part) for part in parts)
    for part in parts if are_whole else ():
        yield part
        yield from _completed(part, parts[0])
        yield from spellings(part)


def _completed(number: str, first: str) -> Iterator[str]:
    """Yield digits alone with the rest of the first number around them: 36007-ЭС, 36011."""
    if not number.isdecimal():
        return
    for run in re.finditer(r"\d+", first):
        if len(run[0]) == len(number) and run[0] != first:
            yield first[: run.start()] + number + first[run.end() :]
    if len(number) == len(_digits(first)) and not first.isdecimal():
        rest = iter(number)
        yield re.sub(r"\d", lambda _digit: next(rest), first)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
