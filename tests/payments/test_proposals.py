"""Whatever points at an account by half is proposed, ranked, and never posted by itself."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests import factories
from tests.payments.test_contradictions import COMPANY_BANK_ACCOUNT, STRANGER, load, waiting
from webapp.payments.models import ConfirmedPayer, Payment
from webapp.payments.queries.grounds import Ground, Why
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
NUMBER = "401000164"
DEBT = Decimal("4349.70")


@pytest.fixture(autouse=True)
def vasilyeva():
    """Holds flat 13 of Polevaya 13 and owes 4 349,70."""
    return factories.create_debtor(
        number=NUMBER,
        party=factories.create_person(name="Васильева Алла Сергеевна"),
        premises=factories.create_premises(street="ул. Полевая", house="13", number="13"),
        months=3,
        monthly=Decimal("1449.90"),
    )


class TestWithoutANumber:
    @pytest.mark.parametrize(
        ("purpose", "fields"),
        [
            ("Полевая 13-13", {}),
            ("ул. Полевая, д. 13, кв. 13", {}),
            ("за свет", {"payer": f"{STRANGER}//УЛ ПОЛЕВАЯ, Д 13, КВ 13//"}),
            ("за свет", {"payer": "Васильева А.С."}),
            ("за свет", {"payer": "ВАСИЛЬЕВА А. С."}),
            ("за Васильеву", {"payer": "ВАСИЛЬЕВА АЛЛА СЕРГЕЕВНА"}),
            ("Оплата Васильева А. С.", {}),
            ("за свет", {"amount": str(DEBT)}),
        ],
    )
    def test_address_name_or_exact_debt_is_proposed(self, vasilyeva, purpose, fields):
        payment = load(purpose, **fields)

        assert payment.account is None
        assert waiting(payment).accounts == (vasilyeva,)

    def test_all_three_are_told(self, vasilyeva):
        payment = load("Полевая 13-13", payer="Васильева А.С.", amount=str(DEBT))

        (proposed,) = waiting(payment).proposed
        assert proposed.grounds == (
            Ground.ADDRESS.label,
            Ground.SUM.label,
            Ground.NAME.label,
        )

    def test_debt_that_many_owe_proposes_nobody(self):
        for _debtor in range(5):
            factories.create_debtor(monthly=Decimal("1449.90"))

        assert waiting(load("за свет", amount=str(DEBT))).proposed == ()


class TestNumberReadByHalf:
    @pytest.mark.parametrize(
        "purpose",
        [
            "л/с 4О1000164",  # a Russian letter
            "л/с 4O1OOO164",  # Latin ones
            "л/с 40l000164",
            "ЛС 40I000l64",
            "Оплата 4О1000164",
            "договор 4О1000164",
            "по счёту 401000164",
            "номер счета: 401000164",
            "счет № 401000164 за свет",
        ],
    )
    def test_is_proposed_and_never_posted_even_with_a_second_sign(self, vasilyeva, purpose):
        payment = load(purpose, payer="Васильева А.С.", amount=str(DEBT))

        (proposed,) = waiting(payment).proposed
        assert payment.account is None
        assert proposed.account == vasilyeva
        assert Ground.GUESS.label in proposed.grounds

    def test_says_so(self):
        assert waiting(load("по счёту 401000164")).why == Why.UNSURE_NUMBER

    @pytest.mark.parametrize(
        "purpose",
        [
            "счет № 401000164 от 05.11.2026",
            "счет-фактура 401000164",
            "счет на оплату 401000164",
            "акт № 401000164",
        ],
    )
    def test_of_a_paper_is_not(self, purpose):
        assert waiting(load(purpose)).proposed == ()

    def test_speaks_against_a_payer_who_is_known_by_the_inn_alone(self, vasilyeva):
        company = factories.create_account(party=factories.create_organization())

        payment = load(
            "по счёту 401000164", inn=company.party.inn, payer_account=COMPANY_BANK_ACCOUNT
        )

        assert payment.account is None


def confirmed(account, *, bank_account):
    other = Payment.objects.create(
        natural_key=str(account.pk),
        status=Payment.Status.POSTED,
        source=Payment.Source.STATEMENT,
        account=account,
        amount=Decimal("10.00"),
        paid_on=factories.TODAY,
    )
    ConfirmedPayer.objects.create(
        bank_account=bank_account,
        account=account,
        payment=other,
        confirmed_by=factories.create_staff(role=Role.ACCOUNTANT),
        confirmed_at=timezone.now(),
    )


@pytest.mark.parametrize("name", ["ВАСИЛЬЕВА АЛЛА СЕРГЕЕВНА", "Васильева А.С."])
def test_holders_name_stands_above_strangers_confirmed_through_a_shared_account(vasilyeva, name):
    shared = "40817810500000012345"
    strangers = [factories.create_account() for _stranger in range(2)]
    for stranger in strangers:
        confirmed(stranger, bank_account=shared)

    row = waiting(load("за свет", payer=name, payer_account=shared))

    assert row.accounts[0] == vasilyeva
    assert set(row.accounts[1:]) == set(strangers)
