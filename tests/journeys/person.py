"""Somebody at a browser, who knows nothing but what the screens show."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD
from webapp.tasks.models import Task

Answers = Mapping[str, str]
WORDS = {
    "ru": {
        "nothing": "Для вас ничего нет",
        "complete": "Завершить",
        "find": "Найти счёт",
        "choose": "Выбрать",
        "post": "Разнести платёж",
        "went": "Ушло",
        "save": "Сохранить",
        "language": "Русский",
    },
    "en": {
        "nothing": "Nothing is waiting for you",
        "complete": "Complete",
        "find": "Find the account",
        "choose": "Choose",
        "post": "Post the payment",
        "went": "It went out",
        "save": "Save",
        "language": "English",
    },
}
TASK = re.compile(r"/tasks/(\d+)/$")
PICTURE = {"name": "door.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}


@dataclass
class Person:
    """Clears a desk. ``answers`` is what is reported on each kind of task, in turn when there are several."""

    page: Page
    url: str
    language: str
    answers: dict[str, list[Answers]]
    after: Callable[[], None] = lambda: None
    login: str = ""

    @property
    def words(self) -> dict[str, str]:
        """What the buttons say."""
        return WORDS[self.language]

    def log_in(self, login: str) -> None:
        """Choose the language on the page of the login, and come in."""
        self.page.goto(f"{self.url}/office/")
        self.page.get_by_role("button", name=self.words["language"]).click()
        self.enter(login)
        self.page.wait_for_url(f"{self.url}/office/")

    def enter(self, login: str) -> None:
        """Say who one is, on the page that asks."""
        self.login = login
        self.page.fill("input[name=username]", login)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("#login-form button[type=submit]")
        self.page.wait_for_url(lambda address: "/login/" not in address)

    def clear_desk(self) -> list[str]:
        """Follow what the desk says is waiting until it says that nothing is; return what was done."""
        done: list[str] = []
        while (waits := self.page.locator("#content nav a.ik-btn")).count():
            address = waits.first.get_attribute("href") or ""
            waits.first.click()
            done += self._clear(address)
            assert len(done) < 40, f"it never ends: {done}"
            self.page.goto(f"{self.url}/office/")
        expect(self.page.get_by_text(self.words["nothing"])).to_be_visible()
        return done

    def _clear(self, address: str) -> list[str]:
        if "unidentified" in address:
            return [self._place_money()]
        if "doubtful" in address:
            return [self._settle_message()]
        if "user" in address:
            return [self._give_role()]
        self.page.locator("tbody a.ik-link").first.click()
        return list(self._report())

    def _report(self) -> Iterator[str]:
        """Report on the task that is open, and on each that opens by itself after it."""
        form = self.page.locator("form.ik-form[enctype]").first
        while TASK.search(self.page.url):
            number = int(TASK.findall(self.page.url)[0])
            kind = Task.objects.get(pk=number).kind
            answers = self.answers[kind]
            self._type(form, answers.pop(0) if len(answers) > 1 else answers[0])
            form.get_by_role("button", name=self.words["complete"], exact=True).click()
            self._confirm(form)
            self.page.wait_for_url(lambda url, shown=f"/tasks/{number}/": not url.endswith(shown))
            yield kind
            self.after()

    def _type(self, form: Locator, answers: Answers) -> None:
        for name, value in answers.items():
            if name == "outcome":
                form.locator(f"input[name=outcome][value={value}]").check()
            elif name == "photos":
                form.locator("input[type=file]").set_input_files(PICTURE)  # type: ignore[arg-type]
            elif name in {"level", "copy"}:
                form.locator(f"select[name={name}]").select_option(value)
            else:
                form.locator(f"[name={name}]").fill(value)

    def _confirm(self, form: Locator) -> None:
        """What is grave is shown once more before it is done."""
        self.page.wait_for_load_state()
        sure = form.locator("input[name=sure]")
        if sure.count():
            sure.check()
            form.get_by_role("button", name=self.words["complete"], exact=True).click()

    def _place_money(self) -> str:
        """Find whose money it is by the address that a colleague has told."""
        self.page.get_by_role("link", name=self.words["find"]).first.click()
        self.page.locator("#account-search").fill("Петров")
        self.page.get_by_role("button", name=self.words["choose"]).first.click()
        self.page.locator("dialog#assign button.pri").click()
        self.page.wait_for_load_state()
        expect(self.page.locator("dialog#assign")).to_be_hidden()
        return "money"

    def _settle_message(self) -> str:
        self.page.locator("[name=evidence]").last.fill("Провайдер: доставлено")
        self.page.get_by_role("button", name=self.words["went"], exact=True).click()
        self.page.wait_for_load_state()
        return "message"

    def _give_role(self) -> str:
        self.page.locator("#result_list tbody a").first.click()
        self.page.locator("input[name=groups]").nth(1).check()
        self.page.get_by_role("button", name=self.words["save"], exact=True).click()
        self.page.wait_for_load_state()
        return "role"
