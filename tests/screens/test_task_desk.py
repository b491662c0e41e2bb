"""The task desk: asking colleagues, taking tasks up, many at once, and talking of them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.tasks.conftest import give
from webapp.staff import queries as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Task, TaskComment
from webapp.tasks.operations import leases, reminders
from webapp.tasks.operations.giving import About

LogIn = Callable[..., Client]


@pytest.fixture
def lawyer(morning: None) -> User:
    return factories.create_staff(role=Role.LAWYER)


def page(task: Task) -> str:
    return reverse("admin:tasks_task", args=[task.pk])


def do(client: Client, task: Task, action: str, said: str = "") -> str:
    address = reverse("admin:tasks_do", args=[task.pk, action])
    return client.post(address, {"said": said}, follow=True).content.decode()


def test_a_colleague_is_asked_and_reports(lawyer: User, log_in: LogIn) -> None:
    client = log_in(lawyer)
    asked = {"title": "Позвонить в суд", "role": "LAWYER", "done_when": "Знаем дату"}

    shown = client.post(reverse("admin:tasks_new"), asked, follow=True).content.decode()
    task = Task.objects.get()
    client.post(page(task), {"outcome": "DONE", "date": "2026-03-02", "remarks": "12 марта"})

    assert "Позвонить в суд" in shown and "Знаем дату" in shown
    task.refresh_from_db()
    assert (task.status, task.completed_by) == ("DONE", lawyer)
    assert "12 марта" in client.get(page(task)).content.decode()


def test_a_term_that_ends_is_told_of_on_the_desk(lawyer: User, log_in: LogIn) -> None:
    give(by=lawyer, assignee=lawyer, due_on=date(2026, 3, 12))
    reminders.remind(today=date(2026, 3, 10))

    shown = log_in(lawyer).get(reverse("admin:tasks_list")).content.decode()

    assert "срок скоро истечёт" in shown


def test_what_is_wrong_is_said_beside_its_field(lawyer: User, log_in: LogIn) -> None:
    answer = log_in(lawyer).post(reverse("admin:tasks_new"), {"title": "Кому?"})

    assert "Выберите сотрудника или отдел." in answer.content.decode()
    assert not Task.objects.exists()


def test_a_crew_asks_nobody(log_in: LogIn, morning: None) -> None:
    assert log_in(Role.CREW).get(reverse("admin:tasks_new")).status_code == 403


def test_a_task_is_taken_up_given_back_and_talked_of(lawyer: User, log_in: LogIn) -> None:
    task, client = give(by=lawyer), log_in(lawyer)

    assert "Взято в работу" in do(client, task, "claim")
    assert "Жду ответа" in do(client, task, "comment", "Жду ответа")
    assert "Возвращено." in do(client, task, "give-back")
    assert TaskComment.objects.get().by == lawyer


def test_who_comes_second_is_told_who_has_it(lawyer: User, log_in: LogIn) -> None:
    task, other = give(by=lawyer), factories.create_staff(role=Role.LAWYER)
    other.last_name = "Зимина"
    other.save()
    leases.claim(task_id=task.pk, by=other, now=staff.business_now())

    assert "Зимина" in do(log_in(lawyer), task, "claim")


def test_of_many_each_says_what_came_of_it(lawyer: User, log_in: LogIn) -> None:
    free, taken = give(by=lawyer, title="Свободное"), give(by=lawyer, title="Занятое")
    other = factories.create_staff(role=Role.LAWYER)
    leases.claim(task_id=taken.pk, by=other, now=staff.business_now())
    sent = {"action": "claim", "ids": [free.pk, taken.pk, 10**18, "x"]}

    shown = log_in(lawyer).post(reverse("admin:tasks_bulk"), sent).content.decode()

    assert shown.count("ik-tag ok") == 1 and shown.count("ik-tag bad") == 1
    free.refresh_from_db()
    assert free.held_by == lawyer


def test_a_task_of_another_segment_is_not_there(lawyer: User, log_in: LogIn, morning: None) -> None:
    task = give(by=lawyer, about=About(account_id=factories.create_account().pk))
    stranger = factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))
    client = log_in(stranger)

    assert client.get(page(task)).status_code == 404
    for action in ("claim", "comment", "give-back", "priority"):
        address = reverse("admin:tasks_do", args=[task.pk, action])
        assert client.post(address, {"said": "3"}).status_code == 404
    client.post(reverse("admin:tasks_bulk"), {"action": "claim", "ids": [task.pk]})
    task.refresh_from_db()
    assert task.held_by is None


@pytest.mark.parametrize("action", ["", "comment", "drop"])
def test_only_what_makes_sense_is_done_to_many(action: str, lawyer: User, log_in: LogIn) -> None:
    task = give(by=lawyer)
    sent = {"action": action, "ids": [task.pk]}

    answer = log_in(lawyer).post(reverse("admin:tasks_bulk"), sent, follow=True)

    assert "Выберите, что сделать." in answer.content.decode()
