"""The customers whom texts name by a firm without its form: Каскад, «Северный ветер»."""

import functools
import re
from collections.abc import Iterable, Iterator

from webapp.parties import spellings
from webapp.parties.models import Party
from webapp.payments.queries import given_names, lettering, names, placenames, vocabulary

WORDS_MAX = 3
_FORM = re.compile(spellings.FORM)
_WORD = re.compile(r"[А-ЯЁа-яёA-Za-z][\w-]*")
# «Май И. И.» is a person
_INITIAL_AFTER = re.compile(r"\W{1,3}[А-ЯЁ]\.")
# who passes money on, or is named on every bill
_PASSES_ON = re.compile(r"банк|(?<!\w)втб(?!\w)|почт", re.IGNORECASE)
_ORDINARY = re.compile(
    r"(?:оплат|плат[её]ж|договор|контракт|сч[её]т|лиц|абонент|потребит|плательщ|населен|квитанц|"
    r"сумм|руб|ндс|налог|получат|основани|комисс|погашен|возмещ|перечисл|перевод|частичн|полн|"
    r"улиц|город|област|район|россия|инн|кпп|адрес|собствен|фио|акт|ук|жск|тсж|"
    r"заказ|заявк|регион|баланс)\w*",
    re.IGNORECASE,
)
LETTERS_MIN = 3


def read(texts: Iterable[str]) -> set[str]:
    """Return the names of the customers that texts name without a form, one query for all."""
    said = {words for text in texts for words in named(text)}
    if not said:
        return set()
    roots = set(map(_roots, said))
    first: set[str] = set()
    for words in said:
        word, *_others = words.split()
        first.update(names.nominatives(word))
    firms = Party.objects.filter(spellings.FIRMS).annotate(first=spellings.first_word())
    rows = firms.filter(first__in=first)
    found = rows.values_list("name", "kind")
    return {name for name, kind in found if key(name, kind) in roots}


def key(name: str, kind: str) -> str:
    """Return the name of a firm without its form, in the one case in which names are compared.

    A citizen and a trader have none.
    """
    if Party.Kind(kind).is_natural_person:
        return ""
    return _roots(_FORM.sub("", " ".join(lettering.words(name))))


def said_key(words: str) -> str:
    """Return that spelling of the words that may name a firm."""
    return _roots(words)


@functools.lru_cache(maxsize=8192)
def named(text: str, *, are_shops: bool = True) -> tuple[str, ...]:
    """Return in capitals whatever in a text may be the name of a firm, in any case and letters.

    ``are_shops``: what stands behind «магазин» is a place.
    """
    folded = lettering.folded(text)
    return tuple(dict.fromkeys(_named(folded, are_shops=are_shops)))


def _named(text: str, *, are_shops: bool) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    for index, first in enumerate(words):
        if placenames.is_behind_a_mark(text, first.start(), are_shops=are_shops):
            continue
        for last in words[index : index + WORDS_MAX]:
            said = text[first.start() : last.end()]
            if _may_be_a_firm(said) and not _is_a_place_or_a_person(text, last.end()):
                yield " ".join(lettering.words(said))


def _is_a_place_or_a_person(text: str, end: int) -> bool:
    return placenames.has_a_house(text, end) or bool(_INITIAL_AFTER.match(text, end))


def _may_be_a_firm(said: str) -> bool:
    """A word of every purpose, a person and a bank are none."""
    if re.search(r"[,;:()]", said) or _PASSES_ON.search(said):
        return False
    if not re.search(r"\s", said):
        is_ordinary = _ORDINARY.fullmatch(said) or vocabulary.is_understood(said)
        is_person = given_names.is_one(said) or names.is_like_surname(said)
        return len(said) >= LETTERS_MIN and not is_ordinary and not is_person
    return True


@functools.lru_cache(maxsize=16_384)
def _roots(words: str) -> str:
    return " ".join(map(names.root, words.split()))
