"""No page hides anything: from a phone, in the dark, from who cannot see well or point exactly."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from tests import factories
from tests.screens import sights
from tests.screens.test_every_address import Page, town  # noqa: F401
from webapp.staff.models import Role, User
from webapp.workplace.views.menu import navigation

LogIn = Callable[..., Client]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAWN_BY_OTHERS = {"admin:api_guide"}
"""The description of the API is drawn by Swagger, which has colors and buttons of its own."""
LEAVES = {"admin:logout"}
ON_PAPER = {"admin:recovery_debtors_print", "admin:audit_entry_print"}
"""Everything found is printed by one template: a wide list and a wide table are looked at."""


def shown(client: Client, pages: list[Page]) -> Iterator[Page]:
    """Yield the addresses that are whole pages."""
    for page in pages:
        if page.name in LEAVES | DRAWN_BY_OTHERS:
            continue
        answer = client.get(page.address)
        if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content:
            yield page


def test_every_page_can_be_read_reached_and_fits(
    live_server: Any,
    browser: Browser,
    transactional_db: None,
    town: list[Page],  # noqa: F811
    log_in: LogIn,
) -> None:
    client = log_in(User.objects.create_superuser(username="chief", password=factories.PASSWORD))
    troubles = []
    with sights.entered(browser, live_server.url, client) as context:
        page = context.new_page()
        for one in shown(client, town):
            if one.name.endswith("_print") and one.name not in ON_PAPER:
                continue
            page.set_viewport_size(sights.WIDE)
            page.goto(live_server.url + one.address)
            found = (*sights.violations(page), *sights.sticking_out(page))
            troubles += [f"{one.name} {trouble}" for trouble in found]

    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_of_a_role_leads_to_pages_that_fit(
    live_server: Any,
    browser: Browser,
    transactional_db: None,
    town: list[Page],  # noqa: F811
    log_in: LogIn,
    rf: Any,
    role: Role,
) -> None:
    person = factories.create_staff(role=role)
    request = rf.get(reverse("admin:index"))
    request.user = person
    lines = [item["link"] for section in navigation(request) for item in section["items"]]
    troubles = []
    with sights.entered(browser, live_server.url, log_in(person)) as context:
        page = context.new_page()
        for line in lines:
            page.goto(live_server.url + line)
            troubles += [f"{line} {trouble}" for trouble in sights.sticking_out(page)]

    assert len(lines) > 2
    assert not troubles, "\n".join(troubles)
