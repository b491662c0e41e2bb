"""Tables of the staff site are taken along whole: as a spreadsheet and on paper, as they were asked for."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories
from tests.recovery import living
from webapp.audit import operations as audit
from webapp.contracts.models import Account
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]


@pytest.fixture
def accounts(db: None) -> list[Account]:
    return [
        factories.create_debtor(months=2, monthly=Decimal("1000.50"), today=living.START)
        for _number in range(3)
    ]


def take(client: Client, table: str, asked: dict[str, str] | None = None) -> list[list[Any]]:
    answer: Any = client.get(reverse(f"admin:{table}_sheet"), asked or {})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


def test_all_charges_go_to_a_spreadsheet_with_their_sum(
    accounts: list[Account], log_in: LogIn
) -> None:
    title, heading, *rows, total = take(log_in(Role.ACCOUNTANT), "billing_charge")

    assert str(title[0]).startswith("Начисления на ")
    assert heading[:2] == ["Лицевой счёт", "Услуга"] and heading[4].startswith("Сумма")
    assert {row[0] for row in rows} == {str(account) for account in accounts}
    assert (total[0], total[4]) == ("Итого: 6", 6003)


def test_only_what_was_looked_for_is_taken(accounts: list[Account], log_in: LogIn) -> None:
    client, wanted = log_in(Role.LAWYER), accounts[1]

    _title, _heading, *rows = take(client, "contracts_account", {"q": wanted.number})
    paper = client.get(reverse("admin:contracts_account_print"), {"q": wanted.number})

    assert [row[0] for row in rows] == [wanted.number]
    text = paper.content.decode()
    assert wanted.number in text and accounts[0].number not in text
    assert f"Искали: {wanted.number}" in text and "data-print-now" in text


def test_a_filter_is_told_in_words_on_paper(accounts: list[Account], log_in: LogIn) -> None:
    asked = {"party__kind__exact": "PERSON"}

    paper = log_in(Role.LAWYER).get(reverse("admin:contracts_account_print"), asked)

    assert "физическое лицо" in paper.content.decode().lower().split("<table>")[0]


def test_the_journal_is_taken_with_its_subjects_and_details(
    accounts: list[Account], log_in: LogIn
) -> None:
    subject = f"account:{accounts[0].pk}"
    audit.record(name="tasks.task.completed", subject=subject, details={"outcome": "DONE"})

    _title, heading, row, *_rest = take(log_in(Role.ADMINISTRATOR), "audit_entry")

    assert heading[-1] == "Подробности"
    assert accounts[0].number in row[3] and row[-1]


def test_an_address_that_cannot_be_understood_leads_back_to_the_table(
    accounts: list[Account], log_in: LogIn
) -> None:
    client = log_in(Role.LAWYER)

    answer = client.get(reverse("admin:contracts_account_sheet"), {"is_disconnected__exact": "zzz"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("admin:contracts_account_changelist")


def test_each_table_offers_both_on_its_page_and_gives_them(
    accounts: list[Account], log_in: LogIn
) -> None:
    client = log_in(Role.ADMINISTRATOR)

    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        page = client.get(reverse(f"{name}_changelist")).content.decode()
        for kind in ("sheet", "print"):
            address = reverse(f"{name}_{kind}")
            assert address in page, address
            assert client.get(address).status_code == 200, address


def test_rows_outside_the_segment_are_not_taken(accounts: list[Account], log_in: LogIn) -> None:
    client = log_in(Role.LAWYER, kinds=("ORGANIZATION",))

    assert len(take(client, "contracts_account")) == 2
