"""What one cell says: text, money, days, months, yes and no. A cell that says nothing of its kind is a ``BadCell``."""

import functools
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from webapp.contracts.models import Service
from webapp.parties.models import Party
from webapp.parties.queries import requisites

MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
SERVICES = {
    "electricity": (
        "электроснабжение",
        "электроэнергия",
        "электричество",
        "эл энергия",
        "электрическая энергия",
        "ээ",
        "свет",
        "electricity",
    ),
    "heat": ("теплоснабжение", "отопление", "тепло", "тепловая энергия", "тэ", "heat", "heating"),
    "water": ("водоснабжение", "холодное водоснабжение", "хвс", "вода", "холодная вода", "water"),
    "hot_water": ("горячее водоснабжение", "гвс", "горячая вода", "hot water"),
    "wastewater": (
        "водоотведение",
        "во",
        "канализация",
        "стоки",
        "отведение сточных вод",
        "wastewater",
        "sewage",
    ),
    "waste": ("обращение с тко", "тко", "вывоз тко", "мусор", "вывоз мусора", "waste"),
}
_SERVICE = {name: code for code, names in SERVICES.items() for name in names}
_KINDS = {
    Party.Kind.PERSON: ("физлицо", "физ лицо", "физическое лицо", "фл", "гражданин", "person"),
    Party.Kind.SOLE_TRADER: ("ип", "индивидуальный предприниматель", "sole trader"),
    Party.Kind.ORGANIZATION: (
        "организация",
        "юрлицо",
        "юр лицо",
        "юридическое лицо",
        "юл",
        "organization",
    ),
    Party.Kind.MANAGING_COMPANY: (
        "ук",
        "управляющая компания",
        "управляющая организация",
        "исполнитель коммунальных услуг",
        "managing company",
    ),
    Party.Kind.HOA: (
        "тсж",
        "тсн",
        "жск",
        "товарищество собственников жилья",
        "жилищный кооператив",
        "hoa",
    ),
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names}
_YES, _NO = {"да", "1", "истина", "yes", "true", "+"}, {"нет", "0", "ложь", "no", "false", "-"}
_NUMERIC_MONTH = re.compile(
    r"(?P<month>\d{1,2})[./](?P<year>\d{4})|(?P<year2>\d{4})-(?P<month2>\d{1,2})"
)
_WORDY_MONTH = re.compile(r"(?P<name>[а-я]+)\s+(?P<year>\d{4})( ?г\.?(ода)?)?")
_NO_CONTRACT = {
    "",
    "б н",
    "бн",
    "нет",
    "без договора",
    "без номера",
    "договора нет",
    "нет договора",
    "отсутствует",
    "не заключен",
    "0",
}
_EXCEL_ERRORS = {
    *(
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#Н/Д",
        "#ССЫЛКА!",
        "#ДЕЛ/0!",
        "#ЗНАЧ!",
        "#ИМЯ?",
        "#ПУСТО!",
        "#ЧИСЛО!",
    )
}
_SPACES = re.compile(r"[\s\u00a0\u202f]+")

# rows of one account repeat its cells: each different cell is read once
_once = functools.lru_cache(maxsize=4096, typed=True)


class BadCell(ValueError):
    """The cell does not say what its column is for; the message tells what it must look like."""


def plain(value: Any) -> str:
    """Return words in lower case with single spaces, ё as е, without points: how headers and lists are compared."""
    return (
        _SPACES.sub(" ", re.sub(r"[^\w№]+", " ", str(value).casefold().replace("ё", "е")))
        .replace("_", " ")
        .strip()
    )


def text(value: Any) -> str:
    """Return what the cell shows: whole numbers without the point that Excel gives them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _SPACES.sub(" ", str(value)).strip()


def is_excel_error(value: Any) -> bool:
    """Say whether the cell shows an error of Excel, which a text file keeps as words."""
    return isinstance(value, str) and value.strip().upper() in _EXCEL_ERRORS


def short_text(value: Any) -> str:
    """Return a text that fits a number or a part of an address."""
    return _fitting(text(value), 30)


def contract_number(value: Any) -> str:
    """Return the number of a contract; what people write where there is none is no number."""
    return "" if plain(value) in _NO_CONTRACT else short_text(value)


def long_text(value: Any) -> str:
    """Return a text that fits a name."""
    return _fitting(text(value), 120)


def name(value: Any) -> str:
    """Return a full name of a party."""
    return _fitting(text(value), 300)


def _fitting(line: str, longest: int) -> str:
    if len(line) > longest:
        raise BadCell(
            _("The text is longer than %(longest)s characters: shorten it.") % {"longest": longest}
        )
    return line


@_once
def money(value: Any) -> Decimal:
    """Return roubles with kopecks: 1234.5, "1 234,50", "1 234,50 ₽"."""
    line = _SPACES.sub("", str(value)).rstrip("₽").removesuffix("руб.").replace(",", ".")
    try:
        amount = Decimal(line)
    except InvalidOperation as error:
        raise BadCell(_("This is not a sum of money: write it as 1234,50.")) from error
    rounded = (
        amount.quantize(Decimal("0.01"))
        if amount.is_finite() and abs(amount) < Decimal("1e12")
        else None
    )
    if rounded is None or abs(amount - rounded) > Decimal("0.000001"):
        raise BadCell(
            _(
                "A sum has no more than two digits after the comma and twelve before it: write it as 1234,50."
            )
        )
    if rounded < 0:
        raise BadCell(
            _(
                "The sum is negative: an overpayment is a payment, it does not stand in a debts registry."
            )
        )
    return rounded


def day(value: Any) -> date:
    """Return a day: a date cell, 15.10.2026 or 2026-10-15."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for shape in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text(value), shape).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise BadCell(_("This is not a date: write it as 15.10.2026."))


