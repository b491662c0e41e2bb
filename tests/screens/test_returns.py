"""A package that is returned goes to whoever leads its case, and comes back with what was said."""

from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.correspondence.models import Document
from webapp.staff import operations as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW

LogIn = Callable[..., Client]
SAID = "Сумма не та: проверьте оплату за январь"


@pytest.fixture
def lawyer(boss: User) -> User:
    """The only lawyer: cases are that person's."""
    return factories.create_staff(role=Role.LAWYER)


@pytest.fixture
def life(boss: User, lawyer: User) -> living.Life:
    """A case whose package waits for an approval."""
    account = factories.create_debtor(
        party=factories.create_person(email="", phone=""), months=3, today=living.START
    )
    life = living.Life(
        case=living.open_case(account),
        by=boss,
        gateways=providers.gateways(),
        lazy=frozenset({"approve", "correct"}),
    )
    life.go(until="ask:approve")
    return life


def page(task: Task) -> str:
    return reverse("admin:tasks_task", args=[task.pk])


def opened(kind: str) -> Task:
    return Task.objects.get(kind=kind, status="OPEN")


def answer(client: Client, task: Task, outcome: str, remarks: str = "") -> None:
    sent = {"outcome": outcome, "date": task.created_on.isoformat(), "remarks": remarks}
    client.post(page(task), sent)


def returned(life: living.Life, client: Client) -> Task:
    """Return the task to correct what the head has returned."""
    answer(client, opened("approve"), "RETURNED", SAID)
    life.go(until="ask:correct")
    return opened("correct")


def text(client: Client, task: Task) -> str:
    return client.get(page(task)).content.decode().replace("\u00a0", " ")


@pytest.fixture
def day_of_life(life: living.Life) -> living.Life:
    """The office lives on the day of the case."""
    staff.set_clock(business_at=datetime.combine(life.today, time(12), MOSCOW), rate=1.0)
    return life


def test_a_returned_package_waits_for_whoever_leads_the_case_and_is_not_made_again(
    day_of_life: living.Life, boss: User, lawyer: User, log_in: LogIn
) -> None:
    task = returned(day_of_life, log_in(boss))

    day_of_life.go()

    assert task.assignee == lawyer and task.role == Role.LAWYER
    assert Document.objects.filter(kind="service_memo").count() == 1
    assert not Task.objects.filter(kind="approve", status="OPEN").exists()


def test_who_corrects_reads_the_remarks_first_and_what_may_be_changed(
    day_of_life: living.Life, boss: User, lawyer: User, log_in: LogIn
) -> None:
    told = text(log_in(lawyer), returned(day_of_life, log_in(boss)))

    assert told.index(SAID) < told.index("Исправлено: составить документ заново")
    assert "Что можно изменить" in told and "Контакты и адрес должника" in told
    assert "Пока ничего не изменилось" in told


def test_what_has_changed_since_is_told_to_who_corrects_and_to_who_approves(
    day_of_life: living.Life, boss: User, lawyer: User, log_in: LogIn
) -> None:
    task = returned(day_of_life, log_in(boss))
    party = day_of_life.case.party
    party.name = "Петрова Анна Сергеевна"
    party.save()

    assert "Петрова Анна Сергеевна" in text(log_in(lawyer), task).partition("Что изменилось")[2]
    answer(log_in(lawyer), task, "CORRECTED", "Имя исправлено")
    day_of_life.go(until="3.2:ask:approve")
    told = text(log_in(boss), opened("approve"))

    assert SAID in told and "Имя исправлено" in told
    assert "Петрова Анна Сергеевна" in told.partition("Что изменилось")[2]
    assert "повторяет возвращённый" not in told


def test_who_approves_is_warned_when_the_new_paper_says_the_same(
    day_of_life: living.Life, boss: User, lawyer: User, log_in: LogIn
) -> None:
    task = returned(day_of_life, log_in(boss))
    answer(log_in(lawyer), task, "AS_IT_IS")
    task.refresh_from_db()
    assert task.status == "OPEN", "an explanation is needed"

    answer(log_in(lawyer), task, "AS_IT_IS", "Оплаты за январь не было")
    day_of_life.go(until="3.2:ask:approve")
    told = text(log_in(boss), opened("approve"))

    assert "повторяет возвращённый" in told
    assert "Оплаты за январь не было" in told and SAID in told


def test_a_payment_while_it_is_corrected_is_told(
    day_of_life: living.Life, boss: User, lawyer: User, log_in: LogIn
) -> None:
    task = returned(day_of_life, log_in(boss))

    day_of_life.pay(Decimal("1000.00"))

    told = text(log_in(lawyer), task)
    assert "месяцы и суммы долга" in told.partition("Что изменилось")[2]
    assert "Пока ничего не изменилось" not in told
