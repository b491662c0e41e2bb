"""A sum that no customer pays at once is refused, whatever way it comes."""

from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.test_counted_once import document, load, typed
from tests.payments.test_form_by_hand import form_of, send
from tests.payments.test_screens import signed_in
from tests.payments.test_two_ways import tell
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import sums
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
SUMS = ["1000000000.00", "999999999999.99"]


@pytest.fixture(autouse=True)
def debtor():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_debtor(number="401000164")


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


@pytest.mark.parametrize("amount", SUMS)
class TestABillion:
    def test_by_hand_is_refused(self, debtor, accountant, amount):
        with pytest.raises(operations.UnableToPost, match="миллиард"):
            typed(debtor, accountant, amount=Decimal(amount))

    def test_in_the_form_is_explained(self, debtor, accountant, amount):
        page = send(signed_in(accountant), form_of(debtor, amount=amount)).content.decode()

        assert "миллиард" in page and Payment.objects.count() == 0

    def test_in_a_notice_is_refused(self, accountant, amount):
        with pytest.raises(operations.UnableToTake) as refused:
            tell(accountant, {"amount": Decimal(amount)})

        assert [error.field for error in refused.value.errors] == ["amount"]

    def test_in_a_statement_is_refused_with_its_document(self, amount):
        report = load(document(amount=amount), document(number="2"))

        assert (report.posted, [one.number for one in report.errors]) == (1, ["101"])
        assert "миллиард" in report.errors[0].message
        assert Payment.objects.count() == 0


def test_less_than_a_billion_is_posted(debtor, accountant):
    assert sums.doubt_about(Decimal("999999999.99")) == ""
    assert typed(debtor, accountant, amount=Decimal("999999999.99"))
