"""What a page weighs when a browser comes for the first time, and that the fonts made for it have every picture."""

import base64
import gzip
import re
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import fonts
from webapp.processes.models import Case
from webapp.staff.models import Role

LogIn = Callable[..., Client]
BYTES_MAX = 300 * 1024
_FILE = re.compile(r'(?:src|href)="/static/([^"?]+)')
_FONT = re.compile(r'url\("?([^")?]+)')
_SIZES = """fonts => document.fonts.ready.then(() => fonts.words.filter(word => {
    const span = document.createElement("span");
    span.style.cssText = `font: 20px ${fonts.name}; position: absolute; white-space: nowrap`;
    span.textContent = word;
    document.body.append(span);
    const isPicture = span.offsetWidth === 20;
    span.remove();
    return isPicture;
}))"""


def weight(client: Client, address: str) -> int:
    """Return what a page and all that it names weigh on their way, each file once."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    page = gzip.decompress(answer.content).decode()
    files = set(_FILE.findall(page))
    for sheet in [file for file in files if file.endswith(".css")]:
        named = _FONT.findall(read(sheet).decode())
        files |= {str(PurePosixPath(sheet).parent / font) for font in named if "data:" not in font}
    return len(answer.content) + sum(map(size, files))


def read(file: str) -> bytes:
    found = finders.find(file)
    assert found, file
    with open(found, "rb") as content:
        return content.read()


def size(file: str) -> int:
    content = read(file)
    return len(content) if file.endswith(".woff2") else len(gzip.compress(content))


def addresses(case: Case) -> list[str]:
    names = {pattern.name for pattern in admin.site.urls[0] if "listing" in kept(pattern)}
    lists = [name for name in names if name and "_" in name]
    tables = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    assert case.account
    return [
        reverse("admin:index"),
        reverse("admin:oversight_calendar"),
        reverse("admin:recovery_case", args=[case.pk]),
        reverse("admin:workplace_account", args=[case.account_id]),
        reverse("admin:contracts_account_change", args=[case.account_id]),
        reverse("admin:parties_party_change", args=[case.party_id]),
        *(reverse(f"admin:{name}") for name in lists if is_list(name)),
        *(reverse(f"admin:{table}_changelist") for table in tables),
    ]


def kept(pattern: object) -> dict[str, object]:
    return getattr(getattr(pattern, "callback", None), "view_initkwargs", {})


def is_list(name: str) -> bool:
    return any(
        pattern.name == name and kept(pattern)["listing"].code == name
        for pattern in admin.site.urls[0]
        if "listing" in kept(pattern)
    )


def test_no_page_weighs_more_than_three_hundred_kilobytes(case: Case, log_in: LogIn) -> None:
    client = log_in(Role.ADMINISTRATOR)

    weighed = {address: weight(client, address) for address in addresses(case)}

    assert {address: size for address, size in weighed.items() if size > BYTES_MAX} == {}


@pytest.mark.browser
def test_our_font_has_every_picture_that_a_word_of_ours_names(page: Page) -> None:
    def pictures(name: str, folder: fonts.Path) -> set[str]:
        content = (folder / "material-symbols" / fonts.PICTURES).read_bytes()
        data = base64.b64encode(content).decode()
        source = f"url(data:font/woff2;base64,{data})"
        page.add_style_tag(content=f"@font-face {{ font-family: {name}; src: {source} }}")
        page.evaluate("name => document.fonts.load(`20px ${name}`)", name)
        return set(page.evaluate(_SIZES, {"name": name, "words": sorted(fonts.words())}))

    page.set_content("<!doctype html><body></body>")
    known = pictures("full", fonts.FULL)

    assert {"gavel", "search", "warning"} <= known
    assert known - pictures("ours", fonts.OURS) == set()
