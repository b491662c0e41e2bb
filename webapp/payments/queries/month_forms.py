"""The ways in which people and banks write a month, a quarter or a year.

A pattern each, and what it says.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

# the stems by which a month is known, in the languages of the payers
STEMS = (
    ("январ", "янв", "қаңтар"),
    ("феврал", "фев", "ақпан"),
    ("март", "мар", "наурыз"),
    ("апрел", "апр", "сәуір"),
    ("май", "мая", "мае", "маю", "мамыр"),
    ("июн", "маусым"),
    ("июл", "шілде"),
    ("август", "авг", "тамыз"),
    ("сентябр", "сент", "сен", "қыркүйек"),
    ("октябр", "окт", "қазан"),
    ("ноябр", "нояб", "ноя", "қараша"),
    ("декабр", "дек", "желтоқсан"),
)
NAMES = (
    r"январ[ьяеию]?|янв|феврал[ьяеию]?|фев|март[аеу]?|мар|апрел[ьяеию]?|апр|ма[йяею]|"
    r"июн[ьяеию]?|июл[ьяеию]?|август[аеу]?|авг|сентябр[ьяеию]?|сент?|октябр[ьяеию]?|окт|"
    r"ноябр[ьяеию]?|нояб?|декабр[ьяеию]?|дек|"
    + "|".join(stem for stems in STEMS for stem in stems if set(stem) & set("қңәүі"))
    + r"|наурыз|мамыр|маусым|тамыз|желтоқсан|қараша|қазан"
)
GENITIVE = r"(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)я|марта|мая|августа"
NOMINATIVE = re.compile(
    r"(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)ь|март|май|август"
)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
ROMAN |= {"x": 10, "xi": 11, "xii": 12}
ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четв": 4}

# a number stands apart, or right after the year that ends the first half of a range
APART = (
    r"(?:(?<![\w./-])|(?<=20[1-3]\d-)|(?<=20[1-3]\d[.-][01]\d-)|(?<=[./][23]\d-)|(?<=[./][23]\dг-)"
    r"|(?<=20[1-3]\dг[-/])|(?<=20[1-3]\dг\.[-/])|(?<=\|[-/]))"
)
MM = r"(?:0?[1-9]|1[0-2])"
MM_FULL = r"(?:0[1-9]|1[0-2])"
DD = r"(?:0?[1-9]|[12]\d|3[01])"
ROMAN_MONTH = r"[xх]i{0,2}|ix|iv|vi{0,3}|i{1,3}"
YYYY = r"20[1-3]\d"
YEAR_END = r"(?:\s*г(?:ода?|\.)?(?!\w))?"
# 2026, 26, '26; two digits only where a month's name stands right before them
NOT_A_SUM = r"(?!\s*(?:р(?:уб\w*)?(?!\w)|коп|₽|кв|дн|шт|числ|[гоя]о\b))"
SHORT_YEAR = rf"[23]\d(?=\s*г|\W|$)(?!\d){NOT_A_SUM}"
YEAR_AFTER_NAME = (
    r"(?:\.?\s+мес(?:яца?|\.)?(?!\w))?"
    rf"(?:[\s.,'’-]{{0,2}}({YYYY}(?!\d)|{SHORT_YEAR}){YEAR_END})?"
)
YEAR_AFTER = rf"(?:[\s,.]*({YYYY}|[23]\d(?=\s*г)){YEAR_END})?"
NUMBER_OR_ROMAN = r"([1-4]|iv|i{1,3}|перв\w*|втор\w*|трет\w*|четв\w*)"
ENDING = r"(?:\s?-?\s?(?:ый|ий|ой|й|го|ое|е))?"


class Needs(Enum):
    """What else must speak for a form, because it may be something else."""

    NOTHING = auto()
    LABEL = auto()
    LABEL_OF_YEAR = auto()
    LABEL_OR_RANGE = auto()
    RANGE = auto()
    NAME = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """Months within a year, and the year where one is written."""

    months: tuple[int, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a period."""

    pattern: re.Pattern[str]
    says: Callable[[re.Match[str]], Said | None]
    needs: Needs


