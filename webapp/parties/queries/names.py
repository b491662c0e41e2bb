"""Names of persons and what a name tells about its bearer. Pure: text in, the stored form out."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents import declension
from webapp.parties.models import Party
from webapp.parties.queries.requisites import InvalidRequisite

_SOLE_TRADER = re.compile(
    (
        r"^((ип|индивидуальный предприниматель|глава (кфх|крестьянского \(фермерского\) "
        r"хозяйства))(?!\w)[\s,–—-]*)+"
    ),
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[,;/&+]|\sи\s")
_INITIAL = re.compile(r"\.|(^|\s)\w(\s|$)")
_INITIALS = re.compile(r"^[А-ЯЁ]\.", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
MAX_WORDS = 4
"""«Мамедов Али Гасан оглы»."""
_HOA = re.compile(
    (
        r"(^|\W)(тсж|тсн|жск|жк|товарищество "
        r"собственников|(жилищный|жилищно-строительный|потребительский) кооператив)(\W|$)"
    ),
    re.IGNORECASE,
)
_MANAGING_COMPANY = re.compile(
    r"(^|\W)(ук|жэк|управляющая (компания|организация))(\W|$)", re.IGNORECASE
)
_LEGAL_FORM = re.compile(
    r"[«»\"“”„]|(^|\W)(ооо|оао|ао|зао|пао|нао|ано|муп|гуп|фгуп|мкп|мбоу|маоу|мкоу|мбдоу|мадоу"
    r"|мкдоу|мбу|мау|мку|гбу|гау|гку|гбуз|огбуз"
    r"|фку|фкп|фгбу|фгку|фгбоу|гск|гсэк|гпк|пгк|снт|снп|днт|днп|онт|спк|схпк|нко|нп|кфх|тос"
    r"|дюсш|црб|мвд|мчс|фсин"
    r"|общество|акционерное|товарищество|учреждение|предприятие|администрация|министерство"
    r"|управление|комитет|департамент|инспекция)(\W|$)",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"(^|\W)(школа|гимназия|лицей|колледж|техникум|университет|институт|академия|сад|садик"
    r"|детский|больница|поликлиника|амбулатория|аптека"
    r"|кооператив|гаражный|гаражи|хозяйство|совхоз|колхоз|артель|фонд|союз|ассоциация"
    r"|организация|объединение|партия|профсоюз"
    r"|церковь|храм|приход|собор|монастырь|мечеть|синагога|епархия|подворье|община|магазин"
    r"|рынок|банк|завод|фабрика|комбинат|фирма"
    r"|музей|театр|библиотека|клуб|центр|отдел|отделение|дворец|пекарня|кафе|почта|совет"
    r"|сельсовет|дума|суд|прокуратура|компания)(\W|$)",
    re.IGNORECASE,
)
"""Some of these words are surnames too: Школа Иван Петрович, Дума Ольга Ивановна."""
_PATRONYMIC = re.compile(r"(ич|овна|евна|ична)$", re.IGNORECASE)
_PARTICLES = frozenset(
    ("оглы", "оглу", "углы", "улы", "ұлы", "уулу", "кызы", "қызы", "гызы", "кизи", "фон", "ибн")
)
"""What stands in a name in small letters; most of them make a patronymic of the word before."""
_ROMAN = re.compile(r"[IVXLCDM]+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, which papers decline apart."""

    last_name: str
    first_name: str
    patronymic: str = ""


def person_name(value: str) -> PersonName:
    """Return the parts of "Фамилия Имя Отчество"; of a sole trader's name too.

    :raises InvalidRequisite: when there is no first name, when names are given by initials, or it
        is not one person's name
    """
    name = _SOLE_TRADER.sub("", value.strip())
    words = name.split()
    if fault := _fault(name, words):
        raise InvalidRequisite(fault)
    return PersonName(
        last_name=words[0],
        first_name=words[1],
        patronymic=" ".join(words[2:]),
    )


