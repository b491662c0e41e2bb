"""Two suppliers, two bank accounts: what one received is never put on an account of the other by itself."""

import pytest

from tests import factories
from tests.payments import bank
from webapp.contracts.models import Contract
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
HEAT_ACCOUNT = "40702810300000000002"
INN = "7728168971"


@pytest.fixture(autouse=True)
def power():
    """Receives the money of these statements."""
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def heat():
    return factories.create_supplier(inn="7736050003", settlement_account=HEAT_ACCOUNT)


@pytest.fixture
def company():
    return factories.create_organization(inn=INN)


@pytest.fixture
def heated(heat, company):
    """The company's account with the other supplier, under contract 15."""
    contract = Contract.objects.create(
        party=company, supplier=heat, number="15", signed_on="2020-01-01"
    )
    return factories.create_account(
        party=company, supplier=heat, contract=contract, number="800000001"
    )


def load(*, purpose, inn="0", receiver_account=bank.OUR_ACCOUNT):
    content = bank.statement(
        bank.document(purpose=purpose, inn=inn, receiver_account=receiver_account),
        own=receiver_account,
    )
    operations.load_statement(file_name="a.txt", content=content, by=None, today=factories.TODAY)
    return Payment.objects.get()


@pytest.mark.parametrize(
    ("purpose", "inn"),
    [
        ("По договору № 15", "0"),
        ("По договору № 15", INN),
        ("л/с 800000001", "0"),
        ("Оплата 800000001", "0"),
        ("За тепло", INN),
    ],
    ids=["contract", "contract and payer", "labelled account", "bare account", "payer alone"],
)
def test_money_of_one_supplier_waits_and_the_account_of_the_other_is_only_suggested(
    heated, purpose, inn
):
    payment = load(purpose=purpose, inn=inn)

    (waiting,) = lists.with_suggestions(
        [payment], user=factories.create_staff(role=Role.ACCOUNTANT)
    )
    assert payment.status == Payment.Status.UNIDENTIFIED
    assert heated in waiting.accounts


def test_money_that_waits_is_not_found_to_be_the_others_when_the_rules_are_tried_again(heated):
    load(purpose="По договору № 15")

    assert operations.identify_again(by=factories.create_staff(), today=factories.TODAY) == 0


@pytest.mark.parametrize("purpose", ["По договору № 15", "л/с 800000001", "За тепло"])
def test_money_of_the_accounts_own_supplier_is_posted(heated, purpose):
    assert load(purpose=purpose, inn=INN, receiver_account=HEAT_ACCOUNT).account == heated


def test_payer_with_a_contract_with_each_supplier_pays_the_one_who_received(heated, company):
    lit = factories.create_account(party=company)

    payment = load(purpose="Оплата по счёту", inn=INN)

    assert (payment.account, payment.found_by) == (lit, Payment.FoundBy.INN)


def test_account_of_the_receiver_is_suggested_first(heated, company):
    lit = [factories.create_account(party=company), factories.create_account(party=company)]

    (waiting,) = lists.with_suggestions(
        [load(purpose="Оплата по счёту", inn=INN)],
        user=factories.create_staff(role=Role.ACCOUNTANT),
    )

    assert waiting.accounts == (*lit, heated)


def test_bank_account_that_no_supplier_is_known_by_lets_everything_wait(heated):
    assert load(purpose="л/с 800000001", receiver_account="40702810500000000777").account is None
