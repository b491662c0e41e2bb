"""Every address, asked by a stranger, by every role and from the wrong segment, with numbers and words that nobody should send."""

import random
import sys
from collections.abc import Iterator
from functools import cache
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from tests.attack import people
from tests.attack.tally import Tally
from tests.every_address import PUBLIC, filled, patterns
from webapp.contracts.models import Account
from webapp.correspondence.models import Document, Message
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.staff.models import User
from webapp.tasks.models import Task

CITIZEN = "PERSON"
# sees organizations only, and crews see their orders only
BLIND_TO_CITIZENS = ("lawyer2",)
WORDS = (
    "",
    "x",
    "-1",
    "0",
    "1e9999999",
    "NaN",
    "9" * 30,
    "\x00",
    "\u202e",
    "%00",
    "9999-12-31",
    "'\"<b>",
)
FIELDS = ("q", "s", "page", "p", "o", "party", "account", "building", "name", "until", "first_due")
FIELDS += ("months", "amount", "paid_from", "kind", "party__kind__exact", "ids", "text", "e", "all")


def run(*, rounds: float, chance: random.Random, tally: Tally) -> None:
    """Let everybody ask everything several times, each time about other rows; less than once, a part of it."""
    asked = 0
    for user in (None, *User.objects.filter(is_active=True).order_by("id")):
        client, login = people.client_of(user), user and user.username
        for _round in range(ceil(rounds)):
            for name, address in _addresses(chance):
                if chance.random() > rounds:
                    continue
                asked += 1
                for fault, about in _ask(client, login, name, address, chance):
                    tally.add(fault, [f"{login or 'a stranger'} {about}"])
    print(f"doors: {asked} asked in three ways", file=sys.stderr)  # noqa: T201


def _addresses(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield every address with the numbers of rows of a citizen, or of nothing at all."""
    case = chance.choice(Case.objects.filter(account__party__kind=CITIZEN)[:50])
    rows = {
        "case": case.pk,
        "account": case.account_id,
        "party": case.party_id,
        "task": _one_of(Task.objects.filter(account=case.account_id), chance),
        "message": _one_of(Message.objects.filter(account=case.account_id), chance),
        "document": _one_of(Document.objects.filter(account=case.account_id), chance),
        "payment": _one_of(Payment.objects.filter(account=case.account_id), chance),
    }
    for name, route in patterns(get_resolver()):
        if "logout" in name or "password" in name:
            continue
        number = next(
            (pk for word, pk in rows.items() if word in name), chance.choice((0, 1, 2**63))
        )
        known: dict[str, Any] = dict.fromkeys(
            ("pk", "id", "object_id", "account_id", "contact", "photo", "version", "file"), number
        )
        known |= {
            "action": "hold",
            "code": "funnel",
            "deed": "hold",
            "what": "note",
            "suffix": "docx",
            "kind": "notice",
            "debtor": "person",
            "secret": "known-to-nobody",
        }
        known |= {"reference": "11111111-1111-1111-1111-111111111111", "content_type_id": 1}
        known |= {"app_label": "contracts", "url": "nowhere", "path": "x", "rest": "x"}
        yield name, "/" + filled(route, known).replace("\\", "")


def _one_of(rows: Any, chance: random.Random) -> int:
    found = list(rows.values_list("pk", flat=True)[:20])
    return chance.choice(found) if found else 0


def _ask(
    client: Client, login: str | None, name: str, address: str, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Ask in three ways; yield what went wrong."""
    hostile = {field: chance.choice(WORDS) for field in chance.sample(FIELDS, 4)}
    asked = (
        ("GET", client.get(address)),
        ("GET with words", client.get(f"{address}?{urlencode(hostile)}")),
        ("POST", client.post(address, hostile)),
    )
    for how, answer in asked:
        if answer.status_code >= 500:
            yield "five_hundreds", f"{how} {address} {hostile}"
        if login is None and name not in PUBLIC and not _is_refusal(answer):
            yield "leaks", f"{how} {address} answered {answer.status_code}"
        if login in BLIND_TO_CITIZENS and (secret := _secret_in(answer)):
            yield "leaks", f"{how} {address} tells of {secret}"


def _is_refusal(answer: HttpResponseBase) -> bool:
    is_sent_to_login = answer.headers.get("Location", "").startswith("/office/login/")
    return answer.status_code in {400, 401, 403, 404, 405} or is_sent_to_login


def _secret_in(answer: HttpResponseBase) -> str:
    """Return the number of an account of a citizen that the answer holds."""
    if answer.streaming or answer.status_code != 200:
        return ""
    words = set(answer.content.decode(errors="replace").replace("<", " ").replace(">", " ").split())
    return next((number for number in _citizens() if number in words), "")


@cache
def _citizens() -> tuple[str, ...]:
    return tuple(Account.objects.filter(party__kind=CITIZEN).values_list("number", flat=True))
