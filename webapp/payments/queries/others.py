"""Who else is named in a purpose: another firm, another person, another ИНН. Pure."""

import re
from collections.abc import Iterable, Iterator

from stdnum.ru import inn as stdnum_inn

from webapp.payments.queries import firms, lettering, names, surnames, vocabulary

_QUOTED = re.compile(r"(?i:(?<!\w)за)\s+[«\"“]([^«»\"“”]{2,60})")
# ИНН 3661…, ИНН/КПП 3661…/3661…, ИНН организации: 3661…, ИНН 3661 418402
_INN = re.compile(r"(?i:(?<!\w)и\.?н\.?н)[^\d;]{0,30}?(\d(?:[ -]?\d){9}(?:[ -]?\d\d)?)(?!\d)")
_OF_A_BANK = re.compile(
    rf"(?i:банк|уфссп|фссп|осп(?!\w)|уфк|казначейств)[^;]{{0,40}}?{_INN.pattern}"
)
_LONG = re.compile(r"(?<![\w/-])(\d{12}|\d{10})(?![\w/-])")
# за Беляева, за гр. Ильину, долга Брагиной, за Ольгу Брагину, с Ковальского
_SURNAME = (
    rf"(?:[А-ЯЁ][А-ЯЁа-яё]+\s+)?([А-ЯЁ][А-ЯЁа-яё-]*{names.SURNAME_END})"
    r"(?![\w-])(?!\W{1,3}(?:д\W{0,2})?\d{1,4}(?!\d))"
)
_ROLE = (
    r"(?<!\w)(?i:за|со?|у|от|для|долг\w*|гр\w*|ф\W?и\W?о|абонент\w*|плательщик\w*|должник\w*|"
    r"потребител\w*|клиент\w*|собственник\w*|сотрудник\w*|работник\w*)\W{1,3}(?i:гр\w*\W{1,2})?"
)
_SOMEBODY = re.compile(_ROLE + _SURNAME)
# Брагина Маргарита, Брагин Пётр
_WITH_A_GIVEN_NAME = re.compile(
    r"(?<![\w.«\"-])(?<!ул )([А-ЯЁ][а-яё-]+(?:[оеё]в|[иы]н)[ауы]?)"
    r"\s+[А-ЯЁ][а-яё]{2,}(?!\w|\W{1,3}\d)"
)
# взыскано с Сидорова, в отношении Сидорова, из з/п сидорова, but not of a court or a district
_WHOSE = (
    rf"(?P<surname>[А-ЯЁа-яё][А-ЯЁа-яё-]*{names.SURNAME_END})(?![\w-])"
    r"(?!\s+(?i:[рмгс]?осп|уфссп|район\w*|р-н\w*|суд\w*|отдел\w*|област\w*|город\w*|мир\w+))"
)
_CITIZEN = r"(?i:гр(?:-на|-ки|ажд\w+)?\.?\W{1,2})?"
_DEBTOR = re.compile(
    r"(?<!\w)(?P<role>(?i:со?|за|от|у|для|отношении|должни[кц]\w*|долг\w*|з/п|зарплат\w+|"
    r"пенси\w+|работник\w*|"
    rf"сотрудник\w*|гр\w*))\W{{1,3}}{_CITIZEN}{_WHOSE}"
)
# абонент: сидоров, взыскано с Сидорова: whoever pays, the debt is theirs
_HOLDER = re.compile(
    r"(?<!\w)(?P<role>(?i:должни[кц]\w*|абонент\w*|потребител\w+|нанимател\w+|квартиросъ\w+|"
    r"собственник\w*|арендатор\w*|"
    rf"(?:взыск|удерж)\w+\s+со?|солидарно\s+со?))\W{{1,3}}{_CITIZEN}{_WHOSE}"
    r"(?!\W{1,3}(?:д\W{0,2})?\d{1,4}(?!\d))"
)
_OF_MANY = re.compile(
    r"(?:\w+\s+)?(?:со?|за|от|у|для|отношении|долг\w*|з/п|пенси\w+)\Z", re.IGNORECASE
)
# Плательщик Каскад, потребитель: Каскад
_IN_A_ROLE = re.compile(
    r"(?i:(?<!\w)(?:плательщик|потребител|абонент|заказчик|покупател|клиент|должник)[а-яё]*)"
    r"\W{1,3}([А-ЯЁ][\w-]{2,})"
)
_KIN = (
    r"(?:т[её]щ|свекр|свекров|невест|золовк|бабушк|бабул|дедушк|племян|крестн|родител|сосед|"
    r"родствен|подруг|супруг|знаком|коллег)\w*|"
    r"(?:зят|т[её]т|дяд|мам|пап|жен|доч|внуч|внук|сестр|брат|муж|сын|дед|тест|сват|кум)"
    r"(?:[аыуеияью]|ой|ом|ей|ем|[ьюя]|ери|ерью|ушк\w+|к[аиуе]|енк\w+)?|"
    r"мать|матери|отца|отцу|отец|детей"
)
_FOR_A_THIRD = re.compile(
    r"треть(?:е|их|его|ему)\w*\s+лиц|(?<!\w)(?:цесси|пере)?уступк|(?<!\w)цесси|"
    r"(?<!\w)суб(?:абонент|потребит|арендат)|(?<!\w)агентск|взаимо(?:расч|зач)|встречн\w+\s+треб|"
    r"перевод\w*\s+долг|"
    r"(?<!\w)(?:по|согласно|на\s+основании)\s+(?:письм|распоряж|просьб|поручен|указан)|"
    r"(?<!\w)поручени[ею]\s+(?!№|от|\d)|"
    r"(?<!\w)за\s+(?:друг|арендатор|собственник|абонент|потребител|жильц|клиент|физ|гражд)|"
    rf"(?<!\w)(?:{_KIN})(?!\w)",
    re.IGNORECASE,
)


