"""The customers whom texts name by a firm without its form: Каскад, «Северный ветер»."""

import functools
import re
from collections.abc import Iterable, Iterator

from django.db.models import F, Func, Value
from django.db.models.functions import Trim, Upper

from webapp.parties.models import Party
from webapp.payments.queries import given_names, lettering, names, paid_for

WORDS_MAX = 3
_FORMS = (
    "ООО|ПАО|НАО|ЗАО|ОАО|АО|ИП|ТСЖ|ТСН|СНТ|ГСК|ЖСК|УК|МУП|ГУП|ФГУП|АНО|НКО|НП|"
    "ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ|АКЦИОНЕРНОЕ ОБЩЕСТВО"
)
_FORM = re.compile(rf"^(?:{_FORMS}) ")
_SIGNS = r"[^А-ЯA-Z0-9]+"
_WORD = re.compile(r"[А-ЯЁа-яёA-Za-z][\w-]*")
_PLACE_AHEAD = re.compile(
    r"(?<!\w)(?:ул|улиц\w*|пер|переул\w*|пр|пр-к?т|просп\w*|пл|площад\w*|б-р|бул\w*|наб\w*|ш|г|гор|"
    r"город\w*|с|село|пос|п|пгт|дер|д|обл|р-н|мкр|мкрн|жк|т[цкр]|трц|трк|бц|кп|магазин\w*|кафе|"
    r"рын\w+|объект\w*|баз\w|гостиниц\w*|им|имени|сквер\w*|парк\w*)\W{1,3}$",
    re.IGNORECASE,
)
_FOR_AHEAD = re.compile(r"(?<!\w)(?:за|для|от)\W{1,3}$", re.IGNORECASE)
# a house, a day, initials: «Победа, д. 5», «Май И. И.»
_NO_FIRM_AFTER = re.compile(r"\W{1,3}(?:(?:д\W{0,2}|дом\s)?\d{1,4}(?!\d)|[А-ЯЁ]\.)", re.IGNORECASE)
# who passes money on, or is named on every bill
_PASSES_ON = re.compile(r"банк|(?<!\w)втб(?!\w)|почт", re.IGNORECASE)
_ORDINARY = re.compile(
    r"(?:оплат|плат[её]ж|договор|контракт|сч[её]т|лиц|абонент|потребит|плательщ|населен|квитанц|"
    r"сумм|руб|ндс|налог|получат|основани|комисс|погашен|возмещ|перечисл|перевод|частичн|полн|"
    r"улиц|город|област|район|россия|инн|кпп|адрес|собствен|фио|акт|ук|жск|тсж)\w*",
    re.IGNORECASE,
)
LETTERS_MIN = 4


def read(texts: Iterable[str]) -> set[str]:
    """Return the names of the customers that texts name without a form, one query for all."""
    keys = {key for text in texts for key in named(text)}
    if not keys:
        return set()
    upper = Func(Upper(F("name")), Value("Ё"), Value("Е"), function="replace")
    words = Trim(_replaced(upper, _SIGNS, " "))
    rows = (
        Party.objects.exclude(kind__in=(Party.Kind.PERSON, Party.Kind.SOLE_TRADER))
        .annotate(key=_replaced(words, _FORM.pattern, ""))
        .filter(key__in=keys)
    )
    return set(rows.values_list("name", flat=True))


def key(name: str, kind: str) -> str:
    """Return the name of a firm without its form, in the spelling in which names are compared.

    A citizen and a trader have none.
    """
    if Party.Kind(kind).is_natural_person:
        return ""
    return _FORM.sub("", " ".join(lettering.words(name)))


@functools.lru_cache(maxsize=8192)
def named(text: str) -> tuple[str, ...]:
    """Return whatever in a text may be the name of a firm, in that spelling."""
    folded = lettering.folded(text)
    return tuple(dict.fromkeys(_named(folded)))


def _named(text: str) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    for index, first in enumerate(words):
        ahead = text[max(0, first.start() - 20) : first.start()]
        is_said = bool(_FOR_AHEAD.search(ahead))
        if _PLACE_AHEAD.search(ahead) or not (is_said or first[0][0].isupper()):
            continue
        for last in words[index : index + WORDS_MAX]:
            said = text[first.start() : last.end()]
            if _may_be_a_firm(said) and not _NO_FIRM_AFTER.match(text, last.end()):
                yield from _in_nominative(said, is_said=is_said)


def _may_be_a_firm(said: str) -> bool:
    """A word of every purpose, a person and a bank are none."""
    if re.search(r"[,;:()]", said) or _PASSES_ON.search(said):
        return False
    if not re.search(r"\s", said):
        is_ordinary = _ORDINARY.fullmatch(said) or paid_for.is_understood(said)
        is_person = given_names.is_one(said) or names.is_like_surname(said)
        return len(said) >= LETTERS_MIN and not is_ordinary and not is_person
    return True


def _in_nominative(said: str, *, is_said: bool) -> Iterator[str]:
    """«За Ромашку» names Ромашка."""
    words = lettering.words(said)
    yield " ".join(words)
    if is_said:
        yield " ".join(map(_nominative, words))


def _nominative(word: str) -> str:
    for ending, its in (("УЮ", "АЯ"), ("ЮЮ", "ЯЯ"), ("У", "А"), ("Ю", "Я")):
        if word.endswith(ending):
            return word.removesuffix(ending) + its
    return word


def _replaced(of: Func, pattern: str, by: str) -> Func:
    return Func(of, Value(pattern), Value(by), Value("g"), function="regexp_replace")