def _year(text: str | None) -> int | None:
    if not text:
        return None
    if len(text) == 4:
        return int(text)
    return 2000 + int(text)


def _number(word: str) -> int:
    """Return the number written in figures, in Roman figures or as the beginning of a word."""
    if word.isdigit():
        return int(word)
    return ROMAN.get(word.replace("х", "x")) or ORDINALS[word[:4]]


def _of_name(match: re.Match[str]) -> Said | None:
    return _said_of_name(match[1], match[2])


def _name_after_year(match: re.Match[str]) -> Said | None:
    return _said_of_name(match[2], match[1])


def _said_of_name(name: str, year: str | None) -> Said | None:
    for number, stems in enumerate(STEMS, start=1):
        if name.startswith(stems):
            return Said((number,), _year(year))
    return None


def _of_numbers(match: re.Match[str]) -> Said | None:
    """06,07,08.2026 is a list; 06-08.2026 is a range."""
    numbers = [int(number) for number in re.findall(r"\d+", match[1])]
    if re.search(r"[-–—−]", match[1]):
        numbers = list(
            range(
                numbers[0],
                numbers[-1] + 1,
            )
        )
    if numbers:
        return Said(tuple(numbers), _year(match[2]))
    return None


def _of_part(months: int) -> Callable[[re.Match[str]], Said | None]:
    """Return the reading of a quarter or of a half-year."""

    def says(match: re.Match[str]) -> Said | None:
        number = _number(match[1])
        if number * months > 12:
            return None
        first = (number - 1) * months + 1
        return Said(
            tuple(range(first, first + months)),
            _year(match[2]),
        )

    return says


def _of_parts(match: re.Match[str]) -> Said | None:
    """1-2 кварталы, I и II кв.: whole quarters from one to the other."""
    first = _number(match[1])
    last = _number(match[2])
    if first >= last:
        return None
    return Said(
        tuple(
            range(
                first * 3 - 2,
                last * 3 + 1,
            )
        ),
        _year(match[3]),
    )


def _month_then_year(match: re.Match[str]) -> Said | None:
    return Said(
        (_number(match[1]),),
        _year(match[2]),
    )


def _day(match: re.Match[str]) -> Said | None:
    return Said(
        (int(match[2]),),
        _year(match[3]),
    )


def _year_then_month(match: re.Match[str]) -> Said | None:
    return Said(
        (int(match[2]),),
        _year(match[1]),
    )


def _whole_year(match: re.Match[str]) -> Said | None:
    return Said(
        tuple(range(1, 13)),
        _year(match[1]),
    )


def _from_to(match: re.Match[str]) -> Said | None:
    """VI-VII 2026, 01.06-31.07.2026: the months from one to the other; VI, VII 2026 is a list."""
    first, last = _number(match["first"]), _number(match["last"])
    if first > last:
        return None
    months = (first, last) if match["sign"] in {",", "и"} else tuple(range(first, last + 1))
    return Said(months, _year(match["year"]))


