"""Words with digits that may be a contract of ours, however they are spelt. Pure.

«по ГК 36032-ЭС», «дог. ЭС 36032», «36.032/эс», «2026/36032-ЭС»: no list of labels is ever whole, so
that every word is looked up. Words of sums, days, houses, meters and postcodes are painted over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from webapp.payments.queries import lettering, other_numbers
from webapp.payments.queries.dates import DATED

_MONEY = r"(?:[.,]\d\d(?![\d./-]|\w)|[=-]\d\d(?![\d./-]|\w)|\s*(?:руб|р\.|р(?!\w)|₽|коп))"
_NO_CONTRACT = re.compile(
    rf"{DATED}"
    r"|(?<![\w./-])(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:20)?\d\d(?!\d)"
    r"|(?<![\w./-])(?:0?[1-9]|1[0-2])[./-](?:20)?\d\d(?![\w/-])"
    r"|(?<![\w./-])20\d\d(?:\s?г(?:од\w*|\.|(?!\w))|(?![\w/-]))"
    rf"|(?<![\d.,/-])(?:\d{{1,3}}(?:\s\d{{3}})+|\d{{3,9}}){_MONEY}"
    r"|(?<!\w)(?:кв|квартир\w*|дом\w{0,2}|д|оф|офис\w*|пом|помещ\w*|корп\w*|к|стр|эт)"
    r"[\s.,№:-]{0,3}\d{1,4}(?:\s?[/-]\s?\d{1,4})?[а-яё]?(?![\w/-])"
    r"|(?<![\w.,/-])\d+(?:[.,]\d+)?\s*(?:квт|мвт|гкал|%|м[23](?!\w)|куб|шт|чел|мес|кварт)\w*",
    re.IGNORECASE,
)
_SIGN = re.compile(r"№|(?<!\w)[NН][оo]?\.?(?=\s?\d)", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:(?:[/_–—\\-]|(?<=\d)\.(?=\w))\w+)*")
_DIGIT_GROUPS = re.compile(r"(?<![\w.,/-])\d{2,4}(?:\s\d{2,4}){1,3}(?![\w/-]|[.,]\d)")
_RUN = re.compile(r"\d+|[A-Za-zА-ЯЁа-яё]+")
_BEFORE = re.compile(r"(?<!\w)([A-Za-zА-ЯЁа-яё]{1,5})[\s./(-]{0,3}\Z")
_BEHIND = re.compile(r"[\s./-]{1,3}([A-Za-zА-ЯЁа-яё]{1,5})(?!\w)")
_YEAR = re.compile(r"20[0-4]\d")
_PART_MIN = 4
"""Digits that are a contract by themselves in a word of several runs."""
WHOLE_MIN = 5
"""Digits of a number without letters that is no house, year or count."""
_RUNS_MAX = 6
_HAS_DIGIT = re.compile(r"\d")
_SLASH = re.compile(r"[/\\]")
_NEAR = 10
"""Signs before a word in which its letters may stand."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The digits and the letters of a number, without its signs and in whatever order."""

    digits: str
    letters: str

    def is_like(self, other: "Shape") -> bool:
        """Say whether two numbers may be of one series."""
        return self.letters == other.letters and len(self.digits) == len(other.digits)


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of a purpose: the digits that it may have as a number, and the letters.

    ``parts`` are digits that are a number only where one of the same series is known.
    """

    digits: frozenset[str]
    letters: frozenset[str]
    parts: frozenset[str]

    def is_whole(self, shape: Shape) -> bool:
        """Say whether the word is the number: all its digits, and its letters or none."""
        if shape.digits not in self.digits or shape.letters not in self.letters:
            return False
        return bool(shape.letters) or len(shape.digits) >= WHOLE_MIN

    def may_be(self, shape: Shape) -> bool:
        """Say whether the digits are the number's, whatever is written around them."""
        return shape.digits in self.parts


def shape(number: str) -> Shape:
    """Return the digits and the letters of a number of ours."""
    runs = _RUN.findall(lettering.key(number))
    return Shape(_joined(runs, are_digits=True), _joined(runs, are_digits=False))


def read(text: str, *, beside: Iterable[str] = ()) -> tuple[Mention, ...]:
    """Return the words of a text that may be numbers of contracts, beside those that it names."""
    folded = lettering.folded(text)
    shapes = [shape(number) for number in (*beside, *_WORD.findall(folded))]
    lettered = [one for one in shapes if one.letters and len(one.digits) >= _PART_MIN]
    mentions = dict.fromkeys(_mentions(folded))
    return tuple(_completed(mention, lettered) for mention in mentions)


def digits(mentions: Iterable[Mention]) -> set[str]:
    """Return all digits by which the contracts of the mentions are looked up."""
    found: set[str] = set()
    for mention in mentions:
        found |= mention.digits | mention.parts
    return found


def _mentions(text: str) -> Iterator[Mention]:
    text = _NO_CONTRACT.sub("|", other_numbers.painted_over(text))
    text = _SIGN.sub(" ", text)
    for match in _DIGIT_GROUPS.finditer(text):
        joined = re.sub(r"\s", "", match[0])
        yield Mention(frozenset(), frozenset({""}), frozenset({joined}))
    for match in _WORD.finditer(text):
        if _HAS_DIGIT.search(match[0]):
            yield from _of_word(match)


def _of_word(match: re.Match[str]) -> Iterator[Mention]:
    """Yield a word, and what a slash parts it into."""
    text = match.string
    near = text[max(0, match.start() - _NEAR) : match.start()]
    beside = [*_BEFORE.findall(near), *_behind(text, match.end())]
    for word in dict.fromkeys((match[0], *_SLASH.split(match[0]))):
        runs = _RUN.findall(lettering.key(word))
        if len(runs) <= _RUNS_MAX and any(run.isdecimal() for run in runs):
            yield _mention(runs, beside)


def _completed(mention: Mention, shapes: Iterable[Shape]) -> Mention:
    """Return a word with the digits that it leaves to a number before it: 36031-ЭС, 32-ЭС."""
    completed = {
        one.digits[: -len(last)] + last
        for one in shapes
        for last in mention.digits
        if one.letters in mention.letters and 1 < len(last) < _PART_MIN
    }
    return replace(mention, parts=mention.parts | completed)


def _behind(text: str, end: int) -> tuple[str, ...]:
    match = _BEHIND.match(text, end)
    return match.groups() if match else ()


def _mention(runs: list[str], beside: Iterable[str]) -> Mention:
    numbers = [run for run in runs if run.isdecimal()]
    without_years = [run for run in numbers if not _YEAR.fullmatch(run)]
    alone = {run for run in without_years if len(run) >= _PART_MIN}
    own = [run for run in runs if not run.isdecimal()]
    undated = "".join(without_years)
    whole = {"".join(numbers), *alone}
    if len(undated) >= _PART_MIN:
        whole.add(undated)
    letters = _letters(own, beside)
    return Mention(
        frozenset(whole),
        letters,
        frozenset({one for one in whole if len(one) >= _PART_MIN}),
    )


def _letters(own: list[str], beside: Iterable[str]) -> frozenset[str]:
    """Return the letters of a word, of a part of it, and of it with a word beside it."""
    joined = "".join(own)
    found = {joined, *own, *("".join(own[start:]) for start in range(len(own)))}
    found |= {lettering.key(word) for word in beside}
    return frozenset(found)


def _joined(runs: Iterable[str], *, are_digits: bool) -> str:
    return "".join(run for run in runs if run.isdecimal() == are_digits)