def _fault(name: str, words: list[str]) -> str:
    if _is_institution(name, words):
        return _(
            "«%(name)s» is not the name of a person: correct the name, or the kind of customer."
        ) % {"name": name}
    if _SEVERAL.search(name) or len(words) > MAX_WORDS:
        return _(
            "Write one person: the one who pays. Enter the other owners on the page of the account."
        )
    if _INITIAL.search(name):
        return _("Write the first name and the patronymic in full: courts do not accept initials.")
    if len(words) < 2:
        return _("Write the last name, the first name and the patronymic, separated by spaces.")
    if _DIGIT.search(name):
        return _("There is a digit in the name «%(name)s»: write it in letters.") % {"name": name}
    return _order_fault(words)


def _is_institution(name: str, words: list[str]) -> bool:
    if any(form.search(name) for form in (_LEGAL_FORM, _HOA, _MANAGING_COMPANY)):
        return True
    is_full = len(words) == 3 and _PATRONYMIC.search(words[-1])
    return not is_full and _INSTITUTION.search(name) is not None


def _order_fault(words: list[str]) -> str:
    """A patronymic stands last, else the papers would decline one part of the name as another."""
    if len(words) > 2 and _PATRONYMIC.search(words[1]):
        return _("Write the last name first: Иванов Иван Иванович.")
    if len(words) == MAX_WORDS and _PATRONYMIC.search(words[-1]):
        return _("Write a double last name with a hyphen: Петров-Водкин Кузьма Сергеевич.")
    return ""


def written(name: str) -> str:
    """Return a person's name as people write it on paper.

    Words in capitals or in small letters only get their capital letter.
    """
    status = _SOLE_TRADER.match(name)
    if status is None:
        return " ".join(_word(word) for word in name.split())
    return _status(status[0]) + written(name[status.end() :])


def _status(status: str) -> str:
    """«ИП» and «КФХ» stay as they are; the long words lose their capitals but the first."""
    if not status.isupper() or (len(status.split()) == 1 and len(status.strip()) <= 3):
        return status
    words = status.lower().replace("кфх", "КФХ").replace("ип ", "ИП ")
    return words[0].upper() + words[1:]


def _word(word: str) -> str:
    if not (word.isupper() or word.islower()) or _ROMAN.fullmatch(word):
        return word
    return _LETTERS.sub(lambda part: _capitalized(part[0]), word)


def _capitalized(part: str) -> str:
    if part.lower() in _PARTICLES:
        return part.lower()
    return part.capitalize()


def is_personal(name: str) -> bool:
    """Say whether a name can only be a person's.

    Last name, first name and a patronymic that tells the gender.
    """
    words = name.split()
    return len(words) > 2 and not _fault(name, words) and declension.parsed(name).gender is not None


def seems_personal(name: str) -> bool:
    """Say whether people stand in a name, though not as papers need them: by
    initials, or several.
    """
    return kind_by_name(name) is None and any(
        _PATRONYMIC.search(word) or _INITIALS.search(word) for word in re.split(r"[\s,;]+", name)
    )


def guess_kind(*, name: str, inn: str = "") -> Party.Kind | None:
    """Return what a party is by its name and its ИНН.

    Nothing where they do not tell it or contradict each other.

    Without an ИНН only a person with a patronymic is known: a school or a church must not become a
    citizen.
    """
    if not inn:
        if is_personal(name):
            return Party.Kind.PERSON
        return None
    if len(inn) == 10 and is_personal(name):
        return None
    return kind_by_name(name) or (Party.Kind.ORGANIZATION if len(inn) == 10 else Party.Kind.PERSON)


def kind_by_name(name: str) -> Party.Kind | None:
    """Return what the words of a name say its bearer is, if they say anything."""
    if _SOLE_TRADER.search(name):
        return Party.Kind.SOLE_TRADER
    if _HOA.search(name):
        return Party.Kind.HOA
    if _MANAGING_COMPANY.search(name):
        return Party.Kind.MANAGING_COMPANY
    if _is_institution(name, name.split()):
        return Party.Kind.ORGANIZATION
    return None
