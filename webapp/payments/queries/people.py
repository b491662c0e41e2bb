"""People whom a text names by surname with initials or given names."""

import re
from collections.abc import Iterable

from django.db.models import Q

from webapp.contracts.models import Account

_SURNAME = r"([А-ЯЁ][А-ЯЁа-яё]+(?:-[А-ЯЁ][А-ЯЁа-яё]+)?)"
# Цветкова А. В.; ЦВЕТКОВА А.В; Цветкова Анна Викторовна
# looked for from every word on: «Оплата Иванов И. И.» has two that could be a surname
_NAMED = re.compile(
    rf"(?<![А-ЯЁа-яё-])(?={_SURNAME}\s+([А-ЯЁ])(?:\.\s?|\s|[А-ЯЁа-яё]+\s+)([А-ЯЁ])"
    r"(?:[А-ЯЁа-яё]*(?i:ич|на|кызы|оглы)|\.|(?![А-ЯЁа-яё])))"
)
ACCOUNTS_MAX = 200
"""Accounts of namesakes that are looked through for one screen."""


def account_ids(texts: Iterable[str]) -> set[int]:
    """Return the accounts of the people whom the texts name."""
    named = {person for text in texts for person in _people(text)}
    if not named:
        return set()
    wanted = Q()
    for surname, first, patronymic in named:
        wanted |= Q(
            party__last_name__in={surname, surname.upper(), surname.title()},
            party__first_name__istartswith=first,
            party__patronymic__istartswith=patronymic,
        )
    found = Account.objects.filter(wanted).order_by("id")
    return set(found.values_list("id", flat=True)[:ACCOUNTS_MAX])


def _people(text: str) -> Iterable[tuple[str, str, str]]:
    for match in _NAMED.finditer(text.split("//", maxsplit=1)[0]):
        yield match[1], match[2], match[3]
