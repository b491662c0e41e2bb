"""Every page speaks the language of its reader, but for the names of people and things."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from lxml import html

from tests import factories
from tests.screens.test_every_address import Page, town  # noqa: F401
from tests.screens.test_sights import shown
from webapp.premises.models import District
from webapp.recovery.models import Authority
from webapp.staff.models import User

LogIn = Callable[..., Client]
pytestmark = pytest.mark.django_db

LATIN = re.compile(r"[A-Za-z]{3,}")
CYRILLIC = re.compile(r"[А-Яа-яЁё]{3,}")
ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|\S+\.(?:xlsx|csv|docx|txt|pdf)\b")
SAID = ("placeholder", "title", "aria-label", "alt")
ICONS = "material-symbols"
NAMES = {
    *("PDF", "DOCX", "docx", "XLSX", "xlsx", "xls", "csv", "Word", "Excel", "SMS", "API", "TOTP"),
    *("Istok", "English", "mail", "CClientBankExchange", "cbr"),
}
"""What is called so in Russian, too."""
OWN = {"Исток", "Русский"}
"""The names of the program and of the other language."""
UNSEEN = ("script", "style", "code", "pre", "kbd", "template")
SECRETS = {"admin:second_factor", "admin:staff_user_change", "admin:audit_look_change"}
"""Codes for a telephone, the print of a password, the key of what was looked at."""
SAMPLES = "admin:correspondence_template"
"""Pages that print an invented debtor."""


def said(page: str) -> Iterator[str]:
    """Yield every text of a page that somebody reads or hears."""
    tree = html.fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str) or is_apart(element):
            continue
        yield element.text or ""
        yield from (child.tail or "" for child in element)
        yield from (element.get(name, "") for name in SAID)
        if element.tag == "input" and element.get("type") in {"submit", "button"}:
            yield element.get("value", "")


def is_apart(element: html.HtmlElement) -> bool:
    return any(
        one.tag in UNSEEN or ICONS in one.get("class", "") or one.get("lang", "") == "en"
        for one in (element, *element.iterancestors())
        if one.tag != "html"
    )


def words(page: str, pattern: re.Pattern[str]) -> set[str]:
    return {word for text in said(page) for word in pattern.findall(ADDRESSES.sub(" ", text))}


def chief(log_in: LogIn) -> Client:
    """Log somebody in who sees every page."""
    named = {"first_name": "Мария", "last_name": "Соколова"}
    person = User.objects.create_superuser("boss", password=factories.PASSWORD, **named)
    return log_in(person)


def kept() -> set[str]:
    """Return every word that stands in the database: names of people, streets, schemes, papers."""
    found: set[str] = set()
    for model in apps.get_models():
        if not model.__module__.startswith("webapp."):
            continue
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*texts):
            found.update(CYRILLIC.findall(str(row)))
    return found


def names_in_data() -> Iterator[str]:
    """Yield what the office of these tests calls in Latin letters: logins, districts, courts."""
    yield from User.objects.values_list("username", flat=True)
    yield from District.objects.values_list("code", flat=True)
    yield from Authority.objects.values_list("name", flat=True)


def spoken(client: Client, pages: list[Page], pattern: re.Pattern[str]) -> dict[str, set[str]]:
    """Return the words of each page that a pattern finds."""
    return {
        page.name: words(client.get(page.address).content.decode(), pattern)
        for page in shown(client, pages)
        if page.name not in SECRETS
    }


def test_a_russian_screen_has_no_english_word(
    town: list[Page],  # noqa: F811
    log_in: LogIn,
) -> None:
    found = spoken(chief(log_in), town, LATIN)

    data = NAMES | {word for name in names_in_data() for word in LATIN.findall(name)}
    foreign = {name: left for name, known in found.items() if (left := known - data)}
    assert not foreign, "\n".join(f"{name}: {sorted(left)}" for name, left in foreign.items())


def test_an_english_screen_has_no_russian_word_but_names(
    town: list[Page],  # noqa: F811
    log_in: LogIn,
) -> None:
    client = chief(log_in)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    found = spoken(client, town, CYRILLIC)

    known = kept() | OWN
    foreign = {
        name: left
        for name, heard in found.items()
        if not name.startswith(SAMPLES) and (left := heard - known)
    }
    assert not foreign, "\n".join(f"{name}: {sorted(left)}" for name, left in foreign.items())
