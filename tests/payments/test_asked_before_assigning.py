"""Before a waiting payment is posted to an account, the person reads why it waits and what speaks against the account."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.payments import bank
from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
FOREIGN = "40702810300000000009"
ACQUIRER = "30232810100000000001"


@pytest.fixture
def account() -> Account:
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    premises = factories.create_premises(number="5")
    account = factories.create_account(number="401000326", premises=premises)
    factories.create_charge(account=account, period=date(2026, 10, 1))
    return account


def waits(**fields: object) -> Payment:
    values = {
        "amount": Decimal("1500.00"),
        "paid_on": date(2026, 11, 5),
        "payer_name": "ИВАНОВ ОЛЕГ ПЕТРОВИЧ",
        "receiver_bank_account": bank.OUR_ACCOUNT,
        **fields,
    }
    return Payment.objects.create(
        natural_key=uuid4().hex,
        status=Payment.Status.UNIDENTIFIED,
        source=Payment.Source.STATEMENT,
        **values,
    )


def asked(payment: Payment, account: Account) -> str:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=Role.ACCOUNTANT))
    address = reverse("admin:payments_assign", args=[payment.pk, account.pk])
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"payer_bank_account": ACQUIRER, "purpose": "Перевод"}, "деньги многих плательщиков"),
        ({"purpose": "Возврат ошибочно перечисленных средств"}, "это возврат денег"),
        (
            {"receiver_bank_account": FOREIGN, "purpose": "л/с 401000326"},
            "деньги пришли на чужой банковский счёт",
        ),
        ({"purpose": "за свет л/с 401000326 кв. 77"}, "Адрес или квартира в назначении"),
        ({"purpose": "за свет л/с 401000326 за январь 2019"}, "за который ничего не начислено"),
    ],
    ids=["lump", "return", "foreign bank account", "another flat", "month not charged"],
)
def test_what_speaks_against_the_account_is_said_in_the_dialog(
    account: Account, fields: dict[str, str], doubt: str
) -> None:
    text = asked(waits(**fields), account)

    assert "Почему ждёт" in text
    assert doubt in text
    assert 'role="alert"' in text


def test_an_account_that_the_purpose_does_not_name_is_said_in_the_dialog(account: Account) -> None:
    factories.create_account(number="401000010")

    text = asked(waits(purpose="за свет л/с 401000010"), account)

    assert "В назначении назван другой лицевой счёт: 401000010." in text


def test_where_nothing_speaks_against_the_account_nothing_is_asked_twice(account: Account) -> None:
    text = asked(waits(purpose="за свет л/с 401000326 кв. 5"), account)

    assert 'role="alert"' not in text


def assigned(payment: Payment, account: Account, months: str) -> str:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=Role.ACCOUNTANT))
    address = reverse("admin:payments_assign", args=[payment.pk, account.pk])
    return client.post(address, {"months": months}, follow=True).content.decode()


@pytest.mark.parametrize("months", ["07.2026", "01.2020", "10.2026, 07.2026"])
def test_months_for_which_nothing_is_charged_are_refused(account: Account, months: str) -> None:
    payment = waits(purpose="за свет")

    page = assigned(payment, account, months)

    payment.refresh_from_db()
    assert payment.account is None
    assert "ничего не начислено. Исправьте месяцы" in page


@pytest.mark.parametrize("months", ["", "10.2026", "11.2026", "12.2026"])
def test_months_that_are_charged_or_come_next_are_paid(account: Account, months: str) -> None:
    payment = waits(purpose="за свет")

    assigned(payment, account, months)

    payment.refresh_from_db()
    assert (payment.account, payment.months_said) == (account, months)


def test_a_month_without_charges_that_the_payer_names_is_not_offered(account: Account) -> None:
    assert 'value="01.2019"' not in asked(waits(purpose="за январь 2019"), account)
