"""The surnames that stand alone in a text, in any case and in small letters as well. Pure.

Any word may be one: whose it is only the directory of customers tells.
"""

import functools
import re
from collections.abc import Iterator

from webapp.payments.queries import given_names, lettering, names, placenames, vocabulary
from webapp.payments.queries.names import Person

_LETTER = "[А-ЯЁа-яё]"
_WORD = re.compile(rf"(?<!\w){_LETTER}{{3,}}(?!\w)")
# я.с.; «л.с.», «э.э.», «т.ч.», «с.г.» are no initials
_PAIR = rf"(?!(?i:л\W?с|э\W?[эн]|т\W?ч|с\W?[гф]|[рк]\W?с))({_LETTER})\.\s?({_LETTER})(?:\.|(?!\w))"
_AFTER = re.compile(rf"\s?{_PAIR}")
_BEFORE = re.compile(rf"(?<!\w){_PAIR}\s?$")
_INITIALS_MAX = 7
_SURELY = re.compile(r"[А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н)(?:а|у|ой|ым|ых)?")
# «Г. Воробьёв» is no town where other words are not in capitals
_INITIAL_AHEAD = re.compile(r"(?<![\w.])[А-ЯЁ]\.\s?$")
# «абонент Май» is a person; «за май» is not
_ROLE_AHEAD = re.compile(
    r"(?<!\w)(?:должник|абонент|плательщик|собственник|арендатор|фио)\w{0,2}\W{1,3}$",
    re.IGNORECASE,
)
_ROLE_MAX = 18
# who signed a paper
_SIGNED = re.compile(
    rf"(?<!\w)(?:СПИ|пристав\w*(?:-исполнител\w+)?|судь[яией]\w*|кассир\w*|бухгалтер\w*|"
    rf"директор\w*|оператор\w*)\.?\s+{_LETTER}{{3,}}",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=8192)
def alone(text: str) -> tuple[Person, ...]:
    """Return whatever may be a surname without given names, each with initials in small letters."""
    folded = _of_people(text)
    in_full = {names.root(one.last) for one in names.likely(text)}
    found = []
    for one in dict.fromkeys(_alone(folded)):
        root = names.root(one.last)
        if root not in in_full:
            found.append(one)
    return tuple(found)


@functools.lru_cache(maxsize=8192)
def surely(text: str) -> tuple[str, ...]:
    """Return those that have a capital alone, and end as surnames do."""
    folded = _of_people(text)
    found = []
    for match, _of_him in _matches(folded):
        word = match[0]
        if _SURELY.fullmatch(word):
            found.append(word)
    return tuple(found)


def _of_people(text: str) -> str:
    """Return a text without the names that are of streets and of those who signed a paper."""
    folded = lettering.folded(text)
    without_streets = names.without_namesakes(folded)
    return _SIGNED.sub("|", without_streets)


def _alone(text: str) -> Iterator[Person]:
    for match, initials in _matches(text):
        yield names.person(match[0], *initials)


def _matches(text: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    for match in _WORD.finditer(text):
        initials = _initials(text, match)
        if not initials and _is_a_place(text, match):
            continue
        ahead = text[max(0, match.start() - _ROLE_MAX) : match.start()]
        if initials or _ROLE_AHEAD.search(ahead) or _is_out_of_the_ordinary(match[0]):
            yield match, initials


def _is_a_place(text: str, word: re.Match[str]) -> bool:
    """«Воробьёва 5» is a street and a house, «Воробьёв 500» a person and a sum."""
    is_in_capitals = word[0].isupper()
    ahead = text[max(0, word.start() - _INITIALS_MAX) : word.start()]
    if not is_in_capitals and _INITIAL_AHEAD.search(ahead):
        return False
    if placenames.is_behind_a_mark(text, word.start()):
        return True
    said = "".join(lettering.words(word[0]))
    return said != names.stem(said) and placenames.has_a_house(text, word.end())


def _initials(text: str, word: re.Match[str]) -> tuple[str, ...]:
    ahead = text[max(0, word.start() - _INITIALS_MAX) : word.start()]
    found = _AFTER.match(text, word.end()) or _BEFORE.search(ahead)
    return found.groups() if found else ()


def _is_out_of_the_ordinary(word: str) -> bool:
    is_given = given_names.is_one(word) or names.is_patronymic(word)
    return not is_given and not vocabulary.is_understood(word) and not names.is_no_surname(word)
