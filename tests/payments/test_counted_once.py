"""One payment is posted once, whatever two ways it comes: by hand twice, by hand and in a statement."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.test_contradictions import waiting
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
NUMBER = "401000164"
DAY = date(2026, 11, 5)


@pytest.fixture(autouse=True)
def debtor():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_debtor(number=NUMBER)


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


def typed(account, by, **fields):
    values = {
        "amount": Decimal("1500.00"),
        "paid_on": DAY,
        "document_number": "101",
        "purpose": "за свет",
        "key": uuid4().hex,
        **fields,
    }
    return operations.post_by_hand(account_id=account.pk, by=by, today=factories.TODAY, **values)


def load(*documents):
    return operations.load_statement(
        file_name="a.txt", content=bank.statement(*documents), by=None, today=factories.TODAY
    )


def document(**fields):
    return bank.document(**{"purpose": f"л/с {NUMBER}", **fields})


class TestTypedTwice:
    @pytest.mark.parametrize("number", ["101", "00101", ""])
    def test_is_asked_about(self, debtor, accountant, number):
        first = typed(debtor, accountant)

        with pytest.raises(operations.SuchIsThere, match="101"):
            typed(debtor, accountant, document_number=number)

        assert Payment.objects.get() == first

    def test_to_another_account_under_one_number_is_asked_about(self, debtor, accountant):
        typed(debtor, accountant)

        with pytest.raises(operations.SuchIsThere):
            typed(factories.create_debtor(), accountant)

    @pytest.mark.parametrize(
        "other",
        [
            {"document_number": "102", "purpose": "за тепло"},
            {"amount": Decimal("1500.01")},
            {"paid_on": date(2026, 11, 9)},
        ],
        ids=["number", "sum", "day"],
    )
    def test_is_not_what_differs(self, debtor, accountant, other):
        typed(debtor, accountant)

        assert typed(debtor, accountant, **other)

    def test_is_posted_when_a_person_says_that_it_is_another(self, debtor, accountant):
        typed(debtor, accountant)

        assert typed(debtor, accountant, is_another=True)

    def test_is_not_asked_about_once_the_first_is_reversed(self, debtor, accountant):
        first = typed(debtor, accountant)
        operations.reverse(payment_id=first.pk, reason="Ошибка", by=accountant)

        assert typed(debtor, accountant)


class TestTypedAndInAStatement:
    @pytest.mark.parametrize("number", ["101", "000101", "7"])
    def test_waits_in_the_queue_with_a_warning(self, debtor, accountant, number):
        first = typed(debtor, accountant, document_number=number.lstrip("0").replace("7", ""))

        report = load(document(number=number))

        payment = Payment.objects.latest("id")
        assert (report.posted, report.unidentified) == (0, 1)
        assert payment.looks_like == first
        assert any("вручную" in warning.lower() for warning in report.warnings)
        assert waiting(payment).accounts == (debtor,)
        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0

    def test_is_posted_when_number_and_purpose_are_others(self, debtor, accountant):
        typed(debtor, accountant)

        assert load(document(number="555")).posted == 1

    def test_is_asked_about_when_the_statement_came_first(self, debtor, accountant):
        load(document(number="0101"))

        with pytest.raises(operations.SuchIsThere):
            typed(debtor, accountant)
