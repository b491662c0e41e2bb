"""What waits for each person is told on the desk and in the menu, and leads to where it waits."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery import living
from tests.screens import test_flow
from webapp.payments.models import Payment
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
NOTHING = "Для вас ничего нет"


@pytest.fixture
def package(boss: User) -> Task:
    """A package that waits for the answer of a lawyer."""
    factories.create_staff(role=Role.LAWYER)
    return test_flow.package(boss)


def desk(client: Client) -> Any:
    cache.clear()
    return client.get(reverse("admin:index"))


def waits(client: Client) -> dict[str, int]:
    return {str(one["title"]): one["count"] for one in desk(client).context["waits"]}


def badges(client: Client) -> dict[str, str]:
    found = {}
    for section in desk(client).context["sidebar_navigation"]:
        for line in section["items"]:
            if "badge" in line:
                found[str(line["title"])] = line["badge"]
    return found


def test_an_approval_waits_for_lawyers_and_for_their_head(
    package: Task, boss: User, log_in: LogIn
) -> None:
    for client in (log_in(boss), log_in(Role.LAWYER)):
        assert waits(client) == {"Поручения мне": 1, "На согласование": 1}
        assert badges(client) == {"Поручения": "1"}
        assert NOTHING not in desk(client).content.decode()


def test_what_is_not_theirs_does_not_wait_for_other_roles(package: Task, log_in: LogIn) -> None:
    client = log_in(Role.CALL_CENTER)

    assert waits(client) == {} == badges(client)
    assert NOTHING in desk(client).content.decode()


def test_an_approval_given_to_one_does_not_wait_for_the_others(
    package: Task, boss: User, log_in: LogIn
) -> None:
    Task.objects.filter(pk=package.pk).update(assignee=factories.create_staff(role=Role.LAWYER))

    assert waits(log_in(boss)) == waits(log_in(Role.LAWYER)) == {}


def test_money_that_nobody_can_place_waits_for_the_accountant(morning: None, log_in: LogIn) -> None:
    Payment.objects.create(
        amount=Decimal("1500.00"),
        paid_on=living.START,
        natural_key="1",
        status=Payment.Status.UNIDENTIFIED,
        source=Payment.Source.STATEMENT,
    )
    client = log_in(Role.ACCOUNTANT)

    assert waits(client) == {"Невыясненные платежи": 1}
    assert badges(client) == {"Невыясненные": "1"}
    assert NOTHING not in desk(client).content.decode()
    assert waits(log_in(Role.LAWYER)) == {}


def test_a_colleague_without_a_role_waits_for_the_administrator(
    morning: None, log_in: LogIn
) -> None:
    User.objects.create(username="newcomer", last_name="Новикова", is_staff=True)
    client = log_in(Role.ADMINISTRATOR)

    assert waits(client) == {"Сотрудники без роли": 1}
    [found] = desk(client).context["waits"]
    assert "Новикова" in client.get(found["address"]).content.decode()


def test_what_one_has_done_waits_no_more(package: Task, boss: User, log_in: LogIn) -> None:
    client, page = log_in(boss), reverse("admin:tasks_task", args=[package.pk])
    assert badges(client) == {"Поручения": "1"}

    sent = {"yes": "APPROVED", "date": package.created_on.isoformat()}
    after = client.post(page, sent, follow=True)

    lines = [line for group in after.context["sidebar_navigation"] for line in group["items"]]
    assert not any("badge" in line for line in lines)


def test_every_line_leads_to_a_page_that_opens(package: Task, boss: User, log_in: LogIn) -> None:
    client = log_in(boss)

    for one in desk(client).context["waits"]:
        assert client.get(one["address"]).context["page"].paginator.count == one["count"]
