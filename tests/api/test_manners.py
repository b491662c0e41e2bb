"""What holds for every call: errors, languages, limits."""

import logging
from collections.abc import Callable

import pytest

from tests import factories
from tests.api.conftest import Program
from webapp.api.protocol import limits
from webapp.api.resources import accounts
from webapp.staff.models import Role

Programs = Callable[..., Program]


def test_an_error_is_a_problem_with_its_type_and_place(program: Programs) -> None:
    answer = program().get("/api/v1/accounts/999999/")

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:istok:problem:not-found",
        "title": "There is no such thing",
        "status": 404,
        "detail": "It does not exist, or the owner of the token does not see it.",
        "instance": "/api/v1/accounts/999999/",
    }


@pytest.mark.parametrize(
    ("language", "spoken", "title"),
    [
        ("ru", "ru", "Такого нет"),
        ("", "ru", "Такого нет"),
        ("de", "ru", "Такого нет"),
        ("en-GB,en;q=0.9", "en", "There is no such thing"),
    ],
)
def test_a_problem_is_told_in_the_language_of_the_caller(
    program: Programs, language: str, spoken: str, title: str
) -> None:
    caller = program()
    caller.language = language
    caller.client.cookies["django_language"] = "ru" if spoken == "en" else "en"

    answer = caller.get("/api/v1/accounts/999999/")

    assert answer.json()["title"] == title
    assert answer.headers["Content-Language"] == spoken


@pytest.mark.parametrize("address", ["/api/", "/api/v1/", "/api/v2/accounts/", "/api/v1/x"])
def test_an_address_that_is_none_is_a_problem_too(program: Programs, address: str) -> None:
    answer = program().get(address)

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:istok:problem:not-found")


def test_a_method_that_an_address_does_not_have_is_refused_with_those_it_has(
    program: Programs,
) -> None:
    answer = program().ask("DELETE", "/api/v1/accounts/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_what_nobody_foresaw_is_told_without_a_traceback_and_logged(
    program: Programs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_view: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(accounts.Accounts, "get_queryset", breaks)

    with caplog.at_level(logging.ERROR):
        answer = program().get("/api/v1/accounts/")

    assert (answer.status_code, answer.json()["type"]) == (500, "urn:istok:problem:fault")
    assert "secret" not in answer.content.decode()
    assert "secret of the house" in caplog.text


def test_a_token_that_calls_too_often_waits_for_the_next_minute(
    program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TOKEN_CALLS_A_MINUTE", 3)
    busy, quiet = program(), program()

    answers = [busy.get("/api/v1/accounts/").status_code for _number in range(8)]
    refused = busy.get("/api/v1/accounts/")

    # a minute may end between two calls
    assert answers.count(429) >= 1
    assert refused.status_code == 200 or 1 <= int(refused.headers["Retry-After"]) <= 60
    assert quiet.get("/api/v1/accounts/").status_code == 200


def test_an_address_that_guesses_secrets_waits(
    morning: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ADDRESS_CALLS_A_MINUTE", 3)

    answers = [Program(f"istok_{number}").get("/api/v1/accounts/") for number in range(8)]

    assert [answer.status_code for answer in answers].count(429) >= 2


def test_a_body_that_no_call_is_as_long_as_is_refused_unread(program: Programs) -> None:
    answer = program().client.get("/api/v1/accounts/", headers={"Content-Length": str(10**9)})

    assert answer.status_code == 413


def test_an_answer_is_kept_by_nobody_on_the_way(program: Programs) -> None:
    answer = program().get(f"/api/v1/accounts/{factories.create_account().pk}/")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Vary"].startswith("Accept-Language, Authorization")


def test_a_page_has_between_one_and_two_hundred_rows(program: Programs) -> None:
    caller = program()

    for limit in ("0", "201", "-1", "x", "٣", "9" * 30):
        assert caller.get("/api/v1/accounts/", limit=limit).status_code == 400, limit
    for cursor in ("x", "-1", "9" * 30):
        assert caller.get("/api/v1/accounts/", cursor=cursor).status_code == 400, cursor


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000, "[" * 400 + "]" * 400])
@pytest.mark.parametrize("address", ["/api/v1/payments/", "/api/v1/debts/"])
def test_a_body_nested_without_an_end_is_a_wrong_call(
    program: Programs, address: str, body: str
) -> None:
    caller = program(Role.ACCOUNTANT)
    headers = {**caller.headers(), "Idempotency-Key": "deep"}

    answer = caller.client.post(address, body, content_type="application/json", headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:istok:problem:invalid")