@_once
def month(value: Any) -> date:
    """Return the first day of a month: any date in it, 10.2026, 2026-10 or «октябрь 2026»."""
    if not isinstance(value, date):
        line = plain(value)
        if match := _NUMERIC_MONTH.fullmatch(text(value)):
            return _first_day(
                int(match["year"] or match["year2"]), int(match["month"] or match["month2"])
            )
        if match := _WORDY_MONTH.fullmatch(line):
            return _first_day(int(match["year"]), _month_number(match["name"]))
    try:
        return day(value).replace(day=1)
    except BadCell as error:
        raise BadCell(_("This is not a month: write it as 10.2026.")) from error


def _month_number(word: str) -> int:
    numbers = [
        number
        for number, stem in enumerate(MONTHS, 1)
        if word.startswith(stem) and (stem != "ма" or word in {"май", "мая", "мае"})
    ]
    return numbers[0] if numbers else 0


def _first_day(year: int, number: int) -> date:
    try:
        return date(year, number, 1)
    except ValueError as error:
        raise BadCell(_("There is no such month: write it as 10.2026.")) from error


def yes_or_no(value: Any) -> bool:
    """Return what «да» or «нет» mean."""
    line = "1" if value is True else "0" if value is False else text(value).casefold()
    if line not in _YES | _NO:
        raise BadCell(_("Write «да» or «нет»."))
    return line in _YES


@_once
def service(value: Any) -> str:
    """Return the code of a service by any of its usual names."""
    code = _SERVICE.get(plain(value))
    if code is None:
        known = ", ".join(str(kind.label) for kind in Service.Code)
        raise BadCell(
            _("The service is unknown. Known services: %(services)s.") % {"services": known}
        )
    return code


def kind(value: Any) -> Party.Kind:
    """Return the kind of a party by its usual names."""
    found = _KIND.get(plain(value))
    if found is None:
        raise BadCell(
            _(
                "The kind of customer is unknown: write «физлицо», «ИП», «организация», «УК» or «ТСЖ», or leave the cell empty."
            )
        )
    return found


@_once
def emails(value: Any) -> tuple[str, ...]:
    """Return the e-mail addresses of a cell."""
    return tuple(_requisite(requisites.email, part) for part in _parts(value))


@_once
def phones(value: Any) -> tuple[str, ...]:
    """Return the phone numbers of a cell as +79161234567."""
    return tuple(_requisite(requisites.phone, part) for part in _parts(value))


@_once
def contacts(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the e-mail addresses and the phone numbers of one cell: the words with @, and the rest."""
    words = [
        [word for word in part.split() if ("@" in word) == is_email]
        for part in _parts(value)
        for is_email in (True, False)
    ]
    addresses, numbers = words[::2], words[1::2]
    return (
        tuple(_requisite(requisites.email, word) for part in addresses for word in part),
        tuple(_requisite(requisites.phone, " ".join(part)) for part in numbers if part),
    )


def inn(value: Any) -> str:
    """Return a checked ИНН; Excel drops the leading zero, which is put back."""
    digits = text(value)
    return _requisite(
        requisites.inn, f"0{digits}" if digits.isdigit() and len(digits) in {9, 11} else digits
    )


def kpp(value: Any) -> str:
    """Return a checked КПП; Excel drops the leading zero, which is put back."""
    digits = text(value)
    return _requisite(
        requisites.kpp, f"0{digits}" if digits.isdigit() and len(digits) == 8 else digits
    )


def ogrn(value: Any) -> str:
    """Return a checked ОГРН."""
    return _requisite(requisites.ogrn, text(value))


def _parts(value: Any) -> list[str]:
    return [part.strip() for part in re.split(r"[;,\n]", text(value)) if part.strip()]


def _requisite(check: Any, value: str) -> str:
    try:
        return str(check(value))
    except requisites.InvalidRequisite as error:
        raise BadCell(str(error)) from error
