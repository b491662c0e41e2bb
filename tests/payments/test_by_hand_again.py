"""A payment by hand that is refused comes back whole: nothing is hidden, nothing is taken as answered."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.staff.models import Role

KEY = "0b8a7bd2c1d24b2f9c3fa1d2e3f40516"
pytestmark = pytest.mark.django_db
ADDRESS = reverse("admin:payments_by_hand")


@pytest.fixture
def account() -> Account:
    return factories.create_debtor(number="401000326")


@pytest.fixture
def office() -> Client:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=Role.ACCOUNTANT))
    return client


def entered(account: Account, **fields: str) -> dict[str, str]:
    return {
        "key": KEY,
        "account": account.number,
        "amount": "100",
        "paid_on": f"{factories.TODAY:%d.%m.%Y}",
        "purpose": "за свет",
        **fields,
    }


def test_months_that_are_not_understood_stay_in_a_field_to_be_corrected(
    office: Client, account: Account
) -> None:
    answered = entered(account, months="абв", confirmed=str(account.pk))

    page = office.post(ADDRESS, answered).content.decode()
    office.post(ADDRESS, {**answered, "months": ""})

    assert "абв" in page
    assert '<input type="text" name="months" value="абв"' in page
    assert Payment.objects.get().account == account


def test_what_was_answered_of_a_refused_payment_is_asked_anew(
    office: Client, account: Account
) -> None:
    refused = office.post(ADDRESS, entered(account, amount="сто", confirmed=str(account.pk)))

    form = refused.context["form"]
    assert form["amount"].errors
    assert not form["confirmed"].value()
    assert not Payment.objects.exists()


@pytest.mark.parametrize("wrong", [{"amount": "1,234"}, {"paid_on": "2027-01-01"}])
def test_a_refused_payment_comes_back_as_it_was_typed_under_its_own_key(
    office: Client, account: Account, wrong: dict[str, str]
) -> None:
    typed = entered(account, document_number="801", **wrong)

    form = office.post(ADDRESS, typed).context["form"]

    assert {name: form[name].value() for name in typed} == typed


def test_all_that_is_wrong_is_said_at_once(office: Client, account: Account) -> None:
    wrong = entered(account, amount="1,234", paid_on="2027-01-01") | {"account": "000"}

    form = office.post(ADDRESS, wrong).context["form"]

    assert set(form.errors) == {"account", "amount", "paid_on"}


@pytest.mark.parametrize(
    ("purpose", "doubt"),
    [
        ("Штраф за нарушение", "платят не за наши услуги"),
        ("Штраф", "платят не за наши услуги"),
        ("оплата по договору 36007-ЭС", "назван другой договор: 36007-ЭС"),
        ("оплата по договору № 99999-ЭС", "номер в назначении не наш"),
        ("за свет ООО «Каскад»", "в назначении назван кто-то другой"),
        ("за свет л/с 401000326 и л/с 401000327", "названы и другие лицевые счета: 401000327"),
        ("за свет за 01.2019", "за который ничего не начислено"),
    ],
)
def test_a_payment_by_hand_is_asked_about_for_the_reasons_of_a_statement(
    office: Client, account: Account, purpose: str, doubt: str
) -> None:
    factories.create_debtor(number="401000327")
    party = factories.create_organization()
    contract = factories.create_contract(party=party, number="36007-ЭС")
    factories.create_debtor(party=party, contract=contract)

    page = office.post(ADDRESS, entered(account, purpose=purpose)).content.decode()

    assert doubt in page


@pytest.mark.parametrize("purpose", ["за свет", "л/с 401000326 за свет", "за свет кв. 5"])
def test_a_payment_that_names_nobody_else_is_asked_without_a_warning(
    office: Client, purpose: str
) -> None:
    premises = factories.create_premises(number="5")
    account = factories.create_debtor(number="401000326", premises=premises)

    page = office.post(ADDRESS, entered(account, purpose=purpose)).content.decode()

    assert 'role="alert"' not in page


def test_months_without_charges_are_no_months_of_a_payment_by_hand(
    office: Client, account: Account
) -> None:
    answered = entered(account, months="01.2020", confirmed=str(account.pk))

    page = office.post(ADDRESS, answered).content.decode()

    assert "За 01.2020 ничего не начислено" in page
    assert not Payment.objects.exists()
