"""Tokens: given once, told once, kept as a digest, taken back; on the screen and from the command line."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.api.conftest import Program
from webapp.api.models import Scope, Token
from webapp.api.operations import tokens
from webapp.audit.models import Entry
from webapp.staff.models import Role, User

READ = Scope.ACCOUNTS_READ.value


@pytest.fixture
def administrator(morning: None) -> User:
    return factories.create_staff(role=Role.ADMINISTRATOR)


@pytest.fixture
def office(administrator: User) -> Client:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(administrator)
    return client


def asked(owner: User) -> dict[str, Any]:
    return {"title": "Касса банка", "owner": owner.pk, "days": "30", "scopes": [READ]}


def test_the_screen_tells_the_secret_once_and_it_lets_in(office: Client) -> None:
    accountant = factories.create_staff(role=Role.ACCOUNTANT)

    page = office.post("/office/api/tokens/", asked(accountant))

    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert secret not in office.get("/office/api/tokens/").content.decode()
    assert Program(secret).get("/api/v1/accounts/").status_code == 200


def test_the_database_keeps_the_digest_and_the_journal_who_gave_it(
    office: Client, administrator: User
) -> None:
    accountant = factories.create_staff(role=Role.ACCOUNTANT)

    secret = office.post("/office/api/tokens/", asked(accountant)).context["secret"]

    token, entry = Token.objects.get(), Entry.objects.get(name="api.token.given")
    assert secret not in str([vars(token), vars(entry)])
    assert (entry.actor, entry.subject) == (administrator, f"user:{accountant.pk}")
    assert entry.details == {"token": token.pk, "program": "Касса банка", "opens": [READ]}


def test_a_token_is_revoked_on_the_screen_once(office: Client) -> None:
    secret = office.post(
        "/office/api/tokens/", asked(factories.create_staff(role=Role.ACCOUNTANT))
    ).context["secret"]
    address = f"/office/api/tokens/{Token.objects.get().pk}/revoke/"

    office.post(address)
    again = office.post(address, follow=True)

    assert Program(secret).get("/api/v1/accounts/").status_code == 401
    assert "уже отозван" in again.content.decode()
    assert Entry.objects.filter(name="api.token.revoked").count() == 1


def test_nobody_gives_a_program_more_than_they_may_do_or_see(morning: None) -> None:
    giver = factories.create_staff(role=Role.CALL_CENTER, districts=("north",))
    mightier = factories.create_staff(role=Role.HEAD_OF_LEGAL, districts=("north",))
    sees_more = factories.create_staff(role=Role.CALL_CENTER)
    equal = factories.create_staff(role=Role.CALL_CENTER, districts=("north",))

    def give(owner: User) -> Token:
        return tokens.give(
            owner=owner, title="x", scopes=[READ], days=1, by=giver, now=timezone.now()
        )[0]

    for owner in (mightier, sees_more):
        with pytest.raises(tokens.UnableToGive):
            give(owner)
    assert give(equal).owner == equal


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"scopes": []}, {"scopes": ["all"]}, {"days": 0}, {"days": 4000}]
)
def test_a_token_that_means_nothing_is_not_given(
    administrator: User, wrong: dict[str, Any]
) -> None:
    right = {"title": "x", "scopes": [READ], "days": 1}

    with pytest.raises(tokens.UnableToGive):
        tokens.give(owner=administrator, by=None, now=timezone.now(), **{**right, **wrong})


def test_what_a_token_opens_is_never_changed(administrator: User) -> None:
    now = timezone.now()
    tokens.give(owner=administrator, title="x", scopes=[READ], days=1, by=None, now=now)

    for change in ({"scopes": []}, {"expires_at": now + timedelta(days=999)}, {"digest": "x"}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Token.objects.update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Token.objects.all().delete()


def test_a_token_remembers_when_it_was_last_used_once_a_minute(administrator: User) -> None:
    token, secret = tokens.give(
        owner=administrator, title="x", scopes=[READ], days=1, by=None, now=timezone.now()
    )

    Program(secret).get("/api/v1/accounts/")
    first = Token.objects.get().last_used_at
    Program(secret).get("/api/v1/accounts/")

    assert token.last_used_at is None
    assert first is not None
    assert Token.objects.get().last_used_at == first


class TestTheCommand:
    """Does what the screen does."""

    def test_gives_a_token_and_prints_its_secret_alone(self, administrator: User) -> None:
        said = io.StringIO()

        call_command(
            *("api_token", "give", "Касса", "--owner", administrator.username, "--scope", READ),
            stdout=said,
        )

        assert Program(said.getvalue().strip()).get("/api/v1/accounts/").status_code == 200

    def test_lists_and_revokes(self, administrator: User) -> None:
        said = io.StringIO()
        tokens.give(
            owner=administrator, title="Касса", scopes=[READ], days=1, by=None, now=timezone.now()
        )

        call_command("api_token", "list", stdout=said)
        call_command("api_token", "revoke", str(Token.objects.get().pk), stdout=io.StringIO())

        assert "Касса" in said.getvalue()
        assert Token.objects.get().revoked_at is not None

    def test_refuses_a_login_of_nobody(self, morning: None) -> None:
        with pytest.raises(CommandError):
            call_command("api_token", "give", "x", "--owner", "nobody", "--scope", READ)
