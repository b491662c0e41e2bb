"""People whom a text names, in any case and order, and whether two names are one person's. Pure."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.payments.queries import lettering

_WORD = r"[А-ЯЁ][А-ЯЁа-яё]{2,}(?:-[А-ЯЁ][А-ЯЁа-яё]+)?"
# Зуев, Зуевой, Ковальского, Кравченко, Шевчука: how most surnames end
SURNAME_END = (
    r"(?i:(?:[оеё]в|[иы]н)(?:а|у|ы|е|ой|ою|ым|ых)?|[сц]к(?:ий|ая|ого|ую|ой|ому|им)|"
    r"енко|дзе|швили|[ую]к[ауе]?|ян[ау]?)"
)
_LIKE_SURNAME = re.compile(rf"[А-ЯЁа-яё-]+{SURNAME_END}")
# «л.с.», «э.э.», «в т.ч.», «с.ф.» are no initials
_INITIAL = r"(?!Л\W{0,2}С|Э\W{0,2}[ЭН]|В\W{0,2}Т|С\W{0,2}Ф)[А-ЯЁ]"
_INITIALS = re.compile(
    rf"(?<![\w.-])(?:(?P<last>{_WORD})\s+(?P<first>{_INITIAL})(?:\.\s?|\s)(?P<second>[А-ЯЁ])"
    rf"(?:\.|(?![А-ЯЁа-яё\d]))(?=\s?(?P<next>{_WORD})?)"
    rf"|(?P<given>{_INITIAL}\.\s?[А-ЯЁ])\.\s?(?P<after>{_WORD}))"
)
_PATRONYMIC = (
    r"[А-ЯЁа-яё]{2,}(?:[оеё]вич|ьич|[мтк]ич)(?:а|у|ем|е)?|"
    r"[А-ЯЁа-яё]{3,}(?<!дер)[оеё]вн[аыеу]|[А-ЯЁа-яё]{2,}(?:иничн|[мтк]ичн)[аыеу]"
)
_FULL = re.compile(
    r"(?<![\w-])(?:([А-ЯЁа-яё-]{3,})\s+)?([А-ЯЁа-яё]{3,})\s+"
    rf"({_PATRONYMIC})(?![\w-])(?:\s+([А-ЯЁа-яё-]{{3,}}))?",
    re.IGNORECASE,
)
# СПИ Петрова А.А., судья Ильин О.П.: who signed the paper
_OFFICIAL = re.compile(
    r"(?<!\w)(?i:СПИ|пристав\w*(?:-исполнител\w+)?|судь[яией]\w*)\.?\s+"
    rf"{_WORD}\s+[А-ЯЁ](?:\.\s?[А-ЯЁ]\.|[А-ЯЁа-яё]+\s+(?i:{_PATRONYMIC}))"
)
_CASE = re.compile(r"(?:ОГО|ОМУ|[ОЕ]Й|ОЮ|АЯ|УЮ|[ИЫ]Й|[ЫИОЕ]М|[АУЫЕИЯЮЬЙ])$")
_STEM_MIN = 3
_GIVEN_LETTERS = 2
"""Letters of a given name that no case changes: Павел, Павла."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it is said, in capitals; a given name may be a letter, or not be told."""

    last: str
    first: str = ""
    patronymic: str = ""

    def is_same(self, other: "Person") -> bool:
        """Say whether both may be one person; what is not told speaks neither for nor against."""
        is_namesake = not self.last or stem(self.last) == stem(other.last)
        return (
            is_namesake
            and _agree(self.first, other.first)
            and _agree(self.patronymic, other.patronymic)
        )


@functools.lru_cache(maxsize=8192)
def people(text: str) -> tuple[Person, ...]:
    """Return the people whom a text names by surname and initials, or by given names."""
    folded = _OFFICIAL.sub("|", lettering.folded(text))
    return tuple(dict.fromkeys((*_with_initials(folded), *_whole(folded))))


def person(last: str, first: str = "", patronymic: str = "") -> Person:
    """Return a name in the spelling in which names are compared."""
    return Person(*("".join(lettering.words(part)) for part in (last, first, patronymic)))


def stem(surname: str) -> str:
    """Return the part of a surname in capitals that its cases do not change."""
    bare = _CASE.sub("", surname)
    return bare if len(bare) >= _STEM_MIN else surname


def is_like_surname(word: str) -> bool:
    """Say whether a word ends as most surnames do."""
    return bool(_LIKE_SURNAME.fullmatch(word))


def _with_initials(text: str) -> Iterator[Person]:
    for match in _INITIALS.finditer(text):
        before, after = match["last"], match["after"] or match["next"] or ""
        given = match["given"] or match["first"] + match["second"]
        is_before = bool(before) and ("." in match[0] or is_like_surname(before))
        if is_like_surname(after) and not (before and is_like_surname(before)):
            yield person(after, given[0], given[-1])
        elif is_before:
            yield person(before, given[0], given[-1])


def _whole(text: str) -> Iterator[Person]:
    for match in _FULL.finditer(text):
        before, first, patronymic, after = (word or "" for word in match.groups())
        if not is_like_surname(before) and is_like_surname(after):
            before = after
        yield person(before, first, patronymic)


def _agree(said: str, whole: str) -> bool:
    size = min(len(said), len(whole), _GIVEN_LETTERS)
    return said[:size] == whole[:size]
