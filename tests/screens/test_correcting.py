"""The page of a finished task lets its report be corrected: effects first, then the deed."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.processes.models import Case
from webapp.staff import operations
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]


@pytest.fixture
def task(boss: User) -> Task:
    """A judge has ruled on an order, and whether it is in force is not known yet."""
    party = factories.create_person(email="", phone="")
    life = living.Life(
        case=living.open_case(factories.create_debtor(party=party, today=living.START)),
        by=boss,
        gateways=providers.gateways(),
        lazy=frozenset({"court_order_effect"}),
    )
    life.go(until="ask:court_order_effect")
    operations.set_clock(business_at=datetime.combine(life.today, time(10), MOSCOW), rate=1.0)
    return Task.objects.get(kind="court_order_ruling")


def address(task: Task) -> str:
    return reverse("admin:tasks_correct", args=[task.pk])


def refused(task: Task, **more: str) -> dict[str, str]:
    return {
        "outcome": "REFUSED",
        "date": task.result["date"],
        "remarks": "не тот суд",
        "ground": "прислали определение об отказе",
        **more,
    }


def test_a_finished_task_has_a_plain_button(task: Task, boss: User, log_in: LogIn) -> None:
    shown = log_in(boss).get(reverse("admin:tasks_task", args=[task.pk])).content.decode()

    assert "Исправить…" in shown and address(task) in shown


def test_the_form_begins_with_what_was_told(task: Task, boss: User, log_in: LogIn) -> None:
    shown = log_in(boss).get(address(task)).content.decode()

    told = datetime.fromisoformat(task.result["date"])
    assert f'value="{told:%d.%m.%Y}"' in shown and f'value="{task.result["number"]}"' in shown


def test_what_follows_is_told_and_done_only_when_it_is_meant(
    task: Task, boss: User, log_in: LogIn
) -> None:
    client = log_in(boss)

    asked = client.post(address(task), refused(task)).content.decode()

    task.refresh_from_db()
    assert task.status == Task.Status.DONE
    assert "Что последует" in asked and "Отзывается" in asked

    told = client.post(address(task), refused(task, sure="REFUSED"), follow=True)

    task.refresh_from_db()
    page = told.content.decode()
    assert task.status == Task.Status.CORRECTED
    assert "прислали определение об отказе" in page and "Прежний отчёт" in page


def test_the_former_report_says_that_it_was_wrong(task: Task, boss: User, log_in: LogIn) -> None:
    client = log_in(boss)
    client.post(address(task), refused(task, sure="REFUSED"))

    shown = client.get(reverse("admin:tasks_task", args=[task.pk])).content.decode()
    again = client.get(address(task), follow=True).content.decode()

    assert "Этот отчёт был неверным" in shown and "Исправить…" not in shown
    assert "уже исправил" in again


def test_the_journal_of_the_case_shows_both(task: Task, boss: User, log_in: LogIn) -> None:
    client, case = log_in(boss), Case.objects.get()
    client.post(address(task), refused(task, sure="REFUSED"))

    shown = client.get(reverse("admin:recovery_case", args=[case.pk])).content.decode()

    assert "(неверно, исправлено)" in shown
    assert "Отчёт по поручению исправлен" in shown and "прислали определение об отказе" in shown


def test_a_reason_is_demanded(task: Task, boss: User, log_in: LogIn) -> None:
    sent = refused(task, sure="REFUSED", ground="")

    asked = log_in(boss).post(address(task), sent).content.decode()

    task.refresh_from_db()
    assert task.status == Task.Status.DONE and "Обязательное поле" in asked


def test_a_colleague_who_did_not_report_does_not_correct(task: Task, log_in: LogIn) -> None:
    lawyer = log_in(Role.LAWYER)

    told = lawyer.post(address(task), refused(task, sure="REFUSED"), follow=True).content.decode()

    task.refresh_from_db()
    assert task.status == Task.Status.DONE and "Исправляет тот, кто отчитался" in told


def test_whoever_may_not_see_the_task_finds_no_page(task: Task, log_in: LogIn) -> None:
    assert log_in(Role.CREW).get(address(task)).status_code == 404
