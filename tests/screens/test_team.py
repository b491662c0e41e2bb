"""The head sees who has how much work, and shares a part of it out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.screens.test_budgets import CLOCK, queries_of
from tests.tasks.conftest import give
from webapp.staff import queries as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import leases
from webapp.tasks.operations.giving import About

LogIn = Callable[..., Client]
MONDAY = date(2026, 3, 2)


def lawyer_named(name: str, **segment: Any) -> User:
    person = factories.create_staff(role=Role.LAWYER, **segment)
    person.last_name = name
    person.save()
    return person


@pytest.fixture
def anna(morning: None) -> User:
    return lawyer_named("Аннина")


@pytest.fixture
def boris(morning: None) -> User:
    return lawyer_named("Борисов")


def figures(client: Client) -> dict[tuple[str, str], tuple[int, int, int]]:
    found = {}
    for role, loads in client.get(reverse("admin:tasks_team")).context["roles"]:
        for load in loads:
            name = load.person.last_name if load.person else ""
            found[role, name] = (load.number, load.late, load.this_week)
    return found


def late(task: Task) -> Task:
    Task.objects.filter(pk=task.pk).update(due_on=MONDAY - timedelta(days=1))
    return task


def share(client: Client, **sent: Any) -> Any:
    return client.post(reverse("admin:tasks_team_share"), sent)


def agreed(portions: Any, **more: Any) -> dict[str, Any]:
    """Return what the form of a preview would send."""
    sent: dict[str, Any] = {"sure": "1", "ids": [], **more}
    for portion in portions:
        if portion.to:
            task = portion.item.task
            sent["ids"].append(task.pk)
            sent[f"to-{task.pk}"] = portion.to.pk
            sent[f"was-{task.pk}"] = task.assignee_id or ""
    return sent


def refusals(answer: Any) -> list[str]:
    return [result.refusal for result in answer.context["results"]]


def of(person: User | None, role: str = Role.LAWYER) -> str:
    return f"{role}:{person.pk if person else 'nobody'}"


def test_each_figure_counts_what_its_list_shows(
    boss: User,
    anna: User,
    boris: User,
    log_in: LogIn,
) -> None:
    late(give(by=boss, assignee=anna, role=Role.LAWYER))
    give(by=boss, assignee=anna, role=Role.LAWYER, due_on=MONDAY + timedelta(days=6))
    give(by=boss, assignee=anna, role=Role.LAWYER, due_on=MONDAY + timedelta(days=7))
    give(by=boss)
    leases.claim(task_id=give(by=boss).pk, by=boris, now=staff.business_now())
    give(by=boss, assignee=boris)
    client = log_in(boss)

    assert figures(client) == {
        ("LAWYER", ""): (1, 0, 0),
        ("LAWYER", "Аннина"): (3, 1, 1),
        ("LAWYER", "Борисов"): (1, 0, 0),
        ("", "Борисов"): (1, 0, 0),
    }
    desk = reverse("admin:tasks_list")
    for _role, loads in client.get(reverse("admin:tasks_team")).context["roles"]:
        for load in loads:
            lists = {
                load.query: load.number,
                f"{load.query}&late=on": load.late,
                load.query_of_week: load.this_week,
            }
            for query, number in lists.items():
                assert client.get(f"{desk}?{query}").context["page"].paginator.count == number


def test_a_colleague_with_free_hands_is_there_too(
    boss: User,
    anna: User,
    boris: User,
    log_in: LogIn,
) -> None:
    give(by=boss, assignee=anna, role=Role.LAWYER)

    assert figures(log_in(boss))["LAWYER", "Борисов"] == (0, 0, 0)


def test_what_is_shared_out_is_spread_evenly_and_shown_before(
    boss: User,
    anna: User,
    boris: User,
    log_in: LogIn,
) -> None:
    vera = lawyer_named("Верина")
    tasks = [give(by=boss, assignee=anna, role=Role.LAWYER) for _number in range(5)]
    client = log_in(boss)

    shown = share(client, ids=[of(anna)], to=[boris.pk, vera.pk]).context["portions"]

    assert Task.objects.filter(assignee=anna).count() == 5
    assert sorted(portion.to.last_name for portion in shown).count("Борисов") == 3
    done = share(client, **agreed(shown))
    assert refusals(done) == [""] * 5
    assert Task.objects.filter(assignee=boris).count() == 3
    assert Task.objects.filter(assignee=vera).count() == 2
    tasks[0].refresh_from_db()
    assert tasks[0].assigned_by == boss


def test_what_nobody_had_is_shared_out_too(
    boss: User,
    anna: User,
    log_in: LogIn,
) -> None:
    task, client = give(by=boss), log_in(boss)

    shown = share(client, ids=[of(None)], to=[anna.pk]).context["portions"]
    share(client, **agreed(shown))

    task.refresh_from_db()
    assert task.assignee == anna


def test_only_whoever_may_do_a_task_gets_it(
    boss: User,
    anna: User,
    log_in: LogIn,
) -> None:
    clerk = factories.create_staff(role=Role.CALL_CENTER)
    of_firms = lawyer_named("Фирмин", kinds=("ORGANIZATION",))
    about = About(account_id=factories.create_account().pk)
    task = give(by=boss, assignee=anna, role=Role.LAWYER, about=about)
    client = log_in(boss)

    [shown] = share(client, ids=[of(anna)], to=[clerk.pk, of_firms.pk]).context["portions"]
    sent = {"sure": "1", "ids": [task.pk], f"to-{task.pk}": clerk.pk, f"was-{task.pk}": anna.pk}
    forced = share(client, **sent)

    assert shown.to is None
    assert refusals(forced) == ["Сотрудник не выбран, или такое поручение ему не передать."]
    task.refresh_from_db()
    assert task.assignee == anna


def test_what_has_moved_meanwhile_stays_where_it_is(
    boss: User,
    anna: User,
    boris: User,
    log_in: LogIn,
) -> None:
    moved, closed = (give(by=boss, assignee=anna, role=Role.LAWYER) for _number in range(2))
    client = log_in(boss)
    shown = share(client, ids=[of(anna)], to=[boris.pk]).context["portions"]
    Task.objects.filter(pk=moved.pk).update(assignee=boss)
    Task.objects.filter(pk=closed.pk).update(status="RECALLED")

    done = share(client, **agreed(shown))

    assert all(refusals(done)) and "уже у другого" in refusals(done)[0]
    moved.refresh_from_db()
    assert moved.assignee == boss


def test_what_somebody_has_taken_up_goes_only_when_that_is_said(
    boss: User,
    anna: User,
    boris: User,
    log_in: LogIn,
) -> None:
    task = give(by=boss)
    leases.claim(task_id=task.pk, by=anna, now=staff.business_now())
    client = log_in(boss)
    shown = share(client, ids=[of(anna)], to=[boris.pk]).context["portions"]

    assert "Аннина" in refusals(share(client, **agreed(shown)))[0]
    assert refusals(share(client, **agreed(shown, take_over="1"))) == [""]
    task.refresh_from_db()
    assert task.assignee == boris


@pytest.mark.parametrize("role", [Role.LAWYER, Role.CALL_CENTER, Role.ACCOUNTANT, Role.CREW])
def test_only_who_leads_sees_the_team(role: Role, log_in: LogIn) -> None:
    client = log_in(role)

    assert client.get(reverse("admin:tasks_team")).status_code == 403
    assert share(client).status_code == 403


def test_a_large_team_costs_the_queries_of_a_small_one(
    boss: User, anna: User, boris: User, log_in: LogIn
) -> None:
    client, page = log_in(boss), reverse("admin:tasks_team")
    give(by=boss, assignee=anna, role=Role.LAWYER)
    of_few = queries_of(client, page)

    for number in range(8):
        give(by=boss, assignee=lawyer_named(f"Юрист {number}"), role=Role.LAWYER)
        give(by=boss)

    assert queries_of(client, page) <= min(20, of_few + CLOCK)


def test_nothing_ticked_shares_nothing(boss: User, log_in: LogIn) -> None:
    assert "Распределять нечего" in share(log_in(boss)).content.decode()
