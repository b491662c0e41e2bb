"""Every address of the API, as the resolver knows it: who is let in, and what nobody of another segment reads."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from tests import factories
from tests.api.conftest import Program, secret_of
from tests.every_address import filled, patterns
from tests.notifications import providers
from tests.recovery import living
from webapp.api.models import Scope, Token
from webapp.api.operations import tokens
from webapp.api.protocol.resource import Resource
from webapp.contracts.models import Owner
from webapp.correspondence.models import Document, Message
from webapp.processes.models import Case
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

Programs = Callable[..., Program]
METHODS = ("get", "post", "put", "patch", "delete", "options")
OPEN_TO_ANY_TOKEN = {"api:schema"}
"""What the API is, without a word of data."""
NOWHERE = {"api:not_here", "api:root"}


def addresses(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, route in patterns(get_resolver()):
        if name.startswith("api:"):
            yield name, f"/{filled(route, {'rest': 'x', 'suffix': 'pdf', **known})}"


def views() -> dict[str, type[Resource]]:
    found = {}
    for pattern in get_resolver("webapp.api.urls").url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            found[f"api:{one.name}"] = one.callback.view_class
    return found


@pytest.fixture
def case(morning: None) -> Case:
    """A case of a citizen of the north, with its paper, its task and its journal."""
    party = factories.create_person(name="Петров Пётр Петрович", email="", phone="")
    boss = living.prepare()
    account = factories.create_debtor(party=party, months=3, today=living.START)
    owner = factories.create_person(name="Бывшева Нина Игоревна", phone="+79160000001")
    Owner.objects.filter(account=account).update(share_denominator=2)
    Owner.objects.create(
        account=account,
        party=owner,
        share_denominator=2,
        starts_on="2020-01-01",
    )
    life = living.Life(
        case=living.open_case(account),
        by=boss,
        gateways=providers.gateways(),
        lazy=frozenset({"deliver_by_post"}),
    )
    life.go(until="ask:deliver_by_post")
    Message.objects.create(
        channel="email",
        recipient="petrov@example.com",
        subject=f"recovery_case:{life.case.pk}",
        account=account,
        reference=uuid4(),
        planned_on=living.START,
    )
    return life.fresh()


def rows_of(case: Case) -> dict[str, dict[str, Any]]:
    """Return the numbers that stand in the addresses about one case, by the beginning of their names."""
    assert case.account is not None
    account, paper = {"pk": case.account.pk}, {"pk": Document.objects.latest("pk").pk}
    return {
        "account": account,
        "balance": account,
        "case": {"pk": case.pk},
        "document": paper,
        "message": {"pk": Message.objects.latest("pk").pk},
        "task": {"pk": Task.objects.get().pk},
    }


def about(case: Case) -> list[tuple[str, str]]:
    rows = rows_of(case)
    names = {name for name, _address in addresses({"pk": 1})}
    known = {
        name: rows.get(name.removeprefix("api:").partition("_")[0], {"pk": 1}) for name in names
    }
    return [pair for name in sorted(names) for pair in addresses(known[name]) if pair[0] == name]


def test_every_method_of_every_address_says_what_it_demands() -> None:
    silent = [
        f"{name} {method}"
        for name, view in views().items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method) and method.upper() not in view.access
        if name not in OPEN_TO_ANY_TOKEN
    ]

    assert len(views()) >= 5
    assert silent == []


def let_in(program: Program, *, apart_from: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    found = []
    for name, address in addresses({"pk": 1}):
        for method in METHODS:
            answer = program.ask(method.upper(), address)
            if name not in apart_from and answer.status_code not in {401, 403, 405}:
                found.append(f"{method} {address}: {answer.status_code}")
    return found


def test_a_stranger_gets_nothing(morning: None) -> None:
    assert let_in(Program("")) == []


@pytest.mark.parametrize(
    "secret", ["istok_guess", "", "a b", "\N{SNOWMAN}".encode().decode("latin-1")]
)
def test_a_wrong_secret_gets_nothing(morning: None, secret: str) -> None:
    answer = Client().get("/api/v1/accounts/", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_somebody_who_is_logged_in_gets_nothing_without_a_token(morning: None) -> None:
    program = Program("")
    program.client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

    assert let_in(program) == []


def test_a_revoked_token_gets_nothing(program: Programs) -> None:
    caller = program()
    tokens.revoke(token_id=Token.objects.get().pk, by=None, now=timezone.now())

    assert let_in(caller) == []


def test_an_expired_token_gets_nothing(morning: None) -> None:
    owner = factories.create_staff(role=Role.ADMINISTRATOR)
    long_ago = timezone.now() - timedelta(days=31)
    _token, secret = tokens.give(
        owner=owner, title="Касса", scopes=Scope.values, days=30, by=None, now=long_ago
    )

    assert let_in(Program(secret)) == []


@pytest.mark.parametrize("gone", [{"is_active": False}, {"is_staff": False}])
def test_a_token_of_somebody_who_has_left_gets_nothing(
    program: Programs, gone: dict[str, bool]
) -> None:
    caller = program()
    User.objects.update(**gone)

    assert let_in(caller) == []


def test_a_token_opens_its_scopes_only(morning: None) -> None:
    owner = factories.create_staff(role=Role.ADMINISTRATOR)
    for name, view in views().items():
        scopes = {access.scope for access in view.access.values()}
        others = set(Scope.values) - scopes
        if not scopes or not others:
            continue
        program = Program(secret_of(owner, *others))
        for known, address in addresses({"pk": 1}):
            for method in view.access:
                if known == name:
                    assert program.ask(method, address).status_code == 403, (method, address)


def test_a_token_gives_no_right_that_its_owner_lacks(program: Programs) -> None:
    newcomer = User.objects.create(username="newcomer", is_staff=True)

    assert let_in(program(newcomer), apart_from=OPEN_TO_ANY_TOKEN | NOWHERE) == []


@pytest.mark.parametrize("segment", [{"kinds": ("ORGANIZATION",)}, {"districts": ("south",)}])
def test_nobody_of_another_segment_reads_a_word_of_a_customer(
    program: Programs, case: Case, segment: dict[str, Any]
) -> None:
    assert case.account is not None
    caller = program(Role.HEAD_OF_LEGAL, **segment)
    secrets = ("Петров", "Бывшева", case.account.number, case.number, "+79160000001")

    told = {
        (address, secret)
        for _name, address in about(case)
        for secret in secrets
        if secret in text_of(caller.get(address))
    }

    assert told == set()


def test_the_walk_sees_the_customer_where_the_segment_has_it(program: Programs, case: Case) -> None:
    assert case.account is not None
    caller = program(Role.HEAD_OF_LEGAL)

    opened = [address for _name, address in about(case) if caller.get(address).status_code == 200]
    told = [address for address in opened if case.account.number in text_of(caller.get(address))]

    assert len(opened) >= 13
    assert len(told) >= 8


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))
