"""The page of a case shows the days ahead of it, for every step that is coming."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.recovery.living import START
from webapp.processes.models import Case
from webapp.processes.queries import dates
from webapp.staff.models import User

LogIn = Callable[..., Client]


def page(case: Case) -> str:
    return reverse("admin:recovery_case", args=[case.pk])


def test_the_coming_steps_have_their_first_and_last_days(
    case: Case, boss: User, log_in: LogIn
) -> None:
    shown = log_in(boss).get(page(case))

    text = shown.content.decode()
    first = shown.context["ahead"][0]
    assert "Даты впереди" in text and "Не раньше" in text
    assert first.stage == "Уведомление"
    assert [step.name for step in first.steps][:2] == [
        "вручение заказным письмом",
        "подтверждение доставки",
    ]
    assert (first.first, first.steps[0].changes) == (START, "вручение")
    assert "Уведомление: идёт сейчас" in " ".join(text.split())
    assert "Предупреждение: не раньше" in " ".join(text.split())
    assert [stage.stage for stage in shown.context["ahead"]][:2] == [
        "Уведомление",
        "Предупреждение",
    ]


def test_the_living_part_and_the_past_do_not_count_them(
    case: Case, boss: User, log_in: LogIn
) -> None:
    client = log_in(boss)

    part = client.get(page(case), headers={"HX-Request": "true"})
    past = client.get(page(case), {"on": START.isoformat()})

    assert "Даты впереди" not in part.content.decode()
    assert "Даты впереди" not in past.content.decode()


def test_a_case_without_an_end_of_its_pause_shows_no_day(
    case: Case, boss: User, log_in: LogIn
) -> None:
    client = log_in(boss)
    action = reverse("admin:recovery_case_action", args=[case.pk, "dispute"])
    client.post(action, {"reason": "Не согласен с показаниями"})

    assert "Даты впереди" not in client.get(page(case)).content.decode()


def test_dates_that_cannot_be_counted_are_named_and_the_page_works(
    case: Case, boss: User, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**_asked: object) -> None:
        raise OverflowError("date value out of range")

    monkeypatch.setattr(dates, "ahead_of", breaks)
    answer = log_in(boss).get(page(case))

    assert answer.status_code == 200
    assert "Не удалось вычислить: даты впереди." in answer.content.decode()
