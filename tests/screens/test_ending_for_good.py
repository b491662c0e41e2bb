"""A report that ends a case for good is asked about with its sums, and done once that is said."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.staff import operations
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW

LogIn = Callable[..., Client]


def report(outcome: str, **sure: str) -> dict[str, str]:
    day = staff.today().isoformat()
    return {"outcome": outcome, "date": day, "remarks": "взять нечего", **sure}


@pytest.fixture
def task(boss: User) -> Task:
    """What is left after the bailiffs waits for a decision."""
    account = factories.create_debtor(
        party=factories.create_person(email="", phone=""), today=living.START
    )
    life = living.Life(
        case=living.open_case(account),
        by=boss,
        gateways=providers.gateways(),
        outcomes={"enforcement_result": "ENDED"},
        lazy=frozenset({"after_enforcement"}),
    )
    life.go(until="ask:after_enforcement")
    operations.set_clock(business_at=datetime.combine(life.today, time(10), MOSCOW), rate=1.0)
    return Task.objects.get(kind="after_enforcement", status=Task.Status.OPEN)


def test_a_write_off_shows_what_is_given_up_and_is_done_when_it_is_meant(
    task: Task, boss: User, log_in: LogIn
) -> None:
    client, page = log_in(boss), reverse("admin:tasks_task", args=[task.pk])

    asked = client.post(page, report("WRITE_OFF")).content.decode()

    task.refresh_from_db()
    assert task.status == Task.Status.OPEN
    assert "Списываются: основной долг 4\xa0500,00 ₽" in asked
    assert "присуждено судом" in asked and "взять нечего" in asked

    told = client.post(page, report("WRITE_OFF", sure="WRITE_OFF"), follow=True).content.decode()

    task.refresh_from_db()
    assert (task.status, task.outcome) == (Task.Status.DONE, "WRITE_OFF")
    assert "Дело завершается" in told and "продолжится само" not in told


def test_it_is_not_done_to_many_at_once(task: Task, boss: User, log_in: LogIn) -> None:
    form = {
        "ids": task.pk,
        "sure": "1",
        "outcome-debt_recovery:after_enforcement": "WRITE_OFF",
        **report(""),
    }

    told = log_in(boss).post(reverse("admin:tasks_finish"), form).content.decode()

    task.refresh_from_db()
    assert task.status == Task.Status.OPEN and "на её странице" in told


def test_another_end_is_not_asked_about(task: Task, boss: User, log_in: LogIn) -> None:
    page = reverse("admin:tasks_task", args=[task.pk])

    log_in(boss).post(page, report("LEAVE_OPEN"))

    task.refresh_from_db()
    assert (task.status, task.outcome) == (Task.Status.DONE, "LEAVE_OPEN")
