"""What stands after «за»: supply, a time or a place; all else is another's. Pure.

A payer who is known by his ИНН alone, and pays «за испытание», «за Каскад» or «за тёщу», may mean
anything: only what is understood is his own bill.
"""

import re
from collections.abc import Iterator

from webapp.payments.queries import firms, lettering
from webapp.payments.queries.dates import MONTH_NAME

_SUPPLY = (
    r"эл\w*|э|ээ|энерг\w*|свет\w{0,2}|осве\w+|улич\w+|тепл\w*|отоп\w*|горяч\w*|холодн\w*|хол|гор|"
    r"вод[уыао]\w*|"
    r"гвс|хвс|гв|хв|сток\w*|канализ\w*|тк|тко|тбо|мусор\w*|вывоз\w*|обращени\w*|ж|жку?|жкх|жил\w*|"
    r"коммун\w*|ком|ку|услуг\w*|усл|ресурс\w*|мощност\w*|передач\w*|реактив\w*|актив\w*|общедом\w*|"
    r"одн|моп|потер\w*|ночн\w*|дневн\w*|пиков\w*|газ\w*|взнос\w*"
)
_DEED = (
    r"(?:поста|потр|исп|отпу|получ|принят|фактич|факт|расход|расч|оплач|оказ|предост|снабж|сверх|"
    r"превыш|начисл|недо|переп|компенс|перерасх|приобрет|куп)\w*"
)
_DEBT = (
    r"аванс\w*|предопл\w*|долг\w*|задолж\w*|просроч\w*|пен[яиюей]+|неустой\w*|госпошл\w*|товар\w*"
)
_TIME = (
    rf"(?:{MONTH_NAME})\w{{0,2}}|период\w*|месяц\w*|мес|кв|квартал\w*|год\w{{0,2}}|г|полугод\w*|"
    r"недел\w*|дн\w+|сут\w+|день|перв\w*|втор\w*|трети\w*|четв\w*|прошл\w*|прош\w+|текущ\w*|тек|"
    r"пред\w*|послед\w*|след\w*|начал\w*|кон[еца]\w*|вс[еёью]\w*|последн\w*|эт\w{1,2}|[ivxх]+|н"
)
_PLACE = (
    r"объект\w*|помещ\w*|офис\w*|магазин\w*|склад\w*|гараж\w*|здани\w*|дом\w{0,2}|квартир\w*|"
    r"участ\w*|точк\w*|учет\w*|прибор\w*|показан\w*|квт\w*|разниц\w*|сумм\w*|сч[её]т\w*|сч|с|ч|"
    r"наш\w{0,2}|себя|сво[йюе]\w*|собственн\w*|нежил\w*|нужд\w*|договор\w*|дог|л|лс|лиц\w*|"
    r"котельн\w*|столов\w*|насосн\w*|скважин\w*|цех\w{0,2}|кафе|базов\w+|станци\w*|"
    r"т[цкр]|трц|бц|инн"
)
_UNDERSTOOD = re.compile(
    rf"(?:{_SUPPLY}|{_DEED}|{_DEBT}|{_TIME}|{_PLACE})(?!\w)|\W*\d",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?<!\w)за\W{1,3}(?=\w)", re.IGNORECASE)
_NAME = re.compile(r"\w[\w-]*")
# a name with its capital; «за Ленина, 12» is a place
_THIRD = re.compile(
    r"(?<!\w)(?i:за)\s+[«\"“]?([А-ЯЁ][а-яё-]{2,})(?![\w-])"
    r"(?!\W{1,3}(?:[дД]\W{0,2}|дом\s)?\d{1,4}(?!\d))"
)


def unclear(text: str, *, besides: tuple[str, ...]) -> str:
    """Return the first word after «за» that is neither understood nor one of these names."""
    for word in _after_for(lettering.folded(text)):
        if not firms.is_one_of(word, besides):
            return word
    return ""


def is_understood(word: str) -> bool:
    """Say whether a word is of supply, a time or a place."""
    return bool(_UNDERSTOOD.match(word))


def third(text: str, *, besides: tuple[str, ...]) -> str:
    """Return the first name after «за» that is none of these: За Василёк, за Беляева."""
    for match in _THIRD.finditer(lettering.folded(text)):
        if not is_understood(match[1]) and not firms.is_one_of(match[1], besides):
            return match[1]
    return ""


def _after_for(text: str) -> Iterator[str]:
    for match in _FOR.finditer(text):
        said = _NAME.match(text, match.end())
        if said and not _UNDERSTOOD.match(text, match.end()):
            yield said[0]
