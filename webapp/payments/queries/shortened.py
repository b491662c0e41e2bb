"""Numbers of a list that are written by their last digits: 401000704, 705; 401000704/705. Pure.

Whatever such a number may be is looked up: one that is ours is a second account or contract.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.payments.queries.dates import DATED, MONTH_NAME

_RUN_MIN = 5
"""Digits of a number whose end stands for the whole of another one."""
_ITEMS_MAX = 50
"""Of a list that goes on and on no more is looked at behind each of its numbers."""
_SUM = r"\d{1,9}(?:[.,=]\d\d(?!\d)|\s*(?:руб|р\.|₽|коп|тыс))"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_PERIOD = rf"{_MONTH}(?:[\s,и–—-]{{1,5}}{_MONTH}){{0,11}}[\s./-]{{1,5}}20[1-3]\d(?!\d)"
_YEAR = r"20[12]\d(?!\d)"
COUNTED = (
    r"\s*(?:г(?:\.|од)|р(?:уб|\.|(?!\w))|₽|коп|тыс|кв(?!ит)|мес|шт|эт|пол|под|д(?:\.|ом|н)|чел|ком"
    rf"|м[23²³]|куб|гкал|сут|%|[|]|-?(?:й|я|го|ый|ой|ая)(?!\w)|(?:{MONTH_NAME})(?!\w))"
)
"""What stands behind a number that is a count, a sum or a day."""
# 700р, (700.00), - 700 руб., 700-00: what is paid on the number before
_SHARE = (
    r"(?:\s*[(:=–—-]?\s*\d{1,9}(?:[.,=-]\d\d(?!\d)|(?=\s*(?:р|₽)))"
    r"(?:\s*(?:руб\w*|р(?!\w)|₽)\.?)?\)?)?"
)
_WORDS = (
    r"(?:(?:а|и|или|также|плюс|ещ[её]|потом|затем|втор\w+|друг\w+|л\s?[/.]?\s?сч?)[.\s]+(?=\S)|"
    r"(?:и|или|также|л/с)(?=№))"
)
_MASK = r"(?:\d{0,6}(?:…|\.\.+|[*#xхXХ_]{1,9}|--+))"
_ITEM = re.compile(
    (
        rf"{_SHARE}(?:\s*[,;+&/\\(–—-]\s*{_WORDS}{{0,3}}|\s+{_WORDS}{{1,3}}|\s*(?={_MASK}))"
        rf"\s*(?:№\s*)?{_MASK}?\s*"
        rf"(?!{_SUM}|{DATED}|{_PERIOD}|{_YEAR})(?P<written>(?>\d{{1,8}}))"
        rf"(?!\w|[./-]\d|{COUNTED})"
    ),
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"\d{{{_RUN_MIN},}}")
_IN_ONE_WORD = re.compile(rf"(\d{{{_RUN_MIN},}})((?:[/-]\d{{1,8}})+)")


@dataclass(frozen=True, slots=True)
class Shortened:
    """The last digits of a number behind one that is whole; ``word`` is that one as written."""

    word: str
    first: str
    written: str

    @property
    def whole(self) -> str:
        """Return the first number with these digits for its last ones; else nothing."""
        run = max(re.finditer(r"\d+", self.first), key=lambda one: len(one[0]), default=None)
        if run is None or len(run[0]) < max(_RUN_MIN, len(self.written) + 1):
            return ""
        kept = self.first[: run.end() - len(self.written)]
        return kept + self.written + self.first[run.end() :]


def behind(numbers: Iterable[re.Match[str]]) -> tuple[Shortened, ...]:
    """Return what stands by its last digits behind the numbers that matches hold."""
    found = (one for match in numbers for one in _behind(match))
    return tuple(dict.fromkeys(one for one in found if one.whole))


def _behind(number: re.Match[str]) -> Iterator[Shortened]:
    word = number[number.lastindex or 0].strip("-/_")
    if not _WHOLE.search(word):
        return
    end = number.end()
    first = word
    if in_one_word := _IN_ONE_WORD.fullmatch(word):
        first = in_one_word[1]
        if not re.fullmatch(_PERIOD, in_one_word[2][1:]):
            for written in re.findall(r"\d+", in_one_word[2]):
                yield Shortened(word, first, written)
    for written in listed(number.string, end):
        yield Shortened(word, first, written)


def listed(text: str, end: int) -> Iterator[str]:
    """Yield the short numbers of a list that goes on behind a number, which ends there."""
    for _number in range(_ITEMS_MAX):
        item = _ITEM.match(text, end)
        if item is None:
            return
        yield item["written"]
        end = item.end()
