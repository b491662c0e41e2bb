"""Take the pictures of the documentation from a running system: ``python docs/screenshots.py --url http://127.0.0.1:8000 --password …``.

Every page is opened in both languages; an error in the browser's console or an answer above 399 fails the run.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHOWN = {"ru": Path(__file__).parent / "images"}
PAGES = {
    "dashboard": "/office/",
    "workbench": "/office/recovery/debtors/",
    "cases": "/office/recovery/cases/",
    "tasks": "/office/tasks/?tab=role",
    "schemes": "/office/recovery/schemes/",
    "calculators": "/office/calculators/",
    "journal": "/office/journal/",
    "payments": "/office/payments/",
}
KEPT = {"dashboard", "workbench", "case", "task"}


def main() -> int:
    """Open every page in both languages, keep the pictures, say what went wrong."""
    options = _options()
    executable = next((path for path in map(shutil.which, NAMES) if path), None)
    if executable is None:
        print("No Chromium is installed.", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        troubles = [trouble for language in ("ru", "en") for trouble in _tour(browser, options, language)]
        browser.close()
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 1 if troubles else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--login", default="head")
    parser.add_argument("--password", default=os.environ.get("ISTOK_DEMO_PASSWORD", ""))
    parser.add_argument("--all", type=Path, help="keep the pictures of every page and both languages here")
    return parser.parse_args()


def _tour(browser: Browser, options: argparse.Namespace, language: str) -> Iterator[str]:
    context = browser.new_context(locale=f"{language}-{'RU' if language == 'ru' else 'GB'}", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("response", lambda answer: troubles.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None)
    _log_in(page, options)
    for name, address in _addresses(page, options.url):
        page.goto(options.url + address)
        page.wait_for_load_state("networkidle")
        _keep(page, name, language, options.all)
    context.close()
    yield from troubles


def _log_in(page: Page, options: argparse.Namespace) -> None:
    page.goto(f"{options.url}/office/")
    page.fill("input[name=username]", options.login)
    page.fill("input[name=password]", options.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{options.url}/office/")


def _addresses(page: Page, url: str) -> Iterator[tuple[str, str]]:
    """Yield the fixed pages, then one case in court and one task with its form, found as a person finds them."""
    yield from PAGES.items()
    for name, listing, link in (
        ("case", "/office/recovery/cases/?stage=court_order&state=open", "#found a.ik-link"),
        ("task", "/office/tasks/?tab=role&kind=restriction", "#content tbody a.ik-link"),
        ("scheme", "/office/recovery/schemes/", "#content tbody a.ik-link"),
    ):
        page.goto(url + listing)
        found = page.locator(link)
        if found.count():
            yield name, found.first.get_attribute("href") or ""


def _keep(page: Page, name: str, language: str, everything: Path | None) -> None:
    if language in SHOWN and name in KEPT:
        SHOWN[language].mkdir(exist_ok=True)
        page.screenshot(path=SHOWN[language] / f"{name}.png")
    if everything:
        everything.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=everything / f"{name}.{language}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main())
