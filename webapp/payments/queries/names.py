"""People whom a text names, in any case and order, and whether two names are one person's. Pure."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.payments.queries import given_names, lettering

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
_WORDS = re.compile(r"[А-ЯЁа-яё]{2,}")
# Юлия Коновалова, за Коновалову Юлию
_GIVEN = re.compile(
    r"(?<![\w«\"-])(?:(?P<before>[А-ЯЁа-яё-]{3,})\s+)?"
    rf"(?P<given>{given_names.WORD})(?![\w-])(?=(?:\s+(?P<after>[А-ЯЁа-яё-]{{3,}}))?)",
    re.IGNORECASE,
)
_ONLY_PATRONYMIC = re.compile(_PATRONYMIC, re.IGNORECASE)
# ул. Юрия Гагарина; Юрия Гагарина, д. 5: a place that bears a name
_NAMESAKE = re.compile(
    rf"(?<!\w)(?:ул|улиц\w*|пер|переул\w*|пр|пр-к?т|просп\w*|пл|площад\w*|б-р|бул\w*|наб\w*|"
    rf"ш|им|имени|сквер\w*|парк\w*)(?:\.\s?|\s){given_names.WORD}\s+[а-яё-]{{3,}}|"
    rf"(?<!\w){given_names.WORD}\s+[а-яё-]*{SURNAME_END}(?![\w-])"
    r"(?=\W{1,3}(?:д\W{0,2}|дом\s)?\d{1,4}(?![\d.,]))",
    re.IGNORECASE,
)
# СПИ Петрова А.А., судья Ильин О.П.: who signed the paper
_OFFICIAL = re.compile(
    r"(?<!\w)(?i:СПИ|пристав\w*(?:-исполнител\w+)?|судь[яией]\w*)\.?\s+"
    rf"{_WORD}\s+(?:[А-ЯЁ](?:\.\s?[А-ЯЁ]\.|[А-ЯЁа-яё]+\s+(?i:{_PATRONYMIC}))|"
    rf"(?i:{given_names.WORD})(?![\w-]))"
)
_CASE = re.compile(r"(?:ОГО|ОМУ|[ОЕ]Й|ОЮ|АЯ|УЮ|[ИЫ]Й|[ЫИОЕ]М|[АУЫЕИЯЮЬЙ])$")
_NO_SURNAMES = {"ПОЛОВИН", "МАШИН", "ОСНОВ", "СРОК", "МАГАЗИН", "АВАНСОВ", "ПРОЦЕНТОВ", "ДОХОДОВ"}
"""The roots of words that end as surnames do."""
_FLEETING = re.compile(r"(?<=[БВГДЖЗКЛМНПРСТФХЦЧШЩ])[ЕО](?=[КЛРЦ]$)")
# what a nominative may have after its stem
_ENDINGS = ("", "А", "Я", "Ь", "Й", "АЯ", "ИЙ", "ЫЙ", "ОЙ", "О", "Е", "И", "Ы", "ЕЙ", "ЬЕ")
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
        is_namesake = not self.last or root(self.last) == root(other.last)
        return (
            is_namesake
            and _agree(self.first, other.first)
            and _agree(self.patronymic, other.patronymic)
        )


@functools.lru_cache(maxsize=8192)
def people(text: str) -> tuple[Person, ...]:
    """Return the people whom a text names by surname and initials, or by given names."""
    folded = _OFFICIAL.sub("|", lettering.folded(text))
    found = (*_with_initials(folded), *_whole(folded), *filter(_is_surely, _given(folded)))
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=8192)
def likely(text: str) -> tuple[Person, ...]:
    """Return them with whatever stands beside a given name, to be looked for among customers."""
    folded = _OFFICIAL.sub("|", lettering.folded(text))
    return tuple(dict.fromkeys((*people(text), *_given(folded))))


@functools.lru_cache(maxsize=16_384)
def person(last: str, first: str = "", patronymic: str = "") -> Person:
    """Return a name in the spelling in which names are compared."""
    return Person(*("".join(lettering.words(part)) for part in (last, first, patronymic)))


def stem(surname: str) -> str:
    """Return the part of a surname in capitals that its cases do not change."""
    bare = _CASE.sub("", surname)
    return bare if len(bare) >= _STEM_MIN else surname


@functools.lru_cache(maxsize=16_384)
def root(word: str) -> str:
    """Return the stem of a word in capitals without a vowel that is lost in its cases.

    Ветер and ветра, Соловей and Соловья have one root each.
    """
    return _FLEETING.sub("", stem(word).removesuffix("Ь"))


def nominatives(word: str) -> Iterator[str]:
    """Yield what a word in capitals may be in the nominative, whatever case it is said in."""
    yield word
    for bare in {stem(word), root(word)}:
        yield from (bare + ending for ending in _ENDINGS)
        yield from (f"{bare[:-1]}{vowel}{bare[-1:]}" for vowel in "ЕО")


def without_namesakes(text: str) -> str:
    """Return a text without the streets that bear names, and without those who signed a paper."""
    return _NAMESAKE.sub("|", _OFFICIAL.sub("|", text))


def is_like_surname(word: str) -> bool:
    """Say whether a word ends as most surnames do."""
    return bool(_LIKE_SURNAME.fullmatch(word)) and not is_no_surname(word)


def is_no_surname(word: str) -> bool:
    """Say whether a word that ends as surnames do is another word."""
    return root(word.upper().replace("Ё", "Е")) in _NO_SURNAMES


def is_patronymic(word: str) -> bool:
    """Say whether a word is a patronymic."""
    return bool(_ONLY_PATRONYMIC.fullmatch(word))


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


def _given(text: str) -> Iterator[Person]:
    """Yield the words on both sides of a given name without a patronymic as surnames."""
    if not any(map(given_names.is_one, _WORDS.findall(text))):
        return
    for match in _GIVEN.finditer(_NAMESAKE.sub("|", text)):
        beside = [match["before"] or "", match["after"] or ""]
        if any(map(_ONLY_PATRONYMIC.fullmatch, beside)):
            continue
        surnames = [word for word in beside if is_like_surname(word)] or beside
        yield from (person(surname, match["given"]) for surname in surnames if surname)


def _is_surely(one: Person) -> bool:
    return is_like_surname(one.last)


def _agree(said: str, whole: str) -> bool:
    size = min(len(said), len(whole), _GIVEN_LETTERS)
    return said[:size] == whole[:size]