def is_for_a_third(purpose: str) -> bool:
    """Say whether the payer says that he pays in somebody's place, whoever it is."""
    return bool(_FOR_A_THIRD.search(lettering.folded(purpose)))


def inns(purpose: str) -> frozenset[str]:
    """Return the ИНН that a purpose calls so."""
    found = _INN.findall(lettering.folded(purpose))
    return frozenset(re.sub(r"\D", "", inn) for inn in found)


def third_inns(purpose: str) -> frozenset[str]:
    """Return the true ИНН that a purpose calls so, without those of banks and of bailiffs."""
    text = lettering.folded(purpose)
    passing_on = {re.sub(r"\D", "", inn) for inn in _OF_A_BANK.findall(text)}
    return frozenset(inn for inn in inns(purpose) - passing_on if stdnum_inn.is_valid(inn))


def likely_inns(purpose: str) -> frozenset[str]:
    """Return them with the numbers that are as long as an ИНН, and may be a customer's."""
    return inns(purpose) | frozenset(_LONG.findall(lettering.folded(purpose)))


def spellings(firm: str) -> set[str]:
    """Return how the directory of customers may hold the name of a firm."""
    return {f"{form} «{firm}»" for form in ("ООО", "АО", "ПАО", "ЗАО", "ОАО", "МУП", "ТСЖ", "ТСН")}


def another_firm(purpose: str, *, besides: Iterable[str]) -> bool:
    """Say whether a firm is named that is none of these."""
    known = list(besides)
    return any(not firms.is_one_of(firm, known) for firm in firms.named(purpose))


def another_person(purpose: str, *, payer: str, besides: Iterable[str]) -> bool:
    """Say whether a person, or a firm without its form, is named that is not this payer."""
    text = lettering.folded(purpose)
    known = [payer, *besides]
    if any(not _may_be_payer(one, payer, known) for one in names.people(purpose)):
        return True
    named = (*_QUOTED.findall(text), *_IN_A_ROLE.findall(text))
    if any(not firms.is_one_of(name, known) for name in named):
        return True
    return any(not _is_surname_of(surname, known) for surname in _with_a_role(purpose))


def _with_a_role(purpose: str) -> Iterator[str]:
    """Yield the surnames that a purpose gives a role or a given name, without initials."""
    text = lettering.folded(purpose)
    for surname in (*_SOMEBODY.findall(text), *_WITH_A_GIVEN_NAME.findall(text)):
        is_ordinary = names.is_no_surname(surname) or vocabulary.is_understood(surname)
        if not is_ordinary:
            yield surname


def another_debtor(purpose: str, *, besides: Iterable[str]) -> bool:
    """Say whether a surname alone stands where a debtor does, and is none of these people's.

    That it is the same is no sign: a town has many Ивановых.
    """
    known = list(besides)
    said = surnames.surely(purpose)
    if said and not any(_is_surname_of(surname, known) for surname in said):
        return True
    return _is_anothers(_DEBTOR, purpose, known)


def another_holder(purpose: str, *, besides: Iterable[str]) -> bool:
    """Say whether a surname is called the holder's or debtor's, and is none of these people's."""
    return _is_anothers(_HOLDER, purpose, besides)


def _is_anothers(shape: re.Pattern[str], purpose: str, besides: Iterable[str]) -> bool:
    known = list(besides)
    matches = shape.finditer(lettering.folded(purpose))
    found = [match["surname"] for match in matches if _may_be_a_surname(match)]
    return bool(found) and not any(_is_surname_of(surname, known) for surname in found)


def _may_be_a_surname(match: re.Match[str]) -> bool:
    """«С процентов» and «долг жильцов» are many things; «с иванова» is a person."""
    word = match["surname"]
    is_plural = word.islower() and word.endswith(("ов", "ев"))
    if is_plural and _OF_MANY.match(match["role"]):
        return False
    is_ordinary = names.is_no_surname(word) or vocabulary.is_understood(word)
    return not is_ordinary


def _may_be_payer(one: names.Person, payer: str, known: Iterable[str]) -> bool:
    himself = names.people(payer.split("//")[0])
    if himself:
        return any(one.is_same(other) for other in himself)
    return _is_surname_of(one.last, known)


def _is_surname_of(surname: str, known: Iterable[str]) -> bool:
    root = names.root("".join(lettering.words(surname)))
    words = (word for name in known for word in lettering.words(name))
    return any(names.root(word) == root for word in words)
