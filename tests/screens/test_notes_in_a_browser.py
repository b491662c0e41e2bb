"""A scan is dropped anywhere on a case; on a telephone the whole dialog is seen; nothing chosen is lost."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.recovery import living
from tests.screens.conftest import MORNING
from tests.screens.test_browser import enter
from webapp.processes.models import NoteFile
from webapp.staff import operations as staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """() => {
  const data = new DataTransfer();
  data.items.add(new File(["%PDF-1.7 scan"], "Скан.pdf"));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
CHOSEN = "field => [...field.files].map(file => file.name)"


def open_case(page: Page, address: str) -> None:
    staff.set_clock(business_at=MORNING, rate=1.0)
    boss = living.prepare()
    case = living.open_case(factories.create_debtor(today=living.START))
    enter(page, address, boss)
    page.goto(f"{address}/office/recovery/cases/{case.pk}/")


def test_a_dropped_scan_is_kept_after_a_mistake_and_laid_to_the_case(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    open_case(page, live_server.url)

    page.evaluate(DROP)
    field = page.locator("dialog#action input[type=file]")
    expect(field).to_be_visible()
    page.fill("dialog#action textarea", "до\u202eговор")
    page.locator("dialog#action button.pri").click()
    expect(page.locator("dialog#action .ik-errors")).to_contain_text("невидимые знаки")
    assert field.evaluate(CHOSEN) == ["Скан.pdf"]
    page.fill("dialog#action textarea", "Договор")
    page.locator("dialog#action button.pri").click()

    expect(page.locator(".ik-timeline")).to_contain_text("Скан.pdf")
    assert NoteFile.objects.get().name == "Скан.pdf"


def test_a_long_dialog_stays_on_the_screen_of_a_telephone(
    live_server: Any, page: Page, transactional_db: None
) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    open_case(page, live_server.url)

    page.get_by_role("button", name="Звонок", exact=True).click()
    dialog = page.locator("dialog#action")
    expect(dialog).to_be_visible()

    for part in ("header", "footer button.pri"):
        box = dialog.locator(part).bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 600
    assert page.evaluate("document.documentElement.scrollWidth") == 390
