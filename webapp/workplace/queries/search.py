"""What the search of the office finds, in the segment and the rights of the person who asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account, Contract
from webapp.correspondence import queries as papers
from webapp.correspondence.models import Document
from webapp.parties import queries as parties
from webapp.parties.models import Contact
from webapp.parties.queries import requisites
from webapp.processes.models import Case, Note
from webapp.processes.queries import notes
from webapp.recovery.queries import segments
from webapp.staff.models import User

MOST = 10
SHORTEST = 3
_LETTER = r"[^\W\d_]"
_SURNAME = rf"(?P<last>{_LETTER}[\w-]+)"
_INITIALS = rf"(?P<first>{_LETTER})(?:\.\s*|\s+|$)(?:(?P<second>{_LETTER})\.?)?"
_WITH_INITIALS = (
    re.compile(rf"{_SURNAME}\s+{_INITIALS}"),
    re.compile(rf"(?P<first>{_LETTER})\.\s*(?:(?P<second>{_LETTER})\.\s*)?{_SURNAME}"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What has the text in its number, name or address: ten things at most."""

    cases: list[Case] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    papers: list[Document] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def find(*, user: User, text: str) -> Found:
    """Return what a person may see of that text. Nothing for a shorter one.

    A customer is found by the beginning of the surname with initials, too.
    """
    asked = text.strip()
    found: dict[str, list[Any]] = {}
    if len(asked) < SHORTEST:
        return Found()
    room = MOST
    for name, (permissions, look) in _KINDS.items():
        if room and user.has_perms(permissions):
            found[name] = list(look(user, asked)[:room])
            room -= len(found[name])
    return Found(**found)


def _cases(user: User, text: str) -> QuerySet[Case]:
    asked = Q(number__icontains=text) | _named(text) | Q(account__number__startswith=text)
    return (
        segments.cases(user=user)
        .filter(asked)
        .select_related("party", "account__premises", "contract")
        .order_by("-id")
    )


def _contracts(user: User, text: str) -> QuerySet[Contract]:
    seen = Contract.objects.filter(party__in=parties.visible_parties(user=user))
    return seen.filter(number__icontains=text).select_related("party").order_by("number", "id")


def _papers(user: User, text: str) -> QuerySet[Document]:
    seen = papers.visible_documents(user=user).filter(number__icontains=text)
    return seen.select_related("account").defer("context").order_by("-id")


def _accounts(user: User, text: str) -> QuerySet[Account]:
    asked = Q(number__startswith=text) | _named(text) | Q(premises__address__icontains=text)
    return (
        contracts.visible_accounts(user=user)
        .filter(asked)
        .select_related("party", "premises")
        .order_by("number")
    )


def _notes(user: User, text: str) -> QuerySet[Note]:
    seen = notes.visible(user=user).filter(text__icontains=text)
    return seen.filter(corrected_by=None).select_related("case", "by").order_by("-id")


def _named(text: str) -> Q:
    """The customer's name has the text, or begins so where the text is a surname with initials.

    Or the text is the customer's telephone, however it is written.
    """
    asked = Q(party__name__icontains=text)
    if number := requisites.phone_said(text):
        asked |= Q(party__in=Contact.objects.filter(value=number).values("party"))
    for spelling in _WITH_INITIALS:
        said = spelling.fullmatch(text)
        if said:
            asked |= Q(party__name__iregex=_pattern(said["last"], said["first"], said["second"]))
    return asked


def _pattern(last: str, first: str, second: str | None) -> str:
    r"""Return how PostgreSQL looks for a surname whose given names begin with letters.

    >>> _pattern("Орлов", "П", "И")
    '\\mОрлов\\s+П\\S*\\s+И'
    """
    given = rf"\s+{first}\S*\s+{second}" if second else rf"\s+{first}"
    return re.sub("[её]", "[её]", rf"\m{last}{given}", flags=re.IGNORECASE)


_KINDS: dict[str, tuple[tuple[str, ...], Callable[[User, str], QuerySet[Any]]]] = {
    "cases": (("recovery.view_recoverycase",), _cases),
    "contracts": (("contracts.view_contract", "contracts.view_account"), _contracts),
    "papers": (("correspondence.view_document",), _papers),
    "accounts": (("contracts.view_account",), _accounts),
    "notes": (("contracts.view_account",), _notes),
}
"""In the order in which they are shown, each with the rights to the pages that they lead to."""
