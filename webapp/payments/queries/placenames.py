"""The signs by which a name in a text is a place's and not a person's or a firm's. Pure."""

import re

_GEOGRAPHY = (
    r"ул|улиц\w*|пер|переул\w*|пр|пр-к?т|просп\w*|пл|площад\w*|б-р|бул\w*|наб\w*|ш|г|"
    r"гор(?!\W{1,3}вод)|"
    r"город\w*|с(?=\.)|село|пос|п|пгт|дер|д|обл|р-н|мкр|мкрн|жк|им|имени|сквер\w*|парк\w*"
)
_SHOP = r"т[цкр]|трц|трк|бц|кп|магазин\w*|кафе|рын\w+|объект\w*|баз\w|гостиниц\w*"
_BETWEEN = r"(?:\.\s?|\W{1,3})$"
_STREET_AHEAD = re.compile(rf"(?<!\w)(?:{_GEOGRAPHY}){_BETWEEN}", re.IGNORECASE)
_ANY_AHEAD = re.compile(rf"(?<!\w)(?:{_GEOGRAPHY}|{_SHOP}){_BETWEEN}", re.IGNORECASE)
# Победа, д. 5; Победа 5; but «Победа - 500р» and «Победа 12.2026» are no house
_HOUSE = re.compile(
    r"(?!\s[-–—]\s)\W{1,3}(?:д\W{0,2}|дом\s)?(?!20[1-4]\d(?!\d))\d{1,4}"
    r"(?![.,]?\d|\s?(?:р|руб\w*|₽|коп\w*|к?вт\w*|г|год\w*|мес\w*|кварт\w*|%)(?!\w))",
    re.IGNORECASE,
)
# ул. Юрия Гагарина, ул. ленина, магазин «северный ветер», магазин Теремок
_WHOLE = re.compile(
    rf"(?<!\w)(?i:{_GEOGRAPHY}|{_SHOP})(?:\.\s?|\s|\s?(?=[«\"“]))"
    r"(?:[«\"“][^«»\"“”]{2,40}[»\"”]|[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][а-яё-]+)?)|"
    r"(?<!\w)(?i:ул|пер|пр-к?т|просп|пл|б-р|наб|мкр|пос|пгт|дер)(?:\.\s?|\s)[а-яё][\w-]+"
)
_AHEAD_MAX = 20


def is_behind_a_mark(text: str, start: int, *, are_shops: bool = True) -> bool:
    """Say whether «ул.», or «магазин» as well, stands before a word."""
    ahead = text[max(0, start - _AHEAD_MAX) : start]
    if are_shops:
        return bool(_ANY_AHEAD.search(ahead))
    return bool(_STREET_AHEAD.search(ahead))


def has_a_house(text: str, end: int) -> bool:
    """Say whether the number of a house stands after a word."""
    return bool(_HOUSE.match(text, end))


def painted_over(text: str) -> str:
    """Return a text without the names of places that are called so."""
    return _WHOLE.sub("|", text)
