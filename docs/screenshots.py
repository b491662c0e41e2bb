"""Take the pictures of the documentation from a running system.

``python docs/screenshots.py --url http://127.0.0.1:8000 --password …``. Every page is opened in
both languages; an error in the browser's console or an answer above 399 fails the run.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOCALES = {"ru": "ru-RU", "en": "en-GB"}
IMAGES = Path(__file__).parent / "images"


@dataclass(frozen=True, slots=True)
class Stop:
    """A page to open: by its address, or by the first link found there, as a person finds it."""

    name: str
    address: str
    link: str = ""


LINK, ROW = "#content tbody a.ik-link", "#result_list tbody a"
TOURS = {
    "lawyer": (
        Stop("dashboard", "/office/"),
        Stop("workbench", "/office/recovery/debtors/"),
        Stop("account", "/office/recovery/debtors/", LINK),
        Stop("cases", "/office/recovery/cases/"),
        Stop("case", "/office/recovery/cases/?stage=enforcement&state=open", "#found a.ik-link"),
        Stop("court-events", "/office/recovery/events/"),
        Stop("court-events-file", "/office/recovery/events/upload/"),
        Stop("tasks", "/office/tasks/"),
        Stop("task", "/office/tasks/", LINK),
        Stop("documents", "/office/documents/"),
        Stop("messages", "/office/messages/"),
        Stop(
            "calculators",
            "/office/calculators/?rule=state_duty&court=general&track=claim"
            "&amount=50000&on=2026-03-02&go=1",
        ),
    ),
    "head": (
        Stop("templates", "/office/templates/"),
        Stop("template", "/office/templates/pretrial_claim/"),
        Stop("schemes", "/office/recovery/schemes/"),
        Stop("scheme", "/office/recovery/schemes/", LINK),
        Stop("approvals", "/office/tasks/?tab=approve"),
        Stop("plans", "/office/recovery/cases/?side=PLAN&state=open", "#found a.ik-link"),
        Stop("doubtful", "/office/messages/doubtful/"),
        Stop("courts", "/office/recovery/authority/"),
        Stop("journal", "/office/journal/"),
        Stop("key-rates", "/office/key-rate/"),
    ),
    "call": (
        Stop("call-desk", "/office/"),
        Stop("account-card", "/office/accounts/1/"),
        Stop("contract-card", "/office/contracts/1/"),
        Stop("parties", "/office/parties/party/"),
        Stop("party", "/office/parties/party/", ROW),
        Stop("contacts", "/office/parties/1/contacts/"),
        Stop("accounts", "/office/contracts/account/"),
    ),
    "accountant": (
        Stop("accountant-desk", "/office/"),
        Stop("payments", "/office/payments/"),
        Stop("payment", "/office/payments/", LINK),
        Stop("by-hand", "/office/payments/new/"),
        Stop("unidentified", "/office/unidentified-payments/"),
        Stop("statements", "/office/bank-statements/"),
        Stop("statement", "/office/bank-statements/", LINK),
        Stop("registries", "/office/debts/"),
        Stop("registry", "/office/debts/", LINK),
    ),
    "crew": (Stop("orders", "/office/tasks/?tab=role"),),
    "admin": (
        Stop("users", "/office/staff/user/"),
        Stop("user", "/office/staff/user/", ROW),
        Stop("lock-date", "/office/staff/lockdate/"),
        Stop("supply", "/office/accounts/1/supply/"),
        Stop("districts", "/office/premises/district/"),
        Stop("buildings", "/office/premises/building/"),
        Stop("suppliers", "/office/contracts/supplier/"),
        Stop("meters", "/office/metering/meter/"),
        Stop("charges", "/office/billing/charge/"),
    ),
}
KEPT = {"dashboard", "workbench", "case", "task"}


def main() -> str:
    """Open every page in both languages and keep the pictures; return what went wrong."""
    options = _options()
    executable = next((path for path in map(shutil.which, NAMES) if path), None)
    if executable is None:
        sys.exit("No Chromium is installed.")
    troubles: list[str] = []
    with sync_playwright() as playwright:
        for language in ("ru", "en"):
            # the browser's own fields (dates) take their language from the environment
            environment: dict[str, str | float | bool] = {
                **os.environ,
                "LANGUAGE": LOCALES[language].replace("-", "_"),
                "LC_ALL": "C.UTF-8",
            }
            arguments = [
                f"--lang={LOCALES[language]}",
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
            ]
            browser = playwright.chromium.launch(
                executable_path=executable, args=arguments, env=environment
            )
            for login, tour in TOURS.items():
                troubles += _tour(browser, options, language, login, tour)
            browser.close()
    return "\n".join(troubles)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--password", default=os.environ.get("ISTOK_DEMO_PASSWORD", ""))
    parser.add_argument(
        "--all", type=Path, help="keep the pictures of every page and both languages here"
    )
    return parser.parse_args()


def _tour(
    browser: Browser, options: argparse.Namespace, language: str, login: str, tour: Sequence[Stop]
) -> list[str]:
    context = browser.new_context(locale=LOCALES[language], viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "django_language", "value": language, "url": options.url}])
    page = context.new_page()
    troubles: list[str] = []
    page.on(
        "console",
        lambda message: (
            troubles.append(f"{page.url}: {message.text}") if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on(
        "response",
        lambda answer: (
            troubles.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None
        ),
    )
    _log_in(page, options, login)
    for stop in tour:
        page.goto(options.url + stop.address)
        if stop.link and not page.locator(stop.link).count():
            troubles.append(f"{stop.name}: nothing to open at {stop.address}")
            continue
        if stop.link:
            page.goto(options.url + (page.locator(stop.link).first.get_attribute("href") or ""))
        page.wait_for_load_state("networkidle")
        _keep(page, stop.name, language, options.all)
    context.close()
    return troubles


def _log_in(page: Page, options: argparse.Namespace, login: str) -> None:
    page.goto(f"{options.url}/office/")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", options.password)
    page.click("#login-form button[type=submit]")
    page.wait_for_url(f"{options.url}/office/")


def _keep(page: Page, name: str, language: str, everything: Path | None) -> None:
    if language == "ru" and name in KEPT:
        IMAGES.mkdir(exist_ok=True)
        page.screenshot(path=IMAGES / f"{name}.png")
    if everything:
        everything.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=everything / f"{name}.{language}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main() or 0)
