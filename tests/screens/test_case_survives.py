"""The page of a case works whatever is wrong with the case: what cannot be computed is named, the rest is there."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.recovery.living import START
from webapp.processes.models import Case, Pause
from webapp.processes.queries import diagram, explain
from webapp.recovery.models import Installment, InstallmentPlan
from webapp.recovery.queries import casefile
from webapp.staff.models import User

LogIn = Callable[..., Client]
RULES = {
    "почему дело ждёт": (explain, "waiting"),
    "схема дела": (diagram, "draw"),
    "пени и госпошлина": (casefile, "money"),
}


def page(case: Case) -> str:
    return reverse("admin:recovery_case", args=[case.pk])


def dialog(case: Case, action: str) -> str:
    return reverse("admin:recovery_case_action", args=[case.pk, action])


def breaks(**_facts: object) -> None:
    raise OverflowError("date value out of range")


@pytest.mark.parametrize("name", RULES)
def test_an_explanation_that_breaks_is_named_and_the_actions_are_there(
    case: Case,
    boss: User,
    log_in: LogIn,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    module, rule = RULES[name]
    monkeypatch.setattr(module, rule, lambda *_case, **facts: breaks(**facts))
    client = log_in(boss)

    whole = client.get(page(case))
    part = client.get(page(case), headers={"HX-Request": "true"})

    assert (whole.status_code, part.status_code) == (200, 200)
    for answer in (whole, part):
        assert f"Не удалось вычислить: {name}." in answer.content.decode()
    text = whole.content.decode()
    assert case.number in text and "Записать обещание" in text and "4\u00a0500,00" in text
    assert f"case {case.pk}" in caplog.text and "OverflowError" in caplog.text


def test_a_list_of_cases_needs_no_explanation(
    case: Case, boss: User, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, rule in RULES.values():
        monkeypatch.setattr(module, rule, lambda *_case, **facts: breaks(**facts))

    answer = log_in(boss).get(reverse("admin:recovery_cases"))

    assert case.number in answer.content.decode()


def test_what_an_older_release_took_is_shown_and_healed_with_the_button(
    case: Case, boss: User, log_in: LogIn
) -> None:
    Case.objects.filter(pk=case.pk).update(side="PLAN")
    plan = InstallmentPlan.objects.create(case=case, agreed_on=START, by=boss)
    Installment.objects.create(plan=plan, due_on=date(9999, 12, 31), amount=Decimal("4500.00"))
    client = log_in(boss)

    shown = client.get(page(case))
    client.post(dialog(case, "end-plan"), {"ground": "срок невозможен"})

    assert dialog(case, "end-plan") in shown.content.decode()
    assert "Не удалось" not in shown.content.decode()
    assert "Рассрочка по делу прекращена досрочно" in client.get(page(case)).content.decode()
    assert Case.objects.get(pk=case.pk).side == "ACTIVE"


@pytest.mark.parametrize("action", ["hold", "promise"])
@pytest.mark.parametrize("until", ["9999-12-31", "01.01.9000", "2999-06-30", "20226-01-01"])
def test_a_pause_without_end_is_refused_and_what_was_typed_stays(
    case: Case, boss: User, log_in: LogIn, action: str, until: str
) -> None:
    answer = log_in(boss).post(dialog(case, action), {"until": until, "reason": "Просит подождать"})

    text = answer.content.decode()
    assert "Проверьте дату" in text or "Введите правильную дату" in text
    assert f'value="{until}"' in text and "Просит подождать" in text
    assert not Pause.objects.exists()


@pytest.mark.parametrize(
    "amount", ["NaN", "sNaN", "Infinity", "1e9999999", "-4500", "0", "\u202e0054", "4500\x00"]
)
def test_a_part_that_is_no_sum_is_refused_in_words_and_stays(
    case: Case, boss: User, log_in: LogIn, amount: str
) -> None:
    given = {"months": "2", "first_due": "2026-04-02"}
    parts = {"due": ["2026-04-02", "2026-05-02"], "amount": [amount, "4500"]}

    answer = log_in(boss).post(dialog(case, "plan"), {**given, **parts})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Часть 1:" in text and "2026-05-02" in text
    assert not InstallmentPlan.objects.exists()


@pytest.mark.parametrize(
    "query", ["months=36&first_due=9999-12-31", "months=9e99&first_due=x", "months=36&first_due="]
)
def test_a_split_that_cannot_be_is_asked_for_in_vain(
    case: Case, boss: User, log_in: LogIn, query: str
) -> None:
    answer = log_in(boss).get(f"{dialog(case, 'plan')}?{query}")

    assert answer.status_code == 200
    assert "1\u00a0500,00" in answer.content.decode()
