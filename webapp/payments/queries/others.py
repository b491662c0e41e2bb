"""Who else is named in a purpose: another firm, another person, another ИНН. Pure."""

import re
from collections.abc import Iterable, Iterator

from webapp.payments.queries import lettering

_FORM = (
    r"ООО|ПАО|НАО|ЗАО|ОАО|АО|ИП|КФХ|ТСЖ|ТСН|СНТ|ГСК|ЖСК|УК|МУП|ГУП|ФГУП|МБУ|МКУ|МАУ|МБОУ|"
    r"МБДОУ|ГБУ|АНО|НКО|НП|[Оо]бществ\w+ с ограниченной ответственностью"
)
_FIRM = re.compile(
    rf"(?<!\w)(?<!по )(?:{_FORM})\s{{0,3}}"
    r"(?:[«\"“]+([^«»\"“”]{2,60})|([А-ЯЁA-Z][\w-]+(?:\s+[А-ЯЁ][а-яё-]+(?=\s+[А-ЯЁ][а-яё]+))?))"
)
_FORMS_OF_CUSTOMERS = ("ООО", "АО", "ПАО", "ЗАО", "ОАО", "МУП", "ТСЖ", "ТСН")
_QUOTED = re.compile(r"(?i:(?<!\w)за)\s+[«\"“]([^«»\"“”]{2,60})")
_INN = re.compile(r"(?i:(?<!\w)инн)\W{0,5}(\d{12}|\d{10})(?!\d)")
_LONG = re.compile(r"(?<![\w/-])(\d{12}|\d{10})(?![\w/-])")
# Беляев А.А., БЕЛЯЕВ А А
_WITH_INITIALS = re.compile(r"(?<![\w.])([А-ЯЁ][А-ЯЁа-яё-]{2,})\s+[А-ЯЁ]\.\s?[А-ЯЁ](?!\w)")
# за Беляева, за гр. Ильину, ЗА КОВАЛЬСКОГО
_FOR_SOMEBODY = re.compile(
    r"(?i:(?<!\w)за\s+(?:гр\w*\.?\s+)?)"
    r"([А-ЯЁ][А-ЯЁа-яё-]*(?i:(?:ов|ев|ёв|ин|ын)[ауы]|ск(?:ого|ую)|енко|дзе|швили|[ую]к[ау]?))(?!\w)"
)
_NO_SURNAME = {"ПОЛОВИНУ", "МАШИНУ", "ОСНОВУ", "СРОКА"}
_FOR_A_THIRD = re.compile(
    r"треть(?:е|их|его|ему)\w*\s+лиц|(?<!\w)(?:цесси|пере)?уступк|(?<!\w)цесси|"
    r"(?<!\w)суб(?:абонент|потребит|арендат)|(?<!\w)агентск|взаимо(?:расч|зач)|встречн\w+\s+треб|"
    r"перевод\w*\s+долг|"
    r"(?<!\w)(?:по|согласно|на\s+основании)\s+(?:письм|распоряж|просьб|поручен|указан)|"
    r"(?<!\w)поручени[ею]\s+(?!№|от|\d)|"
    r"(?<!\w)за\s+(?:друг|доч|сына|мать|отца|мам|пап|сосед|родств|супруг|мужа|жену|брата|сестр|"
    r"арендатор|собственник|абонент|потребител|жильц|клиент|физ|гражд)",
    re.IGNORECASE,
)
_BANK = re.compile(r"банк|(?<!\w)втб(?!\w)", re.IGNORECASE)
_STEM_CUT = 2
"""Letters at the end of a surname that its cases change."""


def is_for_a_third(purpose: str) -> bool:
    """Say whether the payer says that he pays in somebody's place, whoever it is."""
    return bool(_FOR_A_THIRD.search(lettering.folded(purpose)))


def inns(purpose: str) -> frozenset[str]:
    """Return the ИНН that a purpose calls so."""
    return frozenset(_INN.findall(lettering.folded(purpose)))


def likely_inns(purpose: str) -> frozenset[str]:
    """Return them with the numbers that are as long as an ИНН, and may be a customer's."""
    return inns(purpose) | frozenset(_LONG.findall(lettering.folded(purpose)))


def firms(purpose: str) -> tuple[str, ...]:
    """Return the names of firms and traders in a purpose; banks only pass money on."""
    names: list[str] = []
    for quoted, plain in _FIRM.findall(lettering.folded(purpose)):
        name = quoted or plain
        if not _BANK.search(name):
            names.append(name.strip())
    return tuple(names)


def spellings(firm: str) -> set[str]:
    """Return how the directory of customers may hold the name of a firm."""
    return {f"{form} «{firm}»" for form in _FORMS_OF_CUSTOMERS}


def another_firm(purpose: str, *, besides: Iterable[str]) -> bool:
    """Say whether a firm is named that is none of these."""
    known = [set(lettering.words(name)) for name in besides]
    return any(not _is_one_of(firm, known) for firm in firms(purpose))


def another_person(purpose: str, *, besides: str) -> bool:
    """Say whether a person, or a firm without its form, is named that is not this payer."""
    text = lettering.folded(purpose)
    known = lettering.words(besides)
    quoted = _QUOTED.findall(text)
    if any(not _is_one_of(name, [set(known)]) for name in quoted):
        return True
    return any(not _is_surname_of(surname, known) for surname in _surnames(text))


def _surnames(text: str) -> Iterator[str]:
    for pattern in (_WITH_INITIALS, _FOR_SOMEBODY):
        for surname in pattern.findall(text):
            if surname.upper() not in _NO_SURNAME:
                yield surname


def _is_surname_of(surname: str, known: Iterable[str]) -> bool:
    stem = "".join(lettering.words(surname)[:1])
    stem = stem[: max(3, len(stem) - _STEM_CUT)]
    return any(word.startswith(stem) for word in known)


def _is_one_of(firm: str, known: Iterable[set[str]]) -> bool:
    words = set(lettering.words(firm))
    return any(words <= name for name in known)
