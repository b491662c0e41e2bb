"""Forms in a real browser: fields by answer, days in the page's language, and nothing typed is lost."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.recovery import living
from tests.screens.conftest import MORNING
from tests.screens.test_browser import enter
from webapp.staff import operations as staff
from webapp.tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_outlives_its_page_and_may_be_discarded(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    enter(page, live_server.url, living.prepare())
    new = f"{live_server.url}/office/tasks/new/"
    page.goto(new)

    page.locator("input[name=title]").press_sequentially("Позвонить в суд")
    page.locator("input[name=due_on]").press_sequentially("05.03.2026")
    page.wait_for_timeout(1200)
    page.goto("about:blank")
    page.goto(new)

    expect(page.locator("input[name=title]")).to_have_value("Позвонить в суд")
    expect(page.locator("input[name=due_on]")).to_have_value("05.03.2026")
    page.locator(".ik-draft button").click()
    expect(page.locator("input[name=title]")).to_have_value("")
    page.goto(new)
    expect(page.locator(".ik-draft")).to_have_count(0)


def test_an_error_is_told_at_the_top_and_leads_to_its_field(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    enter(page, live_server.url, living.prepare())
    page.goto(f"{live_server.url}/office/tasks/new/")

    page.locator("input[name=title]").fill("Позвонить в суд")
    page.set_input_files(
        "input[type=file]",
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"},
    )
    page.get_by_role("button", name="Дать поручение").click()

    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("select[name=role]")).to_be_focused()
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1

    page.locator("select[name=role]").select_option("LAWYER")
    page.get_by_role("button", name="Дать поручение").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.wait_for_url(lambda address: not address.endswith("/new/"))
    assert Task.objects.get().files.count() == 1


def test_the_calendar_speaks_the_language_of_the_page_and_obeys_keys(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    enter(page, live_server.url, living.prepare())
    page.goto(f"{live_server.url}/office/tasks/new/")

    page.locator("input[name=due_on]").fill("05.03.2026")
    page.locator("input[name=due_on]").press("Alt+ArrowDown")
    expect(page.locator("#ik-calendar b")).to_have_text("март 2026 г.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("input[name=due_on]")).to_have_value("12.03.2026")
