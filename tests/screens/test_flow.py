"""After a task is finished the next one opens, its paper beside the form, and one key says yes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from tests.screens.conftest import MORNING
from tests.screens.test_browser import enter
from tests.tasks.conftest import give
from webapp.correspondence.models import Document
from webapp.processes.operations import moving
from webapp.staff import operations as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
LAWYERS = 3
"""Where the stage of lawyers stands in the scheme of persons."""


def package(boss: User) -> Task:
    """Let one more package wait for an approval."""
    account = factories.create_debtor(
        party=factories.create_person(email="", phone=""), months=3, today=living.START
    )
    case = living.open_case(account)
    moving.move(case=case, stage=LAWYERS, attempt=1, today=living.START)
    life = living.Life(
        case=case, by=boss, gateways=providers.gateways(), lazy=frozenset({"approve"})
    )
    life.go(until="ask:approve")
    return Task.objects.get(case=case, kind="approve")


def address(task: Task) -> str:
    return reverse("admin:tasks_task", args=[task.pk])


def finish(client: Client, task: Task, **sent: str) -> Any:
    report = {"outcome": "DONE", "date": "2026-03-02", **sent}
    return client.post(address(task), report, follow=True)


class TestNext:
    @pytest.fixture
    def lawyer(self, morning: None) -> User:
        return factories.create_staff(role=Role.LAWYER)

    def test_the_next_task_opens_and_what_was_done_is_said_with_a_way_back(
        self, lawyer: User, log_in: LogIn
    ) -> None:
        first = give(by=lawyer, assignee=lawyer, title="Первое")
        second = give(by=lawyer, assignee=lawyer, title="Второе")

        answer = finish(log_in(lawyer), first)

        text = answer.content.decode()
        assert answer.redirect_chain[-1][0] == address(second)
        assert f'href="{address(first)}">Первое</a>: Выполнено' in text

    def test_the_list_opens_when_that_was_chosen_or_nothing_is_left(
        self, lawyer: User, log_in: LogIn
    ) -> None:
        first, second = (give(by=lawyer, assignee=lawyer) for _number in range(2))
        client = log_in(lawyer)

        chosen = finish(client, first, to_list="1")
        last = finish(client, second)

        for answer in (chosen, last):
            assert answer.redirect_chain[-1][0] == reverse("admin:tasks_list")

    def test_a_task_of_the_same_kind_comes_before_a_more_urgent_one(self, boss: User) -> None:
        approvals = [package(boss), package(boss)]
        Task.objects.create(
            kind="free", title="Срочно", assignee=boss, priority=3, created_on=living.START
        )
        client = Client()
        client.force_login(boss)

        answer = finish(client, approvals[0], outcome="APPROVED")

        assert answer.redirect_chain[-1][0] == address(approvals[1])

    def test_what_a_colleague_has_does_not_come_next(self, lawyer: User, log_in: LogIn) -> None:
        other = factories.create_staff(role=Role.LAWYER)
        own = give(by=lawyer, assignee=lawyer)
        give(by=lawyer, assignee=other)

        answer = finish(log_in(lawyer), own)

        assert answer.redirect_chain[-1][0] == reverse("admin:tasks_list")


def test_the_paper_stands_beside_the_form_of_who_may_read_it(boss: User, log_in: LogIn) -> None:
    task = package(boss)
    paper = Document.objects.get(kind="service_memo")

    text = log_in(boss).get(address(task)).content.decode()

    assert f"/papers/{paper.pk}.pdf#toolbar=0" in text and 'loading="lazy"' in text
    assert (
        "/papers/"
        not in log_in(Role.CALL_CENTER).get(address(task)).content.decode().partition("<iframe")[2]
    )


def test_one_button_approves_whatever_else_the_form_says(boss: User, log_in: LogIn) -> None:
    task = package(boss)

    log_in(boss).post(address(task), {"yes": "APPROVED", "date": "2026-03-02", "remarks": ""})

    task.refresh_from_db()
    assert (task.outcome, task.completed_by) == ("APPROVED", boss)


def test_no_other_task_is_answered_by_the_one_button(boss: User, log_in: LogIn) -> None:
    task = give(by=boss, assignee=boss)

    log_in(boss).post(address(task), {"yes": "DONE", "date": "2026-03-02"})

    task.refresh_from_db()
    assert task.status == "OPEN"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_head_approves_nine_packages_with_a_dozen_strokes(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    boss = living.prepare()
    for _number in range(9):
        package(boss)
    enter(page, live_server.url, boss)
    strokes = 0

    page.get_by_role("link", name="На согласование").first.click()
    expect(page.locator("[data-keys] tbody tr.row")).to_have_count(9)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    strokes += 3
    for number in range(1, 10):
        expect(page.locator("#yes-to")).to_contain_text("Служебная записка")
        page.wait_for_timeout(800)
        page.keyboard.press("KeyY")
        strokes += 1
        expect(page.locator("body")).to_contain_text("Согласовано. Готово.")
        assert Task.objects.filter(kind="approve", outcome="APPROVED").count() == number

    assert strokes == 12
