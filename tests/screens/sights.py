"""Every page as a browser shows it: opened once, looked at wide and narrow, light and dark."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

WIDE: ViewportSize = {"width": 1440, "height": 900}
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_STILL = """document.addEventListener("DOMContentLoaded", () => {
  const still = document.createElement("style");
  still.textContent = "* { transition: none !important; animation: none !important }";
  document.head.append(still);
})"""
_PAINT = "(dark) => document.documentElement.classList.toggle('dark', dark)"
_VIOLATIONS = """async ([tags, within]) => {
  const found = await axe.run(within || document, {runOnly: tags, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")} ${node.any.map((one) => one.message)[0] || ""}`));
}"""
_STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return "";
  const all = [...document.querySelectorAll("body *")];
  const out = all.filter((one) => one.getBoundingClientRect().right > wide + 1);
  return out.slice(-3).map((one) => `${one.tagName}.${one.className}`).join(" ") || "page";
}"""


@dataclass(frozen=True, slots=True)
class Sight:
    """One way to look at a page."""

    name: str
    size: ViewportSize
    is_dark: bool = False


SIGHTS = (Sight("wide", WIDE), Sight("dark", WIDE, is_dark=True), Sight("phone", PHONE))
BY_DAY, BY_NIGHT = (Sight("wide", WIDE),), (Sight("dark phone", PHONE, is_dark=True),)
"""Both themes and both sizes in two looks, for what is looked at twice."""
OPENERS = """[data-dialog], [hx-get][hx-target='#action'], [data-needs-selection][hx-post]"""
_OPEN = "([openers, at]) => document.querySelectorAll(openers)[at].click()"
_TICK = """() => {
  const box = document.querySelector("tbody input[name=ids]");
  if (box && !box.checked) box.click();
}"""
_SHUT = "() => document.querySelectorAll('dialog[open]').forEach((one) => one.close())"
_SEND_BLANK = """(place) => {
  const asks = (form) => form.matches("[method=post]") && form.querySelector(":invalid");
  const form = [...document.querySelectorAll(place)].find(asks);
  if (!form) return false;
  form.noValidate = true;
  form.requestSubmit();
  return true;
}"""


@cache
def axe() -> str:
    """Return the program that finds what some people cannot see, reach or hear."""
    found = resources.files("axe_playwright_python") / "axe.min.js"
    return found.read_text(encoding="utf-8")


def entered(browser: Browser, url: str, client: Client) -> BrowserContext:
    """Return a browser in which the person of a client has logged in; nothing moves there."""
    context = browser.new_context(locale="ru-RU", viewport=WIDE)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    context.add_init_script(_STILL)
    return context


def violations(
    page: Page, looks: tuple[Sight, ...] = SIGHTS, within: str | None = None
) -> Iterator[str]:
    """Yield what axe finds on the page that is open, each with the sight in which it is so."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(axe())
    for sight in looks:
        page.set_viewport_size(sight.size)
        page.evaluate(_PAINT, sight.is_dark)
        for found in page.evaluate(_VIOLATIONS, [RULES, within]):
            yield f"{sight.name}: {found}"


def dialogs(page: Page, seen: set[str]) -> Iterator[str]:
    """Open each dialog of the page that is open, once in ``seen``; yield what is opened."""
    page.set_viewport_size(WIDE)
    page.evaluate(_TICK)
    for at in range(page.locator(OPENERS).count()):
        page.evaluate(_OPEN, [OPENERS, at])
        dialog = page.locator("dialog[open]")
        dialog.wait_for()
        words = "".join(letter for letter in dialog.inner_text() if not letter.isdigit())
        if words not in seen:
            seen.add(words)
            yield words.strip().partition("\n")[0]
        page.evaluate(_SHUT)


def send_blank(page: Page, place: str) -> bool:
    """Send the first form of a place that demands something, blank; say whether there is one."""
    return bool(page.evaluate(_SEND_BLANK, place))


def sticking_out(page: Page) -> Iterator[str]:
    """Yield what makes the open page scroll sideways, on a laptop and on a phone."""
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        told: Any = page.evaluate(_STICKS_OUT)
        if told:
            yield f"{size['width']}: {told}"
