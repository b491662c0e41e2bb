"""A second account or contract is seen in a list, however it is spelt beside the first."""

from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.test_identification import COMPANY_BANK_ACCOUNT, COMPANY_INN, load, waiting
from webapp.payments.models import Payment
from webapp.payments.queries.grounds import Why

pytestmark = pytest.mark.django_db
LISTS = (
    "36007-ЭС; 36011ЭС",
    "36007-ЭС, 36011 ЭС",
    "№36007-ЭС и 36011-эс",
    "36007-ЭС/36011ЭС",
    "36007-ЭС / 36011 эс",
    "36007-ЭС + 36011ЭС",
    "36007-ЭС\n36011ЭС",
    "36007-ЭС\n36011 ЭС",
    "36007-ЭС, 36011",
    "36007-ЭС и 36011/ЭС за август",
    "36007-ЭС - 5000 руб., 36011ЭС - 3000 руб.",
    "36007-ЭС (5000-00); 36011 ЭС (3000-00)",
    "№ 36007-ЭС от 01.02.2025, 36011ЭС от 03.02.2025",
    "36007-ЭС; 36009ЭС; 36011ЭС",
)
ALONE = (
    "36007-ЭС",
    "36007-ЭС, 08.2026",
    "36007-ЭС, 1500-00",
    "36007-ЭС за август, 36007ЭС",
    "36007-ЭС; 36007 ЭС",
    "36007-ЭС от 01.02.2025, август",
    "36007-ЭС, в т.ч. НДС 22% 270-49",
    "36007-ЭС, тел. 36011",
)


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


def company(*numbers):
    """Return the accounts of contracts of one company, one each."""
    party = factories.create_organization(inn=COMPANY_INN)
    return [
        factories.create_debtor(
            party=party, contract=factories.create_contract(party=party, number=number)
        )
        for number in numbers
    ]


def paid(purpose):
    return load(purpose.replace("\n", " "), inn=COMPANY_INN, payer_account=COMPANY_BANK_ACCOUNT)


class TestContracts:
    @pytest.mark.parametrize("label", ["по дог. ", "договор ", "Договоры "])
    @pytest.mark.parametrize("written", LISTS)
    def test_two_of_ours_wait_and_both_are_proposed(self, label, written):
        accounts = company("36007-ЭС", "36011-ЭС")

        payment = paid(label + written)

        row = waiting(payment)
        assert payment.account is None
        assert row.why == Why.SEVERAL
        assert set(row.accounts) == set(accounts)

    @pytest.mark.parametrize(
        ("first", "second", "written"),
        [
            ("ЭС-36007", "ЭС-36011", "ЭС-36007, ЭС36011"),
            ("ЭС-36007", "ЭС-36011", "ЭС-36007; ЭС 36011"),
            ("ЭС-36007", "ЭС-36011", "ЭС-36007, 36011"),
            ("36007-ЭС", "36011-ТЭ", "36007-ЭС; 36011ТЭ"),
            ("36007-ЭС", "36011-ТЭ", "36007-ЭС и 36011 ТЭ"),
            ("45/26", "46/26", "45/26 и 46-26"),
            ("45/26", "46/26", "45/26, 46"),
        ],
    )
    def test_of_other_shapes_wait_too(self, first, second, written):
        company(first, second)

        payment = paid(f"по договору {written}")

        assert (payment.account, waiting(payment).why) == (None, Why.SEVERAL)

    @pytest.mark.parametrize("written", ALONE)
    def test_one_of_ours_is_posted(self, written):
        first, _second = company("36007-ЭС", "36011-ЭС")

        assert paid(f"по договору {written}").account == first

    @pytest.mark.parametrize("written", ["36007ЭС", "36007/эс", "36007-эс"])
    def test_alone_and_spelt_otherwise_is_known_by_its_partys_inn(self, written):
        first, _second = company("36007-ЭС", "36011-ЭС")

        assert paid(f"по договору {written}").account == first


class TestAccounts:
    @pytest.fixture
    def accounts(self):
        return [
            factories.create_debtor(number=number, monthly=Decimal("1503.17"))
            for number in ("36007-ЭС", "36011-ЭС")
        ]

    @pytest.mark.parametrize("label", ["л/с ", "лицевой счёт № "])
    @pytest.mark.parametrize("written", LISTS)
    def test_two_of_ours_wait_and_both_are_proposed(self, accounts, label, written):
        payment = load(label + written.lstrip("№ ").replace("\n", " "))

        row = waiting(payment)
        assert (payment.account, row.why) == (None, Why.SEVERAL)
        assert set(row.accounts) == set(accounts)

    @pytest.mark.parametrize("written", ["л/с 36007-ЭС, л/с 36011ЭС", "л/с 36007-ЭС; лс 36011 ЭС"])
    def test_each_with_its_label_wait_too(self, accounts, written):
        assert load(written).account is None

    @pytest.mark.parametrize(
        "written", ["36-123-456; 36123457", "36-123-456, 36/123/457", "36-123-456 и 36.123.457"]
    )
    def test_in_groups_of_digits_wait(self, written):
        for number in ("36-123-456", "36-123-457"):
            factories.create_debtor(number=number)

        assert load(f"л/с {written}").account is None

    @pytest.mark.parametrize("written", ALONE)
    def test_one_of_ours_is_posted(self, accounts, written):
        payment = load(f"л/с {written}")

        assert (payment.account, payment.found_by) == (accounts[0], Payment.FoundBy.ACCOUNT)