# Each form is tried on what the forms before it have left.
FORMS = tuple(
    Form(re.compile(pattern), says, needs)
    for pattern, says, needs in (
        # 01.06-30.06.2026, с 01.06 по 30.06
        (
            (
                rf"{APART}{DD}\.(?P<first>{MM_FULL})\s*(?P<sign>[-–—−]|по|до)\s*"
                rf"{DD}\.(?P<last>{MM_FULL})\.(?P<year>{YYYY}|[23]\d)(?!\d|[./]\d){YEAR_END}"
            ),
            _from_to,
            Needs.NOTHING,
        ),
        # 01.06.2026, 1/6/26: a day names its month in a range or after a label
        (
            (
                rf"{APART}(?:0?[1-9]|[12]\d|3[01])(?P<sign>[./-])({MM})(?P=sign)({YYYY}|[23]\d)"
                rf"(?!\d|[./]\d){YEAR_END}"
            ),
            _day,
            Needs.RANGE,
        ),
        (rf"{APART}({YYYY})-({MM_FULL})-(?:[0-2]\d|3[01])(?!\d)", _year_then_month, Needs.RANGE),
        # VI-VII 2026; VI 2026
        (
            (
                rf"{APART}(?P<first>{ROMAN_MONTH})\s*(?P<sign>[-–—−,и])\s*"
                rf"(?P<last>{ROMAN_MONTH})[\s.]+(?P<year>{YYYY}){YEAR_END}"
            ),
            _from_to,
            Needs.LABEL,
        ),
        (rf"{APART}({ROMAN_MONTH})\s+({YYYY})(?!\d){YEAR_END}", _month_then_year, Needs.LABEL),
        # за 2026 г. июнь
        (
            (
                rf"(?:(?<=за\s)|(?<=период\s)|(?<=период:\s))({YYYY}){YEAR_END}[\s,]+"
                rf"({NAMES})(?![\wқңәүі]|[\s,.]*20[1-3]\d)"
            ),
            _name_after_year,
            Needs.NOTHING,
        ),
        # за 1-15 июня 2026
        (
            rf"{APART}{DD}\s*[-–—−]\s*{DD}\s+({GENITIVE}){YEAR_AFTER_NAME}(?![а-яқңәүі])",
            _of_name,
            Needs.LABEL,
        ),
        # 06,07,08.2026; 06-08.2026; 6, 7 и 8 месяцы 2026
        (
            (
                rf"{APART}({MM}(?:\s*[,;+и–—−-]\s*{MM}){{1,11}})[.]({YYYY}|[23]\d(?=\W|$))"
                rf"(?![\d.]){YEAR_END}"
            ),
            _of_numbers,
            Needs.NOTHING,
        ),
        # за 05-06 2026; за 04,05,06
        (
            (rf"{APART}({MM}(?:\s*[,;+и–—−-]\s*{MM}){{1,11}})\s+({YYYY})(?![\d.]){YEAR_END}"),
            _of_numbers,
            Needs.LABEL,
        ),
        (
            rf"{APART}({MM_FULL}(?:\s*,\s*{MM_FULL}){{2,11}})()(?![\w.,/-])",
            _of_numbers,
            Needs.LABEL,
        ),
        # 2-10/2026 without a label is a court case
        (
            (
                rf"{APART}({MM}(?:\s*[,;+и–—−-]\s*{MM}){{1,11}})/({YYYY}|[23]\d(?=\W|$))"
                rf"(?![\d.]){YEAR_END}"
            ),
            _of_numbers,
            Needs.LABEL,
        ),
        (
            rf"{APART}({MM}(?:\s*[,;+и–—−-]\s*{MM}){{1,11}})\s*мес(?:яц\w*|\.)?{YEAR_AFTER}",
            _of_numbers,
            Needs.NOTHING,
        ),
        # «за 8 месяц» is August; «за 1 месяц» may be any one
        (
            rf"{APART}(0[1-9]|1[0-2]|[2-9])\s*(?:-?(?:й|ый)\s*)?месяц(?!\w){YEAR_AFTER}",
            _month_then_year,
            Needs.NOTHING,
        ),
        # 2026-06, 2026.06; 06.2026, 06/2026, 06-2026, VIII.2026
        (
            rf"{APART}({YYYY})[./-]({MM_FULL})(?!\d|[./]\d|-\d\d(?!\d))",
            _year_then_month,
            Needs.NOTHING,
        ),
        (
            rf"{APART}({MM})\s?[./]\s?({YYYY})(?!\d|[./]\d){YEAR_END}",
            _month_then_year,
            Needs.NOTHING,
        ),
        (rf"{APART}({MM_FULL})-({YYYY})(?!\d|[./]\d){YEAR_END}", _month_then_year, Needs.NOTHING),
        (rf"{APART}({MM})[\s-]({YYYY})(?!\d){YEAR_END}", _month_then_year, Needs.LABEL),
        (
            rf"{APART}(x?(?:ix|iv|v?i{{0,3}})|x)[./-]({YYYY})(?!\d){YEAR_END}",
            _month_then_year,
            Needs.NOTHING,
        ),
        # I и II кварталы 2026; 2 кв. 2026; второе полугодие 2026 г.
        (
            (
                rf"{APART}{NUMBER_OR_ROMAN}\s*(?:-|–|—|и|,)\s*{NUMBER_OR_ROMAN}{ENDING}\s*"
                rf"кв(?:артал\w*|-л\w*|\.)?{YEAR_AFTER}"
            ),
            _of_parts,
            Needs.NOTHING,
        ),
        (
            rf"{APART}{NUMBER_OR_ROMAN}{ENDING}\s*кв(?:артал|-л)\w*{YEAR_AFTER}",
            _of_part(3),
            Needs.NOTHING,
        ),
        # 4кв25 without a label is a house and its flat
        (rf"{APART}([1-4])кв\.?([23]\d)(?!\d){YEAR_END}", _of_part(3), Needs.LABEL),
        (rf"{APART}{NUMBER_OR_ROMAN}{ENDING}\s*кв\.?{YEAR_AFTER[:-1]}", _of_part(3), Needs.NOTHING),
        # without a year «2 кв.» may be a flat
        (rf"{APART}{NUMBER_OR_ROMAN}{ENDING}\s*кв(?!\w)\.?()", _of_part(3), Needs.LABEL),
        (
            rf"{APART}{NUMBER_OR_ROMAN}{ENDING}\s*(?:полугоди\w*|пол\.|п/г){YEAR_AFTER}",
            _of_part(6),
            Needs.NOTHING,
        ),
        # с 1 июня по 31 августа 2026
        (
            rf"{APART}(?:0?[1-9]|[12]\d|3[01])\s+({GENITIVE}){YEAR_AFTER_NAME}(?![а-яқңәүі])\.?",
            _of_name,
            Needs.RANGE,
        ),
        # июнь 2026, июнь26, авг.26г
        (
            (
                rf"(?:(?<!\w)|(?<=20[1-3]\d))({NAMES}){YEAR_AFTER_NAME}"
                rf"(?:(?![а-яқңәүі])|(?<=\d)(?={NAMES}))\.?"
            ),
            _of_name,
            Needs.NAME,
        ),
        # 06.26; 062026 and 202606 as the QR code of a bill has them
        (
            rf"{APART}({MM})[./]([23]\d)(?!\d|[./]\d)(?!\s*(?:р(?:уб\w*)?(?!\w)|коп|₽))",
            _month_then_year,
            Needs.LABEL_OR_RANGE,
        ),
        # за 06-26, за 0626
        (
            rf"{APART}({MM_FULL})-([23]\d)(?![\w.,/-]|\s*(?:{NAMES}|числ|₽|руб))",
            _month_then_year,
            Needs.LABEL_OF_YEAR,
        ),
        (
            rf"{APART}(0[1-9])([23]\d)(?![\w.,/-]|\s*(?:₽|руб))",
            _month_then_year,
            Needs.LABEL_OF_YEAR,
        ),
        (rf"(?<!\d)({MM_FULL})({YYYY})(?!\d)", _month_then_year, Needs.LABEL),
        (rf"(?<!\d)({YYYY})({MM_FULL})(?!\d)", _year_then_month, Needs.LABEL),
        (
            rf"{APART}({YYYY})(?![\d./-]|\s*(?:р(?:уб\w*)?(?!\w)|коп|₽)){YEAR_END}",
            _whole_year,
            Needs.LABEL_OF_YEAR,
        ),
    )
)
