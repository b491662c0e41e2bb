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
_VIOLATIONS = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
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


def violations(page: Page) -> Iterator[str]:
    """Yield what axe finds on the page that is open, each with the sight in which it is so."""
    page.evaluate(axe())
    for sight in SIGHTS:
        page.set_viewport_size(sight.size)
        page.evaluate(_PAINT, sight.is_dark)
        for found in page.evaluate(_VIOLATIONS, RULES):
            yield f"{sight.name}: {found}"


def sticking_out(page: Page) -> Iterator[str]:
    """Yield what makes the open page scroll sideways, on a laptop and on a phone."""
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        told: Any = page.evaluate(_STICKS_OUT)
        if told:
            yield f"{size['width']}: {told}"
