"""The services that a payer names: they are paid first (ГК РФ ст. 319.1 п. 1). Pure."""

import functools
import re
from dataclasses import dataclass

from webapp.contracts.models import Service
from webapp.payments.queries import lettering, purpose

_WORDS = {
    Service.Code.ELECTRICITY: (
        r"электро(?:энерг|снаб)\w*|электричеств\w*|эл\w*[.\s/-]{1,2}э?н?ерг\w*|эл[./-]\s?эн\w*|"
        r"э/э|за\s+свет"
    ),
    Service.Code.HEAT: (
        r"отоплени\w*|теплов\w+\s+энерг\w*|тепло(?:энерг|снаб)\w*|т/э|за\s+тепло|теплоотоплен\w*"
    ),
    Service.Code.HOT_WATER: r"горяч\w+\s+вод\w*|гвс|г/в",
    Service.Code.WATER: (
        r"холодн\w+\s+вод\w*|хвс|х/в|(?<!горячее\s)(?<!горячего\s)водоснабж\w*|за\s+воду"
    ),
    Service.Code.WASTEWATER: r"водоотвед\w*|канализ\w*|за\s+стоки",
    Service.Code.WASTE: r"тко|тбо|вывоз\w*\s+мусора|за\s+мусор|обращени\w+\s+с\s+(?:тко|отход\w*)",
}
_PAID = r"(?:за|(?:о|або\w*\s?)?плат\w*|взнос\w*|услуг\w*)\.?\s+(?:(?:за|на|по)\s+)?"
# what others are paid for, in full and as people shorten it; a word in the name of a firm or of a
# street is none of these, and «эл.энергия на лифт» is ours
_FOREIGN = re.compile(
    r"(?<![\w«\"-])(?:газ(?:а|у|оснабж\w*)?|газов\w+\s+оборуд\w*|в[дк]го|"
    r"кап(?:ит\w*)?[.\s-]{0,3}рем\w*(?:-т\w?)?|капиталк\w|фкр|"
    r"домоф(?:он\w*)?|(?<!на\s)(?<!для\s)(?:лифт|видеонаблюдени[ею])|консьерж\w*|"
    r"услуг\w*\s+(?:лифт|видеонаблюд|консьерж|охран)\w*|"
    r"(?:интер|и)нет\w*|антенн\w*|телевид\w*|за\s+телефон|услуг\w*\s+связи|"
    r"абон\w*\.?\s?плат\w*|кабельн\w+\s+тв|"
    rf"{_PAID}(?:кр|тв|уборк\w*|охран\w*)|"
    r"сод(?:ерж\w*)?(?:\.\s?|\s|/)(?:(?:и|тек\w*)(?:\.\s?|\s)){0,2}"
    r"(?:рем|жил|общ\w*\.?\s*им|дом|мкд)\w*|содержани\w+\s+общ\w*|"
    r"(?:дет\w*[.\s]{0,2}|д/\s?)сад(?:а|у|ик\w{0,2})?|садик\w{0,2}|"
    r"родит\w*\.?\s*плат\w*)(?![\w»\"-])",
    re.IGNORECASE,
)
_OURS = {
    code: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for code, words in _WORDS.items()
}
_NAMES_OF_FIRMS = re.compile(r"«[^»]*»|\"[^\"]*\"|(?<!\w)(?:ул|улица|пер|пр)\.?\s+\S+")


@dataclass(frozen=True, slots=True)
class Named:
    """Codes of the services that a purpose names, and the words of one that is not ours."""

    codes: frozenset[str] = frozenset()
    foreign: str = ""


@functools.lru_cache(maxsize=8192)
def read(text: str) -> Named:
    """Return the services that a purpose names outside the names of firms and streets."""
    folded = _NAMES_OF_FIRMS.sub("|", lettering.folded(purpose.without_numbers(text)))
    foreign = _FOREIGN.search(folded)
    codes = frozenset(code.value for code, words in _OURS.items() if words.search(folded))
    return Named(codes, foreign[0] if foreign else "")
