"""A waiting payment is found as the payer calls: by name, initials, address or number."""

import pytest
from django.urls import reverse

from tests import factories
from tests.payments import bank
from tests.payments.test_screens import signed_in
from webapp.payments import operations
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
ANNA = "СМИРНОВА АННА ПАВЛОВНА//Г ТВЕРЬ, УЛ МИРА, Д 10, КВ 7//"
OTHER = "СМИРНОВ ИВАН ПЕТРОВИЧ//Г ТВЕРЬ, УЛ САДОВАЯ, Д 100//"


@pytest.fixture
def shown():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    operations.load_statement(
        file_name="a.txt",
        content=bank.statement(
            bank.document(number="101", purpose="за свет", payer=ANNA),
            bank.document(number="202", purpose="за тепло, Гагарина 5-12", payer=OTHER),
        ),
        by=None,
        today=factories.TODAY,
    )
    client = signed_in(factories.create_staff(role=Role.ACCOUNTANT))

    def page(search):
        answer = client.get(reverse("admin:payments_unidentified"), {"search": search})
        return {name for name in (ANNA, OTHER) if name in answer.content.decode()}

    return page


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("Смирнова А.П.", {ANNA}),
        ("А. П. Смирнова", {ANNA}),
        ("смирнов и п", {OTHER}),
        ("ул. Мира, д. 10, кв. 7", {ANNA}),
        ("Мира 10", {ANNA}),
        ("Гагарина 5-12", {OTHER}),
        ("202", {OTHER}),
        ("Смирнов", {ANNA, OTHER}),
        ("", {ANNA, OTHER}),
        ("Кузнецов", set()),
        ("(*[\\", {ANNA, OTHER}),
        ("\x00", {ANNA, OTHER}),
    ],
)
def test_by_initials_address_and_number(shown, search, found):
    assert shown(search) == found
