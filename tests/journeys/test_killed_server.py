"""The web process dies in the middle of a form, a session runs out, a report is refused: nothing typed is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.house.processes import in_this_database, until
from tests.journeys.office import WARNING, Office
from tests.journeys.person import PICTURE, Person
from webapp.config.stack import ports
from webapp.staff.models import Role
from webapp.tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT_MS = 1200
"""How long after the last letter a draft is surely kept; a minute would be allowed."""


@dataclass
class Web:
    """The web process, as it runs for people, on the database of the test."""

    port: int
    running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where people find it."""
        return f"http://{ports.HOST}:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.running = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"),
                *("--host", ports.HOST, "--port", str(self.port), "--log-level", "error"),
                "webapp.config.wsgi:application",
            ],
            env=in_this_database(),
            start_new_session=True,
        )
        until(lambda: ports.answers(self.port), seconds_max=30)

    def kill(self) -> None:
        """Kill it and its worker, without a word."""
        assert self.running
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()
        until(lambda: not ports.answers(self.port), seconds_max=30)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may find no server."""
    context = browser.new_context(locale="ru-RU", viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


@pytest.fixture
def web(transactional_db: None) -> Iterator[Web]:
    cache.clear()
    found = Web(ports.any_free())
    found.start()
    yield found
    found.kill()


def come_in(page: Page, web: Web, role: Role) -> Person:
    person = Person(page, web.url, "ru", {})
    person.log_in(factories.create_staff(role=role).username)
    return person


def test_what_was_typed_before_the_server_was_killed_is_there_when_it_runs_again(
    web: Web, page: Page
) -> None:
    Office.open(Role.LAWYER)
    come_in(page, web, Role.LAWYER)
    new = f"{web.url}/office/tasks/new/"
    page.goto(new)
    page.locator("[name=title]").press_sequentially("Позвонить в суд")
    page.locator("[name=text]").press_sequentially("Спросить о приказе")
    page.locator("select[name=role]").select_option("LAWYER")
    page.wait_for_timeout(KEPT_MS)

    web.kill()
    page.get_by_role("button", name="Дать поручение").click()
    page.wait_for_url("chrome-error://**")
    web.start()
    page.goto(new)

    expect(page.locator("[name=title]")).to_have_value("Позвонить в суд")
    expect(page.locator("[name=text]")).to_have_value("Спросить о приказе")
    page.get_by_role("button", name="Дать поручение").click()
    expect(page.get_by_role("heading", name="История")).to_be_visible()
    assert Task.objects.get().title == "Позвонить в суд"
    page.goto(new)
    expect(page.locator("[name=title]")).to_have_value("")


class TestAReportWithAPicture:
    @pytest.fixture
    def order(self, web: Web, page: Page) -> Task:
        """A crew has typed a report and chosen a picture."""
        Office.open(Role.CREW).begin(stage=WARNING)
        task = Task.objects.get(kind="restriction")
        self.person = come_in(page, web, Role.CREW)
        page.goto(f"{web.url}/office/tasks/{task.pk}/")
        page.get_by_label("Нет доступа").check()
        page.locator("[name=remarks]").press_sequentially("Никого дома")
        page.locator("form.ik-form input[type=file]").first.set_input_files(PICTURE)
        page.wait_for_timeout(KEPT_MS)
        return task

    def send(self, page: Page) -> None:
        page.get_by_role("button", name="Завершить", exact=True).click()

    def arrives(self, page: Page, order: Task) -> None:
        page.wait_for_url("**/tasks/")
        order.refresh_from_db()
        assert (order.outcome, order.remarks) == ("NO_ACCESS", "Никого дома")
        assert order.photos.count() == 1

    def test_waits_for_the_server_with_all_that_is_in_it(
        self, web: Web, page: Page, order: Task
    ) -> None:
        web.kill()
        self.send(page)
        expect(page.get_by_role("alert")).to_contain_text("Нет связи")

        web.start()
        self.send(page)

        self.arrives(page, order)

    def test_waits_for_its_person_whose_session_is_over(
        self, web: Web, page: Page, order: Task
    ) -> None:
        Session.objects.all().delete()
        self.send(page)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Войдите")

        with page.expect_popup() as opened:
            alert.get_by_role("link").click()
        Person(opened.value, web.url, "ru", {}).enter(self.person.login)
        self.send(page)

        self.arrives(page, order)

    def test_comes_back_whole_with_what_is_wrong_in_it(
        self, web: Web, page: Page, order: Task
    ) -> None:
        page.locator("[name=date]").fill("01.01.2031")
        self.send(page)
        expect(page.locator("[data-errors]")).to_be_visible()
        expect(page.locator("[name=remarks]")).to_have_value("Никого дома")

        page.locator("[name=date]").fill(order.created_on.strftime("%d.%m.%Y"))
        self.send(page)

        self.arrives(page, order)


def test_what_was_typed_when_the_session_ended_is_there_after_the_login(
    web: Web, page: Page
) -> None:
    Office.open(Role.LAWYER)
    person = come_in(page, web, Role.LAWYER)
    page.goto(f"{web.url}/office/tasks/new/")
    page.locator("[name=title]").press_sequentially("Позвонить в суд")
    Session.objects.all().delete()

    page.get_by_role("button", name="Дать поручение").click()
    page.wait_for_url("**/login/**")
    person.enter(person.login)

    page.wait_for_url("**/tasks/new/")
    expect(page.locator("[name=title]")).to_have_value("Позвонить в суд")
