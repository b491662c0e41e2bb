"""Whatever is known of a customer finds him: in the palette and in every list, by an index."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.contracts.models import Account
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, Writ
from webapp.search import queries, registry
from webapp.search.declarations import Spelled
from webapp.staff.models import Role

LogIn = Callable[..., Client]
MANY = 100_000
LISTS = {
    "recovery_debtors": "search",
    "recovery_cases": "search",
    "contracts_account_changelist": "q",
    "parties_party_changelist": "q",
}


@pytest.fixture
def known(case: Case) -> Case:
    """A case of Petrov, about whom an office knows everything, and another debtor."""
    account = case.account
    assert account is not None
    account.party.contacts.create(kind="PHONE", value="+79209681680")
    factories.create_meter(account=account, number="СЧ-77001")
    Writ.objects.create(case=case, number="ВС 112233445", issued_on=living.START, amount=1)
    CourtCase.objects.create(
        case=case,
        track="ORDER",
        court="Мировой судья",
        number="2-1234/2026",
        filed_on=living.START,
        claim=Decimal(1),
        state_duty=Decimal(1),
    )
    factories.create_debtor(today=living.START)
    return case


@pytest.mark.parametrize(
    "text",
    [
        "+79209681680",
        "89209681680",
        "8 (920) 968-16-80",
        "+7 920 968 16 80",
        "9681680",
        "968-16-80",
        "Петров",
        "Петров П.П.",
    ],
)
@pytest.mark.parametrize("page", LISTS)
def test_a_debtor_is_found_in_every_list(known: Case, log_in: LogIn, page: str, text: str) -> None:
    shown = log_in(Role.LAWYER).get(reverse(f"admin:{page}"), {LISTS[page]: text}).content.decode()

    assert "Петров Пётр Петрович" in shown
    assert "Смирнова" not in shown


@pytest.mark.parametrize("page", [page for page in LISTS if page != "parties_party_changelist"])
def test_a_surname_and_a_street_are_looked_for_together(
    known: Case, log_in: LogIn, page: str
) -> None:
    client, field = log_in(Role.LAWYER), LISTS[page]

    here = client.get(reverse(f"admin:{page}"), {field: "петров мира 10"}).content.decode()
    elsewhere = client.get(reverse(f"admin:{page}"), {field: "петров ленина"}).content.decode()

    assert "Петров Пётр Петрович" in here
    assert "Петров Пётр Петрович" not in elsewhere


@pytest.mark.parametrize("text", ["77001", "112233445", "2-1234/2026", "ВС 112233445"])
def test_numbers_of_meters_courts_and_writs_lead_to_the_account_and_the_case(
    known: Case, text: str
) -> None:
    accounts = queries.rows(kind="account", text=text)
    cases = queries.rows(kind="case", text=text)

    assert [row["pk"] for row in accounts] == [known.account_id]
    assert [row["pk"] for row in cases] == [known.pk]


def test_a_row_of_a_list_leads_to_its_card_and_the_cards_lead_to_each_other(
    known: Case, log_in: LogIn
) -> None:
    client, account = log_in(Role.LAWYER), known.account
    assert account is not None
    card_of_party = reverse("admin:workplace_party", args=[account.party_id])
    card_of_account = reverse("admin:workplace_account", args=[account.pk])
    page_of_case = reverse("admin:recovery_case", args=[known.pk])

    def leads(page: str, *links: str) -> None:
        shown = client.get(page).content.decode()
        assert [link for link in links if f'href="{link}' not in shown] == []

    leads(reverse("admin:parties_party_changelist"), card_of_party)
    leads(reverse("admin:contracts_account_changelist"), card_of_account)
    leads(card_of_party, card_of_account, page_of_case)
    leads(card_of_account, card_of_party, page_of_case)
    leads(page_of_case, card_of_party, card_of_account)


def test_every_column_that_is_searched_has_an_index() -> None:
    without = [
        f"{source.model.__name__}.{source.column}"
        for source in registry.every()
        if not any(
            Spelled(source.column) in _expressions(index) for index in source.model._meta.indexes
        )
    ]

    assert without == []


def _expressions(index: object) -> list[object]:
    return [
        part for one in getattr(index, "expressions", ()) for part in one.get_source_expressions()
    ]


@pytest.fixture
def crowd(db: None) -> None:
    """A hundred thousand accounts, each of another person at another address, with a telephone."""
    model = factories.create_account()
    place = model.premises
    numbers = {
        "many": MANY,
        "building": place.building_id,
        "supplier": model.supplier_id,
        "day": date(2020, 1, 1),
    }
    with connection.cursor() as cursor:
        for statement in CROWD:
            cursor.execute(statement, numbers)
        # what a cleaner does at night in a living database
        for index in ("party_name", "contact", "party_inn"):
            cursor.execute(f"SELECT gin_clean_pending_list('parties_{index}_parts')")
        cursor.execute("SELECT gin_clean_pending_list('premises_premises_parts')")
        cursor.execute("SELECT gin_clean_pending_list('contracts_account_parts')")
        cursor.execute("ANALYZE")


CROWD = (
    """INSERT INTO parties_party (id, kind, name, last_name, first_name, patronymic, inn, kpp, ogrn,
        address, language)
    SELECT 1000000 + n, 'PERSON', md5(n::text) || ' Пётр Ильич', '', '', '', '', '', '', '', 'ru'
    FROM generate_series(1, %(many)s) n""",
    """INSERT INTO parties_contact (party_id, kind, value, is_valid, takes_sms, takes_calls)
    SELECT 1000000 + n, 'PHONE', '+79' || lpad((n * 7919)::text, 9, '0'), true, true, true
    FROM generate_series(1, %(many)s) n""",
    """INSERT INTO premises_premises (id, building_id, kind, number, room, rest, key,
        is_residential, address)
    SELECT 1000000 + n, %(building)s, 'FLAT', n::text, '', '', 'x' || n, true,
        'г. Тверь, ул. ' || md5((n %% 100)::text) || ', д. ' || n / 1000 || ', кв. ' || n %% 100
    FROM generate_series(1, %(many)s) n""",
    """INSERT INTO contracts_account (number, party_id, premises_id, supplier_id, opened_on,
        restriction_possible, never_cut, is_disconnected)
    SELECT (800000000 + n)::text, 1000000 + n, 1000000 + n, %(supplier)s, %(day)s, true, false,
        false
    FROM generate_series(1, %(many)s) n""",
)


def test_among_a_hundred_thousand_accounts_one_is_found_without_reading_all(crowd: None) -> None:
    for text in AMONG_MANY:
        wanted = queries.condition(kind="account", text=text)
        found = Account.objects.filter(wanted).order_by("number")[:10]

        assert found, text
        read_whole = re.findall(r"Seq Scan on (\w+)", found.explain())
        assert not BIG.intersection(read_whole), text


BIG = {"parties_party", "parties_contact", "premises_premises", "contracts_account"}
AMONG_MANY = (
    "8 900 079 19 00",
    "0791900",
    "800000100",
    "70efdf2ec9b08607 77",
    "f899139df5e1059396431415e770c6dd",
    "f899139df5e1059396431415e770c6dd П.",
    "f899139df5e1 cfcd208495d5 1",
)
