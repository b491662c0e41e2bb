"""Parties are found by their names, requisites, telephones and addresses of mail."""

import re
from typing import Any

from django.db.models import F
from django.db.models.lookups import Regex

from webapp.parties.models import Contact, Party
from webapp.search import registry
from webapp.search.declarations import Kind, Source, Spelled, has, spelled

_LETTER = r"[^\W\d_]"
_SURNAME = rf"(?P<last>{_LETTER}[\w-]+)"
_INITIALS = rf"(?P<first>{_LETTER})(?:\.\s*|\s+|$)(?:(?P<second>{_LETTER})\.?)?"
_WITH_INITIALS = (
    re.compile(rf"{_SURNAME}\s+{_INITIALS}"),
    re.compile(rf"(?P<first>{_LETTER})\.\s*(?:(?P<second>{_LETTER})\.\s*)?{_SURNAME}"),
)
_TELEPHONE = re.compile(r"\+?[\d\s().-]+")
_LOCAL = 7
_NATIONAL = 10


def _initials(text: str) -> Any:
    """Return the condition on names that begin so, where a text is a surname with initials."""
    for spelling in _WITH_INITIALS:
        said = spelling.fullmatch(text)
        if said:
            asked = pattern(*map(spelled, (said["last"], said["first"], said["second"] or "")))
            return Regex(Spelled(F("name")), asked)
    return None


def pattern(last: str, first: str, second: str) -> str:
    r"""Return how PostgreSQL looks for a surname whose given names begin with letters.

    >>> pattern("орлов", "п", "и")
    '\\mорлов\\s+п\\S*\\s+и'
    """
    given = rf"\s+{first}\S*\s+{second}" if second else rf"\s+{first}"
    return rf"\m{last}{given}"


def _telephone(text: str) -> Any:
    """Return the condition on telephones that end so, where a text can be one."""
    number = digits(text)
    if number:
        return has("value", number)
    return None


def digits(text: str) -> str:
    """Return the digits by which a telephone is found, whatever stands before and between them.

    >>> digits("8 (920) 968-16-80"), digits("+7 920 9681680"), digits("968-16-80")
    ('9209681680', '9209681680', '9681680')
    >>> digits("12-34"), digits("Мира 10")
    ('', '')
    """
    if not _TELEPHONE.fullmatch(text):
        return ""
    found = re.sub(r"\D", "", text)
    if len(found) == _NATIONAL + 1 and found[0] in "78":
        found = found[1:]
    return found if _LOCAL <= len(found) <= _NATIONAL else ""


registry.find(Kind("party", Party, beside=("name",)))
registry.look_in(
    Source(Party, "name", finds="party", whole=_initials),
    Source(Party, "inn", finds="party"),
    Source(Contact, "value", finds="party", by="party_id", whole=_telephone),
)
