"""What the search of the office finds, in the segment and the rights of the person who asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account, Contract
from webapp.correspondence import queries as papers
from webapp.correspondence.models import Document
from webapp.parties import queries as parties
from webapp.processes.models import Case, Note
from webapp.processes.queries import notes
from webapp.recovery.queries import segments
from webapp.search.declarations import has
from webapp.search.queries import condition
from webapp.staff.models import User

MOST = 10
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What has the text in its number, name or address: ten things at most."""

    cases: list[Case] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    papers: list[Document] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def find(*, user: User, text: str) -> Found:
    """Return what a person may see of that text. Nothing for a shorter one."""
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
    seen = segments.cases(user=user).filter(condition(kind="case", text=text))
    return seen.select_related("party", "account__premises", "contract").order_by("-id")


def _contracts(user: User, text: str) -> QuerySet[Contract]:
    seen = Contract.objects.filter(party__in=parties.visible_parties(user=user))
    found = seen.filter(condition(kind="contract", text=text))
    return found.select_related("party").order_by("number", "id")


def _papers(user: User, text: str) -> QuerySet[Document]:
    seen = papers.visible_documents(user=user).filter(condition(kind="paper", text=text))
    return seen.select_related("account").defer("context").order_by("-id")


def _accounts(user: User, text: str) -> QuerySet[Account]:
    seen = contracts.visible_accounts(user=user).filter(condition(kind="account", text=text))
    return seen.select_related("party", "premises").order_by("number")


def _notes(user: User, text: str) -> QuerySet[Note]:
    seen = notes.visible(user=user).filter(has("text", text))
    return seen.filter(corrected_by=None).select_related("case", "by").order_by("-id")


_KINDS: dict[str, tuple[tuple[str, ...], Callable[[User, str], QuerySet[Any]]]] = {
    "cases": (("recovery.view_recoverycase",), _cases),
    "contracts": (("contracts.view_contract", "contracts.view_account"), _contracts),
    "papers": (("correspondence.view_document",), _papers),
    "accounts": (("contracts.view_account",), _accounts),
    "notes": (("contracts.view_account",), _notes),
}
"""In the order in which they are shown, each with the rights to the pages that they lead to."""
