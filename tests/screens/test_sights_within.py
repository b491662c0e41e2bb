"""What opens on a page, what is refused and what is empty can be read as well as the page itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests import factories
from tests.screens import sights
from tests.screens.test_every_address import Page, town  # noqa: F401
from webapp.staff.models import User

LogIn = Callable[..., Client]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPENING = (
    *("recovery_debtors", "recovery_cases", "tasks_list", "payments_payment_changelist"),
    *("correspondence_document_changelist", "recovery_case", "recovery_scheme"),
    *("workplace_account", "payments_payment"),
)
"""Pages with dialogs, a list before what it lists."""
REFUSING = (
    *("tasks_new", "tasks_task", "tasks_absences", "payments_by_hand", "parties_contacts"),
    *("billing_key_rates", "api_tokens", "contracts_account_add", "staff_user_add"),
)
EMPTY = (
    *("recovery_debtors", "tasks_list", "correspondence_message_changelist"),
    *("payments_unidentified", "contracts_account_changelist"),
)
NOWHERE = "search=ъъъ&words=ъъъ&q=ъъъ"
ALERT = ".ik-errors, .errorlist, .errornote, [data-errors]"


def found_in_dialogs(tab: Tab, name: str, seen: set[str]) -> Iterator[str]:
    """Yield what is wrong in the dialogs of a page, as they open and when they are refused."""
    for opened in sights.dialogs(tab, seen):
        within = "dialog[open]"
        for trouble in sights.violations(tab, sights.BY_NIGHT, within):
            yield f"{name}, {opened}: {trouble}"
        if sights.send_blank(tab, "dialog[open] form[hx-post]"):
            tab.locator(within).locator(ALERT).first.wait_for()
            for trouble in sights.violations(tab, sights.BY_DAY, within):
                yield f"{name}, {opened}, refused: {trouble}"


def found_in_refusal(tab: Tab, name: str) -> Iterator[str]:
    """Yield what is wrong on a page whose form was sent blank."""
    assert sights.send_blank(tab, "#content form:not(dialog form)"), name
    tab.locator(ALERT).first.wait_for()
    for trouble in sights.violations(tab, sights.BY_DAY):
        yield f"{name}, refused: {trouble}"


def addresses(pages: list[Page]) -> dict[str, str]:
    """Return where the pages of the office are, by name."""
    return {page.name.removeprefix("admin:"): page.address for page in pages}


def test_dialogs_refused_forms_and_empty_lists_can_be_read(
    live_server: Any,
    browser: Browser,
    transactional_db: None,
    town: list[Page],  # noqa: F811
    log_in: LogIn,
) -> None:
    client = log_in(User.objects.create_superuser(username="chief", password=factories.PASSWORD))
    known = addresses(town)
    troubles: list[str] = []
    seen: set[str] = set()
    with sights.entered(browser, live_server.url, client) as context:
        tab = context.new_page()
        for name in OPENING:
            tab.goto(live_server.url + known[name])
            troubles += found_in_dialogs(tab, name, seen)
        for name in REFUSING:
            tab.goto(live_server.url + known[name])
            troubles += found_in_refusal(tab, name)
        for name in EMPTY:
            tab.goto(f"{live_server.url}{known[name]}?{NOWHERE}")
            assert tab.locator("tbody input[name=ids]").count() == 0, name
            troubles += [f"{name}, empty: {one}" for one in sights.violations(tab, sights.BY_NIGHT)]

    assert len(seen) > 20
    assert not troubles, "\n".join(troubles)
