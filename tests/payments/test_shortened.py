"""A second account or contract that is written by its last digits is seen beside the whole one."""

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.test_identification import COMPANY_BANK_ACCOUNT, COMPANY_INN, load, waiting
from webapp.payments.queries.grounds import Why

pytestmark = pytest.mark.django_db
FIRST, SECOND = "401000704", "401000705"
HOLDER = "Кузнецов Сергей Валерьевич"
TWO = (
    "N, 705",
    "N,705",
    "N/705",
    "N-705",
    "N – 705",
    "N, 05",
    "N, 5",
    "N/05",
    "N и 705",
    "N и 5",
    "N; № 705",
    "N (705)",
    "N, …705",
    "N, 705 за август 2026",
    "N, 705 от 05.11.2026",
    "N/705 за 08.2026",
    "N и 705, за свет",
    "N и 05, 06",
    "N, 000705",
    "N, *705",
    "N; ххх705",
    "N, 401*705",
    "N, л/с *705",
    "N, а также 705",
    "N и второй 705",
    "N плюс 705",
    "N 700р и ..705 534р",
    "N - 700 руб., 705 - 534 руб.",
    "N (700.00) и 705 (534.00)",
    "N 700-00; 705 534-00",
)
IN_GROUPS = (
    "N, 401 000 705",
    "N 401 000 705",
    "N и 401.000.705",
    "N; 401-000-705",
    "N и (401) 000-705",
    "N, 4010007 05",
    "N за свет, 401 000 705",
    "401 000 705, N",
    "N и второй 4010007О5",
    "N; 40l000705",
    "N, 700 руб., 401 000 705, 534 руб.",
)
ONE = (
    "N, 706",
    "N, кв. 27",
    "N, 09.2026",
    "N, 09.2026",
    "N/09/2026",
    "N, 5 мая 2026",
    "N за 09.2026",
    "N, 05 мес.",
    "N, 705 руб.",
    "N, 705-00",
    "N, 705 кВт",
    "N, 27",
    "N, 1500",
    "N, д. 05",
    "N, тел. 705",
    "N, 05.11.2026",
    "N, НДС 22% 705",
    "N, 401 000 705 руб.",
    "N, тел. 401 000 705",
    "N, т. 401-000-705",
    "N, показания 401 000 705",
    "N, 401 000 706",
    "N, 8 401 000 70 50",
    "N, сумма 705",
    "N и пени 705",
    "N, 700р за август 2026",
    "N с карты *705",
    "N, день 705 ночь 704",
    "N 401 000 704",
)


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def accounts():
    return [
        factories.create_debtor(
            number=number,
            party=factories.create_person(name=name),
            premises=factories.create_premises(house="9", number=flat),
        )
        for number, name, flat in ((FIRST, HOLDER, "27"), (SECOND, "Рогов Павел Ильич", "28"))
    ]


class TestOfAccounts:
    @pytest.mark.parametrize("label", ["л/с ", "лицевой счёт № "])
    @pytest.mark.parametrize("written", TWO)
    def test_two_of_ours_wait_as_several_and_both_are_proposed(self, accounts, label, written):
        payment = load(label + written.replace("N", FIRST), payer=HOLDER)

        row = waiting(payment)
        assert (payment.account, row.why) == (None, Why.SEVERAL)
        assert set(row.accounts) == set(accounts)

    @pytest.mark.parametrize("written", IN_GROUPS)
    def test_of_which_one_stands_in_groups_or_is_misread_wait_too(self, accounts, written):
        payment = load(f"Оплата электроэнергии л/с {written}".replace("N", FIRST), payer=HOLDER)

        row = waiting(payment)
        assert (payment.account, row.why) == (None, Why.SEVERAL)
        assert set(row.accounts) == set(accounts)

    @pytest.mark.parametrize("written", ["N, 705", "N/705", "N и 705"])
    def test_without_a_label_they_wait_too(self, accounts, written):
        payment = load("Оплата " + written.replace("N", FIRST), payer=HOLDER)

        assert (payment.account, waiting(payment).why) == (None, Why.SEVERAL)

    @pytest.mark.parametrize("written", ONE)
    def test_digits_that_count_something_or_lead_to_nobody_stop_no_payment(self, accounts, written):
        payment = load("л/с " + written.replace("N", FIRST), payer=HOLDER, amount="1500.00")

        assert payment.account == accounts[0]

    def test_a_list_whose_other_numbers_are_not_ours_is_of_many_payers(self, accounts):
        payment = load(f"л/с {FIRST}, 06, 07", payer=HOLDER)

        assert (payment.account, waiting(payment).why) == (None, Why.LUMP)


class TestOfContracts:
    @pytest.fixture
    def companies(self):
        party = factories.create_organization(inn=COMPANY_INN)
        return [
            factories.create_debtor(
                party=party, contract=factories.create_contract(party=party, number=number)
            )
            for number in ("36007-ЭС", "36011-ЭС")
        ]

    @pytest.mark.parametrize("written", ["36007-ЭС, 11", "36007-ЭС и 011"])
    def test_two_of_ours_wait_as_several(self, companies, written):
        payment = paid(f"по договору {written}")

        assert (payment.account, waiting(payment).why) == (None, Why.SEVERAL)

    @pytest.mark.parametrize("written", ["36007-ЭС, 11.2026", "36007-ЭС, 11 мес.", "36007-ЭС, 12"])
    def test_digits_that_count_something_or_lead_to_nobody_stop_no_payment(
        self, companies, written
    ):
        assert paid(f"по договору {written}").account == companies[0]


def paid(purpose):
    return load(purpose, inn=COMPANY_INN, payer_account=COMPANY_BANK_ACCOUNT)
