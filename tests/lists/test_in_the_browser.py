"""Lists in a real browser: how much is seen, what is ticked stays ticked, keys."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.recovery import living
from tests.screens.conftest import MORNING
from tests.screens.test_browser import enter
from tests.tasks.conftest import give
from webapp.lists.models import SavedView
from webapp.staff import operations as staff
from webapp.staff.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def boss(transactional_db: None) -> User:
    """The head of legal, with fifty-five debtors."""
    staff.set_clock(business_at=MORNING, rate=1.0)
    leader = living.prepare()
    for _number in range(55):
        factories.create_debtor(today=living.START)
    return leader


CUT_OFF = """() => [...document.querySelectorAll(".ik-rows td.ik-num, .ik-rows td > .ik-num")]
    .filter((part) => part.scrollWidth > part.clientWidth
        || part.getBoundingClientRect().right > part.closest("td").getBoundingClientRect().right)
    .map((part) => part.innerText)"""


def rows_seen_whole(page: Page) -> int:
    return page.evaluate(
        """() => [...document.querySelectorAll("tbody tr.row")]
            .filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length"""
    )


def hangs_over(page: Page) -> int:
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_fifteen_debtors_are_seen_on_a_small_laptop_and_nothing_is_cut_off(
    live_server: Any, page: Page, boss: User
) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    enter(page, live_server.url, boss)
    page.goto(f"{live_server.url}/office/recovery/debtors/")

    assert rows_seen_whole(page) >= 15
    right = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("#found th")]
            .map((head) => head.getBoundingClientRect().right))"""
    )
    assert right <= 1366 and hangs_over(page) <= 0
    page.mouse.wheel(0, 1200)
    page.wait_for_timeout(300)
    expect(page.locator("#found thead th").nth(2)).to_be_in_viewport()
    page.set_viewport_size({"width": 390, "height": 844})
    assert hangs_over(page) <= 0
    expect(page.locator("tbody tr.row").first).to_contain_text("4 500,00")


def test_no_sum_no_day_and_no_number_of_a_case_is_cut_off_on_a_small_laptop(
    live_server: Any, page: Page, boss: User
) -> None:
    account = factories.create_debtor(today=living.START, monthly=Decimal("83456.78"))
    living.open_case(account)
    give(by=boss, assignee=boss, due_on=living.START)
    page.set_viewport_size({"width": 1366, "height": 768})
    enter(page, live_server.url, boss)

    for address in ("recovery/debtors", "recovery/cases", "tasks", "payments", "documents"):
        page.goto(f"{live_server.url}/office/{address}/")
        assert page.evaluate(CUT_OFF) == [], address


def test_what_is_ticked_stays_so_through_order_paging_and_back(
    live_server: Any, page: Page, boss: User
) -> None:
    enter(page, live_server.url, boss)
    page.goto(f"{live_server.url}/office/recovery/debtors/")
    chosen = page.locator("[data-selected]")

    page.locator("input[type=checkbox][name=ids]").nth(0).check()
    page.locator("input[type=checkbox][name=ids]").nth(1).check()
    page.get_by_role("link", name="Абонент").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Абонент")
    expect(chosen).to_have_text("2")
    page.get_by_role("link", name="Вперёд").click()
    expect(chosen).to_have_text("2")
    page.locator("input[type=checkbox][name=ids]").nth(0).check()
    expect(chosen).to_have_text("3")
    page.locator("tbody a.ik-link").first.click()
    page.wait_for_url("**/accounts/**")
    page.go_back()
    expect(chosen).to_have_text("3")

    page.get_by_role("button", name="Начать взыскание").click()
    expect(page.locator("dialog#deed dd").first).to_have_text("3")
    page.locator("dialog#deed button.pri").click()
    expect(page.locator("table.ik-table tr")).to_have_count(3)
    page.get_by_role("link", name="К списку").click()
    expect(page.locator("tbody tr.row").first).to_be_visible()
    expect(chosen).to_have_text("0")


def test_a_list_is_walked_by_keys_and_the_debtor_is_told_of_below(
    live_server: Any, page: Page, boss: User
) -> None:
    enter(page, live_server.url, boss)
    page.goto(f"{live_server.url}/office/recovery/debtors/")

    page.keyboard.press("Tab")
    expect(page.locator("a.ik-skip")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("tbody tr.row").nth(1).locator("input[name=ids]")).to_be_checked()
    page.keyboard.press("o")
    expect(page.locator("#panel")).to_contain_text("ещё ничего не сделано")
    page.keyboard.press("x")
    page.get_by_title("Колонки и строки").click()
    expect(page.get_by_role("button", name="Показать так")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Показать так")).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/**")


def test_a_kept_view_shows_how_many_rows_it_finds(live_server: Any, page: Page, boss: User) -> None:
    SavedView.objects.create(
        owner=boss, listing="recovery_debtors", name="Большие", query="min_debt=900000"
    )
    SavedView.objects.create(owner=boss, listing="recovery_debtors", name="Все", query="min_debt=0")
    enter(page, live_server.url, boss)
    page.goto(f"{live_server.url}/office/recovery/debtors/")

    expect(page.locator(".ik-views")).to_contain_text("55")
    page.get_by_role("link", name="Большие").click()
    expect(page.locator("#found")).to_contain_text("Таких должников нет")


def test_what_was_found_is_printed_at_once_on_a_page_that_shows_it(
    live_server: Any, page: Page, boss: User
) -> None:
    enter(page, live_server.url, boss)
    page.add_init_script("window.print = () => { window.isPrinted = true }")
    page.goto(f"{live_server.url}/office/recovery/debtors/print/")

    expect(page.get_by_role("heading", name="Должники")).to_be_visible()
    expect(page.locator("tr.total")).to_contain_text("Итого: 55")
    assert page.evaluate("window.isPrinted")
    page.set_viewport_size({"width": 390, "height": 844})
    assert hangs_over(page) <= 0
