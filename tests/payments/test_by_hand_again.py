"""A payment by hand that is refused comes back whole: nothing is hidden, nothing is taken as answered."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.staff.models import Role

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
        "key": "one",
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
