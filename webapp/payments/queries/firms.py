"""The firms, traders and institutions that a text names, in whatever order and form. Pure."""

import re
from collections.abc import Iterable, Iterator

from webapp.payments.queries import lettering, names

# ООО, and any institution of the state: МКОУ, ГБУЗ, ФГУП; an ОПУ is a meter, «ИП № 5» a proceeding
_FORM = (
    r"(?<!\w)(?:(?i:ооо|пао|нао|зао|оао|тсж|тсн|снт|"
    r"(?<!\d-)ип(?!\W{0,3}(?:№|N|\d)))|АО|КФХ|ГСК|ЖСК|УК|АНО|НКО|НП|"
    r"(?!ОД?ПУ|КПУ)(?=[А-ЯЁ]{3})[МФГОЧНК]{0,2}[БКА]?[ДНПСВ]?О?У(?:[ЗКСП]|ДО)?|"
    r"(?i:акционерн\w+\s+обществ\w+|обществ\w+\s+с\s+ограниченной\s+ответственностью|"
    r"индивидуальн\w+\s+предпринимател\w+|товариществ\w+\s+собственников\s+\w+|"
    r"(?:учреждени|предприяти|компани|фирм)\w+(?=\W{1,3}[«\"“])))(?!\w)"
)
# a word that stands beside a form and is no name
_NO_NAME = (
    r"(?!(?i:за|по|от|для|на|без|до|из|сч[её]т\w*|договор\w*|согласно|инн|кпп|"
    r"оплат\w*|плат[её]ж\w*|"
    r"электро\w*|эл|свет|лс|лиц\w*|аванс\w*|ндс|сумма|"
    r"плательщик\w*|потребител\w*|абонент\w*)(?!\w))"
)
_WORD = rf"{_NO_NAME}[А-ЯЁA-Z][\w-]+"
_QUOTED = r"[«\"“]+([^«»\"“”]{2,60})"
_AFTER_FORM = re.compile(
    rf"{_FORM}\s{{0,3}}"
    rf"(?:{_QUOTED}|({_WORD}(?:\s+[А-ЯЁ][а-яё-]+(?=\s+[А-ЯЁ][а-яё]+))?))"
)
# Каскад ООО, «Каскад» ООО, Титов А.Г. ИП: as programs of accountants write
_BEFORE_FORM = re.compile(
    rf"(?:{_QUOTED}[»\"”]|(?<!\w)({_WORD})(?:\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)?),?\s{_FORM}"
    rf"(?!\s*[«\"“]|\s+{_WORD})"
)
# «Больница» behind any letters; a ЖК or a ТЦ is a place
_BEHIND_LETTERS = re.compile(rf"(?<!\w)(?!ЖК|Т[ЦКР]|БЦ|ТРЦ|КП)[А-ЯЁ]{{2,8}}\s?{_QUOTED}()")
_NUMBERED = re.compile(
    r"(?<!\w)((?:[СОН]ОШ|лице[йя]|гимнази\w|школ[аыу]|д/с|дет\w*\.?\s?сад\w{0,2}|больниц\w|"
    r"поликлиник\w)\s?(?:№|N)?\s?\d{1,3})(?!\d)()",
    re.IGNORECASE,
)
_IN_SMALL = re.compile(rf"(?<!\w)(?:ооо|пао|оао|зао|тсж|ип)\s+({_NO_NAME}[а-яё][\w-]+)()")
# Водоканал, Ростелеком, Газпром межрегионгаз: who sells services, by the word
_SELLER = re.compile(
    r"(?<!\w)([а-яё]*(?:водоканал|телеком|регионгаз|горгаз|облгаз|теплосет[ьи]|энергосбыт|"
    r"жилсервис|спецтранс|мегафон|билайн))(?![\w-])()",
    re.IGNORECASE,
)
# в адрес ТНС энерго, в пользу Иванова: who is paid
_RECEIVER = re.compile(
    rf"(?<!\w)(?i:в\s+(?:адрес|пользу))\W{{1,3}}(?!{_FORM})"
    r"(?!(?i:взыскател|кредитор|истц|поставщик|организац|бюджет))"
    r"([А-ЯЁ][\w-]+(?:\s(?:[А-ЯЁ][\w-]+|энерго))?)()"
)
_BANK = re.compile(r"банк|(?<!\w)втб(?!\w)", re.IGNORECASE)
_SHAPES = (_AFTER_FORM, _BEFORE_FORM, _BEHIND_LETTERS, _NUMBERED, _IN_SMALL, _SELLER, _RECEIVER)


def named(text: str) -> tuple[str, ...]:
    """Return the names of firms in a text; banks only pass money on."""
    return tuple(name for name in dict.fromkeys(_named(text)) if not _BANK.search(name))


def is_one_of(firm: str, known: Iterable[str]) -> bool:
    """Say whether all words of a name stand in one of these names, in whatever case."""
    words = _roots(firm)
    return any(words <= _roots(name) for name in known)


def _named(text: str) -> Iterator[str]:
    folded = lettering.folded(text)
    for shape in _SHAPES:
        for quoted, plain in shape.findall(folded):
            yield (quoted or plain).strip()


def _roots(name: str) -> set[str]:
    return {names.root(word) for word in lettering.words(name)}
