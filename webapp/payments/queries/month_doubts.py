"""Words that speak of a period and say none: a vague one, one by halves, a misspelt month.

Pure: text in, words out. What `months` has read is painted over with «|» before it comes here.
"""

import re
from difflib import get_close_matches

from webapp.payments.queries import month_forms

_ORDINALS = "перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|одиннадцат|двенадцат|последн"
_UNIT = r"(?!\s*(?:р(?:уб\w*)?(?!\w)|коп|₽|квт|гкал|м[23³]?(?!\w)|куб|шт|дн|сут|чел|%))"
VAGUE = re.compile(
    r"(?<!\w)(?:"
    r"за\s+\d+(?:\s*-?х)?\s*мес\w*"
    r"|за\s+\d{1,2}\s*м\.?\s*20[1-3]\d"
    r"|(?:за\s+)?(?:прошл|пред|тек|посл|след|истекш|прошедш|нынешн)\w*\.?\s*"
    r"(?:\d+\s+)?(?:месяц|мес|период|квартал|год|полугоди)\w*"
    rf"|за\s+(?:{_ORDINALS})\w*\s+мес\w*"
    r"|за\s+(?:эт\w+|весь|все|вс[её])\s+(?:месяц|период|год|врем)\w*"
    r"|за\s+(?:весн|лето|лета|осен|зим|сезон|отопительн)\w*"
    r"|за\s+(?:полгода|полугоди\w*|квартал\w*|кв\.|месяц|год)(?!\w)"
    r"|(?:за|период\w*[\s:=]+)\s*(?:00|1[3-9]|[2-9]\d)[./-]20\d\d(?!\d)"
    r"|за\s+20\d\d\s*[-–—/]\s*(?:20)?\d\d"
    r"|paymperiod\s*=\s*\w+"
    r"|за\s+[1-4]-кв(?!\w)|(?<!\w)кв[.\s:-]{1,3}[1-4]\s+20[1-3]\d(?!\d)"
    # figures that may be months: 1126, 05-06, VI
    rf"|за\s+1[0-2][23]\d(?![\w.,/-]){_UNIT}"
    rf"|(?:за|период\w*[\s:=]+)\s*(?:0[1-9]|1[0-2])\s?[-–—/,.]\s?(?:0[1-9]|1[0-2])(?![\w.,/-])"
    rf"{_UNIT}"
    r"|за\s+[ivxх]+(?:\s*[-–—,и]\s*[ivxх]+)?(?!\w)"
    # «за июньское потребление»; Октябрьская is a street, Маевский a person
    r"|за\s+(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)ь|март|август|май)"
    r"о?в?ск\w+\s+(?:свет|эл|э/э|энерг|потр|расх|плат|оплат|начисл|долг|задолж|сч[её]т|период|квит|"
    r"услуг)\w*"
    rf"|(?:половин|часть|части|остат\w*|начал|конец|конца)\w*\s+(?:{month_forms.NAMES})(?!\w)"
    r")"
)
WORD_AND_YEAR = re.compile(
    rf"(?<!\w)за\s+([а-я]{{3,10}})[\s.]*(?:{month_forms.YYYY}|месяц\w*|мес\.)"
)
# «за Мая И. И.» is a person; «за май с.г.», «за май л.с.», «за май э.э.» are not
INITIALS = re.compile(r"\s+(?!(?:[а-я]\.\s?г|л\.\s?с|с\.\s?ф|э\.\s?[эн])\.)[а-я]\.\s?[а-я]\.")
# «за июиь», «за май, июнб»
WORD_ALONE = re.compile(r"(?:(?<!\w)за\s+|\|\s*[,;и+–—-]\s*)([а-я]{4,10})(?![\w/])")
# one end of a range is read and the other is misspelt: «янв-мрт 2026», «с января по мрт»
RANGE_SIGN = r"\s*(?:20[1-3]\d\s*)?(?:[-–—−]|по(?!\w)|до(?!\w))\s*"
HALF_RANGES = (
    re.compile(rf"\|{RANGE_SIGN}([а-я]{{3,10}})(?![\w/])"),
    re.compile(rf"(?<![\w/])([а-я]{{3,10}})\.?{RANGE_SIGN}\|"),
    re.compile(rf"(?<!\w)с\s+([а-я]{{3,10}}){RANGE_SIGN}[а-я]{{3,10}}(?![\w/])"),
)
MISSPELT_MIN = 0.7
WHOLE_NAMES = tuple(stems[0] + ending for stems in month_forms.STEMS for ending in ("", "ь", "я"))
# «за карту» is one letter off March, «за мать» is no May
UNMISTAKABLE = tuple(name for name in WHOLE_NAMES if not name.startswith(("март", "май")))


def said(rest: str) -> str:
    """Return the words that speak of a period and say none, or a month that is misspelt."""
    if vague := VAGUE.search(rest):
        return vague[0].strip()
    for pattern in (WORD_AND_YEAR, *HALF_RANGES):
        for match in pattern.finditer(rest):
            if _is_like_a_month(match[1]):
                return match[0].strip(" |-–—−")
    for match in WORD_ALONE.finditer(rest):
        is_person = INITIALS.match(rest, match.end())
        if not is_person and any(_is_one_slip(match[1], name) for name in UNMISTAKABLE):
            return match[0].strip(" |,;+-–—−")
    return ""


def _is_like_a_month(word: str) -> bool:
    """«мрат» has the letters of March in a wrong order, «мрт» has only some of them."""
    if get_close_matches(word, WHOLE_NAMES, n=1, cutoff=MISSPELT_MIN):
        return True
    return any(
        word[0] == name[0] and (_is_within(word, name) or _is_one_slip(word, name))
        for name in WHOLE_NAMES
    )


def _is_within(word: str, name: str) -> bool:
    """Say whether the letters of a word stand in a name in their order."""
    letters = iter(name)
    return all(letter in letters for letter in word)


def _is_one_slip(word: str, name: str) -> bool:
    """Say whether one key was hit wrong, twice, not at all or in the other order."""
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    mine, its = word[start:], name[start:]
    while mine and its and mine[-1] == its[-1]:
        mine, its = mine[:-1], its[:-1]
    return max(len(mine), len(its)) <= 1 or (len(mine) == 2 and mine == its[::-1])
