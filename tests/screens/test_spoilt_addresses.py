"""Addresses as people, robots and old bookmarks spoil them: refused in words or read without the spoilt part, never a 500."""

from collections.abc import Callable
from itertools import cycle

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.processes.models import Case
from webapp.staff.models import User

LogIn = Callable[..., Client]
SPOILT = ("x", "-1", "9" * 30, "1e99", "%00", "\u202e1", "", "1'--", "[]", "²")
TABLES = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model in admin.site._registry
    if model.__module__.startswith("webapp.")
)
OTHER_LISTS = (
    *("recovery_debtors", "recovery_cases", "tasks_list", "payments_payment_changelist", "search"),
    *("correspondence_document_changelist", "correspondence_message_changelist", "audit_journal"),
    *("payments_statements", "recovery_events", "workplace_calculators", "recovery_schemes"),
)


def answers(client: Client, address: str, names: set[str]) -> dict[str, int]:
    """Ask each name with one spoilt value; the next name gets the next value."""
    pairs = zip(sorted(names), cycle(SPOILT), strict=False)
    asked = [f"{address}?s=петров&{name}={value}" for name, value in pairs]
    return {page: client.get(page).status_code for page in asked}


def bad(found: dict[str, int]) -> dict[str, int]:
    return {page: status for page, status in found.items() if status not in {200, 302, 400, 404}}


@pytest.mark.parametrize("table", TABLES)
def test_a_list_or_a_form_of_a_table(case: Case, log_in: LogIn, table: str) -> None:
    client = log_in(User.objects.create_superuser("boss", password=factories.PASSWORD))
    model = next(
        model
        for model in admin.site._registry
        if f"{model._meta.app_label}_{model._meta.model_name}" == table
    )
    fields = {field.name for field in model._meta.get_fields() if field.concrete}

    lists = {"p", "o", "q", "all", "e", "party__kind__exact", *fields}
    found = answers(client, reverse(f"admin:{table}_changelist"), lists)
    if admin.site._registry[model].has_add_permission(client.get("/office/").wsgi_request):
        found |= answers(client, reverse(f"admin:{table}_add"), fields)

    assert bad(found) == {}


@pytest.mark.parametrize("name", OTHER_LISTS)
def test_a_list_of_our_own(case: Case, boss: User, log_in: LogIn, name: str) -> None:
    client = log_in(User.objects.create_superuser("boss2", password=factories.PASSWORD))

    words = {
        "page",
        "search",
        "kind",
        "status",
        "name",
        "tab",
        "stage",
        "district",
        "from",
        "until",
    }
    found = answers(client, reverse(f"admin:{name}"), words)

    assert bad(found) == {}


@pytest.mark.parametrize(
    "address",
    [
        "/office/r/1/1/",
        "/office/audit/entry/?name=%00",
        "/office/contracts/contract/?party__kind__exact=%00",
        "/office/search/?s=abc&page=x",
        "/office/search/?s=abc&page=7",
    ],
)
def test_what_was_a_500_once(case: Case, log_in: LogIn, address: str) -> None:
    client = log_in(User.objects.create_superuser("boss", password=factories.PASSWORD))

    assert client.get(address).status_code in {200, 302, 404}
