"""The same pages in a real browser: nothing in the console, dialogs and bulk selection work."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.recovery import living
from tests.screens.conftest import MORNING
from tests.tasks.conftest import give
from webapp.processes.models import Case
from webapp.staff import operations as staff
from webapp.staff.models import User
from webapp.tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, url: str, user: User) -> None:
    page.goto(f"{url}/office/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", "parol-1234")
    page.click("#login-form button[type=submit]")
    page.wait_for_url(f"{url}/office/")


def test_a_debtor_is_chosen_expanded_and_taken_into_recovery(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    boss = living.prepare()
    factories.create_debtor(today=living.START)
    factories.create_debtor(today=living.START)
    enter(page, live_server.url, boss)

    page.goto(f"{live_server.url}/office/recovery/debtors/")
    page.locator(".ik-expand").first.click()
    expect(page.locator(".ik-inner").first).to_contain_text("Долг всего")
    page.locator("input[name=ids]").first.check()
    page.get_by_role("button", name="Начать взыскание").click()
    expect(page.locator("dialog#deed")).to_contain_text("4 500,00")
    page.locator("dialog#deed button.pri").click()
    expect(page.locator("body")).to_contain_text("Открыто 1 дело.")

    assert Case.objects.count() == 1
    page.goto(f"{live_server.url}/office/recovery/cases/{Case.objects.get().pk}/")
    page.get_by_text("Действия").click()
    page.get_by_role("button", name="Приостановить").click()
    page.fill("dialog#action textarea", "Сверка")
    page.fill("dialog#action input[name=until]", "20.03.2026")
    page.locator("dialog#action button.pri").click()
    expect(page.locator("#live")).to_contain_text("Дело приостановлено.")


def test_a_failed_request_says_so_and_a_row_can_be_opened_again(
    live_server: Any, browser: Browser, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    boss = living.prepare()
    factories.create_debtor(today=living.START)
    page = browser.new_context(locale="ru-RU").new_page()
    enter(page, live_server.url, boss)
    page.goto(f"{live_server.url}/office/recovery/debtors/")

    page.route("**/periods/**", lambda route: route.abort())
    page.locator(".ik-expand").click()
    expect(page.get_by_role("alert").filter(has_text="Нет связи")).to_be_visible()
    expect(page.locator(".ik-inner")).to_be_hidden()
    page.unroute("**/periods/**")
    page.locator(".ik-expand").click()
    expect(page.locator(".ik-inner")).to_contain_text("Долг всего")
    expect(page.get_by_text("Нет связи")).to_have_count(0)

    page.context.clear_cookies()
    page.locator("input[name=search]").fill("Смирнова")
    page.wait_for_url("**/office/login/**")


def test_nothing_of_the_debtors_is_kept_in_the_browser(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    boss = living.prepare()
    factories.create_debtor(today=living.START)
    enter(page, live_server.url, boss)
    page.goto(f"{live_server.url}/office/recovery/debtors/")

    page.locator("input[name=search]").fill("Смирнова")
    page.wait_for_url("**search=**")
    page.locator("input[name=search]").fill("Иванова")
    page.wait_for_url("**search=%D0%98**")

    assert "Смирнова" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    page.go_back()
    expect(page.locator("table.ik-table")).to_contain_text("Смирнова")
    expect(page.locator("#nav-sidebar")).to_have_count(1)


def test_a_list_of_tasks_is_walked_ticked_and_opened_by_keys(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    boss = living.prepare()
    for title in ("Первое", "Второе"):
        give(by=boss, assignee=boss, title=title)
    enter(page, live_server.url, boss)
    page.goto(f"{live_server.url}/office/tasks/")

    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    for key in ("j", "j", "k", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("tr.ik-at")).to_contain_text("Второе")
    page.get_by_role("button", name="Завершить").click()
    dialog = page.locator("dialog#deed")
    dialog.get_by_label("Сделано").check()
    dialog.get_by_role("button", name="Завершить").click()
    expect(page.locator("table.ik-table")).to_contain_text("Второе")
    page.get_by_role("link", name="Второе").click()
    expect(page.get_by_role("heading", name="История")).to_be_visible()

    assert list(Task.objects.filter(status="DONE").values_list("title", flat=True)) == ["Второе"]
    page.goto(f"{live_server.url}/office/tasks/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Первое").first).to_be_visible()
