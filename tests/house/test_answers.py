"""What every answer of the web process carries, and what a person sees when something goes wrong."""

import logging

import pytest
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from webapp.config import logs, middleware
from webapp.staff.models import User

pytestmark = pytest.mark.django_db


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret of the house")


urlpatterns = [path("breaks", breaks)]


def test_a_page_may_load_only_our_own_scripts() -> None:
    policy = Client().get("/office/login/").headers["Content-Security-Policy"]

    assert policy == middleware.CONTENT_SECURITY_POLICY
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ("", "Такой страницы нет"),
        ("ru", "Такой страницы нет"),
        ("en", "There is no such page"),
        ("xx", "Такой страницы нет"),
    ],
)
def test_the_office_speaks_russian_until_a_person_chooses(cookie: str, expected: str) -> None:
    client = Client(headers={"accept-language": "de"})
    if cookie:
        client.cookies["django_language"] = cookie

    answer = client.get("/nothing-here")

    assert answer.status_code == 404
    assert expected in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ru", "Страницу не удалось открыть"), ("en", "The page could not be made")],
)
@override_settings(ROOT_URLCONF=__name__)
def test_an_error_is_told_without_its_traceback(language: str, expected: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["django_language"] = language

    answer = client.get("/breaks")

    assert answer.status_code == 500
    assert expected in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_advice() -> None:
    answer = Client(enforce_csrf_checks=True).post("/office/login/", {"username": "x"})

    assert answer.status_code == 403
    assert "Форма устарела" in answer.content.decode()


def test_a_page_beyond_ones_role_is_refused_with_advice() -> None:
    client = Client()
    client.force_login(
        User.objects.create(username="newcomer", is_staff=True),
        backend="django.contrib.auth.backends.ModelBackend",
    )

    answer = client.get("/office/staff/user/")

    assert answer.status_code in {403, 404}
    assert (
        "администратору" in answer.content.decode()
        or "Такой страницы нет" in answer.content.decode()
    )


def test_the_health_question_needs_the_database() -> None:
    assert Client().get("/healthz").content == b"ok"


def test_logs_quote_no_rows() -> None:
    User.objects.create(username="Пётр Иванов")
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO staff_user SELECT * FROM staff_user")
    except IntegrityError as error:
        record = logging.LogRecord(
            "istok", logging.ERROR, "", 0, "failed", None, (type(error), error, error.__traceback__)
        )

    said = logs.DiscreetFormatter("%(message)s").format(record)

    assert "IntegrityError" in said
    assert "DETAIL" not in said


class UnableToSend(Exception):
    pass


def test_an_expected_refusal_takes_one_line_in_the_log() -> None:
    error = UnableToSend("Too Many Requests")
    said = "Completing activity as failed ({'activity_id': '7'})"
    record = logging.LogRecord(
        "temporalio.activity", logging.WARNING, "", 0, said, None, (UnableToSend, error, None)
    )

    line = logs.DiscreetFormatter("%(levelname)s %(message)s").format(record)

    assert line == "WARNING Completing activity as failed: UnableToSend: Too Many Requests"
