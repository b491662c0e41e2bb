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
    folded = lettering.folded(text)
    folded = names.without_namesakes(folded)
    folded = _SIGNED.sub("|", folded)
    in_full = {names.root(one.last) for one in names.likely(text)}
    found = dict.fromkeys(_alone(folded))
    return tuple(one for one in found if names.root(one.last) not in in_full)


def _alone(text: str) -> Iterator[Person]:
    for match in _WORD.finditer(text):
        initials = _initials(text, match)
        if not initials and _is_a_place(text, match):
            continue
        ahead = text[max(0, match.start() - _ROLE_MAX) : match.start()]
        if initials or _ROLE_AHEAD.search(ahead) or _is_out_of_the_ordinary(match[0]):
            yield names.person(match[0], *initials)


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
