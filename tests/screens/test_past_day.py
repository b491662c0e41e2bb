"""A case as it was on a past day: with the money, the penalty and the stage of that day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.notifications import providers
from tests.recovery import living
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.processes.queries import casefile as casefile_of_process
from webapp.recovery.models import CourtCase, InstallmentPlan
from webapp.recovery.queries import casefile
from webapp.staff import operations as staff
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW, BusinessClock

LogIn = Callable[..., Client]
PAID_ON = living.START + timedelta(days=10)
TODAY = living.START + timedelta(days=20)


@pytest.fixture
def paid(case: Case, boss: User) -> Case:
    """The case of 4500 roubles of which 1000 were paid ten days after its opening."""
    life = living.Life(case=case, by=boss, gateways=providers.gateways())
    life.today = PAID_ON
    life.pay(Decimal(1000))
    morning = datetime.combine(TODAY, time(9), MOSCOW)
    staff.set_clock(business_at=morning, rate=1.0)
    return case


def on(case: Case, day: date) -> casefile.Money:
    return casefile.money(case=case, today=TODAY, on=day)


def test_money_of_a_day_before_a_payment_is_without_it(paid: Case) -> None:
    before, after = on(paid, PAID_ON - timedelta(days=1)), on(paid, PAID_ON)
    now = casefile.money(case=paid, today=TODAY)

    assert (before.paid, before.debt) == (0, 4500)
    assert (after.paid, after.debt) == (now.paid, now.debt) == (1000, 3500)
    assert before.charged == now.charged == 4500
    assert [month.debt for month in before.months] == [1500] * 3


def test_the_penalty_of_a_day_is_that_which_was_counted_on_it(paid: Case) -> None:
    days = [PAID_ON - timedelta(days=1), TODAY]
    then, now = (on(paid, day).penalty for day in days)

    assert then == casefile.money(case=paid, today=days[0], on=days[0]).penalty
    assert then is not None and now is not None and 0 < then < now
    assert max(line.end for line in on(paid, days[0]).lines) <= days[0]


def test_the_page_of_a_past_day_shows_its_money_and_says_what_came_since(
    paid: Case, boss: User, log_in: LogIn
) -> None:
    page = reverse("admin:recovery_case", args=[paid.pk])
    day = PAID_ON - timedelta(days=1)

    text = log_in(boss).get(page, {"on": day.isoformat()}).content.decode().replace("\u00a0", " ")
    now = log_in(boss).get(page).content.decode().replace("\u00a0", " ")

    assert "Долг на тот день" in text and "<dd>4 500,00 ₽</dd>" in text
    assert f"Деньги показаны на конец дня {day:%d.%m.%Y}" in text
    assert "С тех пор уплачено 1 000,00 ₽." in text and "Этап на тот день" in text
    assert "Долг сейчас" in now and "<dd>3 500,00 ₽</dd>" in now
    assert "Деньги показаны на конец дня" not in now


def test_what_was_posted_only_later_is_told_where_time_is_real(paid: Case) -> None:
    posted_at = datetime.combine(PAID_ON + timedelta(days=5), time(12), MOSCOW)
    Payment.objects.update(posted_at=posted_at)

    def known(day: date) -> Decimal:
        return casefile.since(case=paid, on=day, clock=BusinessClock()).known

    assert known(PAID_ON - timedelta(days=1)) == 0
    assert known(PAID_ON + timedelta(days=4)) == 1000
    assert known(PAID_ON + timedelta(days=5)) == 0


def test_tasks_are_those_of_the_day_with_the_status_of_then(
    paid: Case, boss: User, log_in: LogIn
) -> None:
    day = living.START + timedelta(days=5)
    answered = a_task(paid, created_on=living.START, completed_on=TODAY)
    later = a_task(paid, created_on=day + timedelta(days=1), completed_on=None)

    shown = {task.pk: task for task in casefile_of_process.tasks_on(case=paid, on=day)}
    now = {task.pk for task in casefile_of_process.tasks(case=paid)}

    assert shown[answered.pk].status == "OPEN" and shown[answered.pk].completed_on is None
    assert later.pk not in shown and {answered.pk, later.pk} <= now
    answered.refresh_from_db()
    assert answered.status == "DONE"


def test_what_a_past_day_waited_for_is_told_by_its_tasks_and_terms(
    paid: Case, boss: User, log_in: LogIn
) -> None:
    Task.objects.update(status="DONE", outcome="DELIVERED", completed_on=PAID_ON)
    page, client = reverse("admin:recovery_case", args=[paid.pk]), log_in(boss)

    def told(day: date) -> str:
        return " ".join(client.get(page, {"on": day.isoformat()}).content.decode().split())

    assert "Контакт-центр до 12.03.2026:" in told(living.START)
    assert "опоздание" not in told(living.START)
    assert "Чего ждало дело в тот день, из журнала не видно." in told(TODAY)
    assert "показаны как сейчас" in told(TODAY) and "Потом:" not in told(TODAY)


def test_papers_messages_and_court_of_later_days_are_left_out(
    paid: Case, boss: User, log_in: LogIn
) -> None:
    later = TODAY - timedelta(days=1)
    CourtCase.objects.create(
        case=paid, track="ORDER", court="М", filed_on=later, claim=1, penalty=0, state_duty=1
    )
    page, client = reverse("admin:recovery_case", args=[paid.pk]), log_in(boss)

    shown = client.get(page, {"on": PAID_ON.isoformat()}).context
    before = client.get(page, {"on": later.isoformat()}).context

    assert (shown["court_cases"], len(before["court_cases"])) == ([], 1)
    assert len(shown["documents"]) == len(client.get(page).context["documents"]) == 1
    assert shown["transmissions"]
    assert not casefile_of_process.documents(case=paid, on=date(2026, 3, 1)).exists()
    assert not casefile_of_process.transmissions(case=paid, on=date(2026, 3, 1)).exists()


def test_a_plan_that_ended_later_still_stood_on_the_day(paid: Case) -> None:
    InstallmentPlan.objects.create(case=paid, agreed_on=PAID_ON, ended_on=TODAY, status="CANCELLED")

    def status(on: date | None) -> str | None:
        found = casefile.plan(case=paid, on=on)
        return found and found[0].status

    assert status(living.START) is None
    assert (status(PAID_ON), status(TODAY), status(None)) == ("ACTIVE", "CANCELLED", "CANCELLED")


def a_task(case: Case, *, created_on: date, completed_on: date | None) -> Task:
    task = Task.objects.create(
        kind="court_order_ruling", case=case, role="LAWYER", created_on=created_on
    )
    if completed_on:
        task.status, task.outcome, task.completed_on = "DONE", "ISSUED", completed_on
        task.save()
    return task


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("abc", "Это не дата"),
        ("2026-02-31", "Это не дата"),
        ((TODAY + timedelta(days=1)).isoformat(), "ещё не наступил"),
        ((living.START - timedelta(days=1)).isoformat(), "дела ещё не было, оно открыто"),
    ],
)
def test_a_day_on_which_a_case_cannot_be_looked_at_is_refused_in_words(
    paid: Case, boss: User, log_in: LogIn, day: str, words: str
) -> None:
    page = reverse("admin:recovery_case", args=[paid.pk])

    text = log_in(boss).get(page, {"on": day}, follow=True).content.decode()

    assert words in text and "Долг сейчас" in text
    assert "Деньги показаны на конец дня" not in text
