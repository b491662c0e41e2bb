"""Everything about an account and a contract on one page, within the segment and the rights of who looks."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.billing.models import Charge
from webapp.contracts.models import Account, Owner, Resident
from webapp.metering.models import Reading
from webapp.payments import operations as payments
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.recovery.queries import casefile
from webapp.staff.models import Role, User

LogIn = Callable[..., Client]
MOST = 34
"""Queries of the card of an account: one for each of its parts, and the frame around them."""


def card(account: Account) -> str:
    return reverse("admin:workplace_account", args=[account.pk])


@pytest.fixture
def account(case: Case) -> Account:
    """A debtor with a case, an owner, a resident, a meter with a reading and a payment."""
    assert case.account
    account: Account = case.account
    neighbor = factories.create_person(name="Кузьмина Вера Ильинична")
    Owner.objects.filter(account=account).update(share_denominator=3)
    Owner.objects.create(
        account=account,
        party=neighbor,
        share_numerator=1,
        share_denominator=3,
        starts_on=date(2020, 1, 1),
    )
    Resident.objects.create(
        account=account, party=neighbor, is_absence=True, starts_on=date(2026, 1, 1)
    )
    Reading.objects.create(
        meter=factories.create_meter(account=account, number="М-555"),
        read_on=date(2026, 2, 1),
        value=934,
        source="CREW",
    )
    by = factories.create_staff(role=Role.ACCOUNTANT)
    pay(account, Decimal("700.00"), by)
    return account


def pay(account: Account, amount: Decimal, by: User) -> Payment:
    day, key = living.START, f"{account.pk}"
    return payments.post_by_hand(
        account_id=account.pk,
        amount=amount,
        paid_on=day,
        document_number="",
        purpose="",
        key=key,
        by=by,
        today=day,
    )


def test_the_card_tells_who_what_how_much_and_what_was_done(
    account: Account, case: Case, boss: User, log_in: LogIn
) -> None:
    page = log_in(boss).get(card(account))
    text = page.content.decode()

    assert (page.context["debt"].debt, page.context["debt"].periods) == (Decimal("3800.00"), 3)
    for known in (
        "Петров Пётр Петрович",
        account.premises.address,
        "Кузьмина Вера Ильинична",
        "1/3",
        "М-555",
        "934",
        case.number,
    ):
        assert known in text, known
    assert [payment.amount for payment in page.context["payments"]] == [Decimal("700.00")]
    assert [paper.subject for paper in page.context["papers"]] == [f"recovery_case:{case.pk}"]
    assert [(found, owed) for found, owed in page.context["cases"]] == [
        (case, casefile.Owed(debt=Decimal("3800.00")))
    ]


def test_both_languages_are_spoken(account: Account, boss: User, log_in: LogIn) -> None:
    client = log_in(boss)

    assert "Последние платежи" in client.get(card(account)).content.decode()
    client.post(reverse("admin:language"), {"language": "en", "next": "/office/"})
    assert "Last payments" in client.get(card(account)).content.decode()


def test_an_account_of_another_segment_is_not_there(account: Account, log_in: LogIn) -> None:
    assert log_in(Role.LAWYER, kinds=("ORGANIZATION",)).get(card(account)).status_code == 404


def test_the_card_shows_the_parts_that_a_person_may_see(
    account: Account, case: Case, log_in: LogIn
) -> None:
    clerk = factories.create_staff(role=Role.CREW)
    clerk.user_permissions.add(Permission.objects.get(codename="view_account"))

    page = log_in(clerk).get(card(account))
    text = page.content.decode()

    assert page.status_code == 200
    assert not [
        part
        for part in ("debt", "payments", "papers", "transmissions", "meters")
        if part in page.context
    ]
    for hidden in (case.number, "Кузьмина", "3800"):
        assert hidden not in text, hidden


def test_a_long_history_costs_the_queries_of_a_short_one(
    account: Account, boss: User, log_in: LogIn
) -> None:
    client = log_in(boss)
    client.get(card(account))
    with CaptureQueriesContext(connection) as few:
        client.get(card(account))

    for number in range(12):
        month = factories.next_month(date(2024, number % 12 + 1, 1))
        Charge.objects.create(
            account=account,
            service=factories.create_service(),
            period=month,
            amount=5,
            due_date=date(2026, 1, 20),
        )
        factories.create_meter(account=account)
        Owner.objects.create(
            account=account,
            party=factories.create_person(),
            share_denominator=100,
            starts_on=date(2020, 1, 1),
        )
    with CaptureQueriesContext(connection) as many:
        client.get(card(account))

    assert len(many) <= min(MOST, len(few) + 1), "\n".join(query["sql"] for query in many)


def test_the_search_leads_to_the_card_and_so_does_a_payment(boss: User, log_in: LogIn) -> None:
    account = factories.create_account(number="990001")
    client = log_in(boss)
    payment = pay(account, Decimal("5.00"), boss)

    for page in (
        client.get(reverse("admin:search"), {"s": "990001"}),
        client.get(reverse("admin:payments_payment_changelist")),
        client.get(reverse("admin:payments_payment", args=[payment.pk])),
        client.get(reverse("admin:contracts_account_change", args=[account.pk])),
    ):
        assert f'href="{card(account)}"' in page.content.decode()


def test_the_workbench_and_the_case_lead_to_the_card(case: Case, boss: User, log_in: LogIn) -> None:
    assert case.account
    client = log_in(boss)

    for address in (
        reverse("admin:recovery_debtors"),
        reverse("admin:recovery_case", args=[case.pk]),
    ):
        assert f'href="{card(case.account)}"' in client.get(address).content.decode()


class TestTheCardOfAContract:
    """An agreement with what its accounts owe together and each of them."""

    @pytest.fixture
    def accounts(self, boss: User) -> list[Account]:
        party = factories.create_organization()
        contract = factories.create_contract(party=party, number="Д-700")
        south = factories.create_district(code="south", name="Южный")
        return [
            factories.create_debtor(
                party=party, contract=contract, months=months, district=district, today=living.START
            )
            for months, district in ((2, None), (1, south), (0, None))
        ]

    def test_sums_up_its_accounts(self, accounts: list[Account], boss: User, log_in: LogIn) -> None:
        page = log_in(boss).get(reverse("admin:workplace_contract", args=[accounts[0].contract_id]))

        assert [(row.account, row.debt.debt) for row in page.context["rows"]] == [
            (accounts[0], Decimal("3000.00")),
            (accounts[1], Decimal("1500.00")),
            (accounts[2], Decimal("0.00")),
        ]
        assert page.context["debt"] == Decimal("4500.00")
        assert all(card(account) in page.content.decode() for account in accounts)

    def test_shows_a_district_its_own_accounts(
        self, accounts: list[Account], log_in: LogIn
    ) -> None:
        address = reverse("admin:workplace_contract", args=[accounts[0].contract_id])

        southern = log_in(Role.LAWYER, districts=("south",)).get(address)

        assert [row.account for row in southern.context["rows"]] == [accounts[1]]
        assert log_in(Role.LAWYER, kinds=("PERSON",)).get(address).status_code == 404

    def test_shows_the_case_about_it(
        self, accounts: list[Account], boss: User, log_in: LogIn
    ) -> None:
        case = living.open_case(accounts[0])

        page = log_in(boss).get(reverse("admin:workplace_contract", args=[accounts[0].contract_id]))

        assert [found for found, _owed in page.context["cases"]] == [case]

    def test_is_one_step_from_the_contract_and_from_each_account(
        self, accounts: list[Account], boss: User, log_in: LogIn
    ) -> None:
        client, contract = log_in(boss), accounts[0].contract_id

        for address in (
            reverse("admin:contracts_contract_change", args=[contract]),
            card(accounts[0]),
        ):
            assert (
                f'href="{reverse("admin:workplace_contract", args=[contract])}"'
                in client.get(address).content.decode()
            )
