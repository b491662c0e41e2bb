"""A number that is called an account is believed unless the purpose itself points elsewhere."""

from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import lists, places
from webapp.payments.queries.grounds import Ground, Why
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
COMPANY_BANK_ACCOUNT = "40702810100000000777"
STRANGER = "ГОРОХОВ ПЁТР СИДОРОВИЧ"
NUMBER, NEIGHBORS_NUMBER = "401000162", "401000163"


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def markova():
    """Holds flat 27 of Shkolny 7."""
    return factories.create_debtor(
        number=NUMBER,
        party=factories.create_person(name="Маркова Инна Львовна"),
        premises=factories.create_premises(street="пер. Школьный", house="7", number="27"),
        monthly=Decimal("1503.17"),
    )


@pytest.fixture
def neighbor(markova):
    """Holds flat 28 next door, under the next number."""
    return factories.create_debtor(
        number=NEIGHBORS_NUMBER,
        party=factories.create_person(name="Орлов Павел Ильич"),
        premises=factories.create_premises(street="пер. Школьный", house="7", number="28"),
    )


def load(purpose, *, payer=STRANGER, **fields):
    content = bank.statement(
        bank.document(purpose=purpose, payer=payer, **fields), encoding="utf-8"
    )
    report = operations.load_statement(
        file_name="a.txt", content=content, by=None, today=factories.TODAY
    )
    assert report.errors == ()
    return Payment.objects.latest("id")


def waiting(payment):
    user = factories.create_staff(role=Role.ACCOUNTANT)
    (row,) = lists.with_suggestions([payment], user=user)
    return row


class TestAddressOfAnotherAccount:
    @pytest.mark.parametrize(
        "place",
        [
            "пер. Школьный, д. 7, кв. 27",
            "пер Школьный д.7 кв.27",
            "Школьный 7-27",
            "ШКОЛЬНЫЙ ПЕРЕУЛОК, ДОМ 7, КВАРТИРА 27",
        ],
    )
    @pytest.mark.parametrize("payer", ["Маркова Инна Львовна", STRANGER])
    def test_speaks_against_the_labelled_number_and_stands_first(
        self, markova, neighbor, place, payer
    ):
        payment = load(f"л/с {NEIGHBORS_NUMBER} {place}", payer=payer)

        row = waiting(payment)
        assert payment.account is None
        assert (row.why, row.accounts[:2]) == (Why.OTHER_ADDRESS, (markova, neighbor))
        assert Ground.LABEL.label in row.proposed[1].grounds

    def test_speaks_against_a_bare_number_with_a_second_sign(self, markova, neighbor):
        payment = load(
            f"Оплата {NEIGHBORS_NUMBER}, Школьный 7-27", payer="Орлов Павел Ильич", amount="1500.00"
        )

        assert payment.account is None

    def test_speaks_against_a_payer_who_is_known_by_the_inn_alone(self, markova):
        company = factories.create_account(party=factories.create_organization())

        payment = load(
            "За свет, Школьный 7-27", inn=company.party.inn, payer_account=COMPANY_BANK_ACCOUNT
        )

        assert (payment.account, waiting(payment).why) == (None, Why.OTHER_ADDRESS)

    @pytest.mark.parametrize("place", ["пер. Школьный, д. 7, кв. 28", "кв. 28"])
    def test_does_not_where_it_is_its_own(self, markova, neighbor, place):
        assert load(f"л/с {NEIGHBORS_NUMBER} {place}").account == neighbor


class TestNameOfAnotherCustomer:
    SAID = (
        "Л/С {} Маркова И.Л. эл.энергия",
        "Абонент: Маркова Инна Львовна, ЛС {}",
        "ФИО: МАРКОВА ИННА ЛЬВОВНА; ЛС: {}; ПЕРИОД: 06.2026",
        "л/с {} за Маркову И. Л.",
        "л/с {}, МАРКОВОЙ И Л",
        "И.Л. Маркова, л/с {}",
    )

    @pytest.mark.parametrize("purpose", SAID)
    @pytest.mark.parametrize("payer", ["Маркова Инна Львовна", STRANGER])
    def test_speaks_against_the_number_one_digit_off(self, markova, neighbor, purpose, payer):
        payment = load(purpose.format(NEIGHBORS_NUMBER), payer=payer)

        row = waiting(payment)
        assert (payment.account, row.why) == (None, Why.OTHER_HOLDER)
        assert set(row.accounts[:2]) == {markova, neighbor}

    OWN = (
        "Л/С {} Орлов П.И. эл.энергия",
        "ФИО: ОРЛОВ ПАВЕЛ ИЛЬИЧ; ЛС: {}",
        "л/с {} за Орлова П. И., платит Маркова И.Л.",
        "За Беляева А.А., л/с {}",
        "л/с {} Маркова О.Л.",
    )

    @pytest.mark.parametrize("purpose", OWN)
    def test_does_not_where_the_holder_is_named_or_it_is_nobodys(self, markova, neighbor, purpose):
        assert load(purpose.format(NEIGHBORS_NUMBER)).account == neighbor

    HOME = "Маркова Инна Львовна//170000,Г ТВЕРЬ,ПЕР ШКОЛЬНЫЙ, Д 7, КВ 27//"

    def test_speaks_against_where_payer_and_home_are_those_of_another_account(
        self, markova, neighbor
    ):
        payment = load(f"Л/С {NEIGHBORS_NUMBER} за электроэнергию", payer=self.HOME)

        assert (payment.account, waiting(payment).why) == (None, Why.OTHER_HOLDER)

    @pytest.mark.parametrize(
        "payer",
        [
            "Маркова Инна Львовна",
            "Маркова Инна Львовна//170000,Г ТВЕРЬ,УЛ МИРА, Д 7, КВ 27//",
            "Горохова Анна Львовна//170000,Г ТВЕРЬ,ПЕР ШКОЛЬНЫЙ, Д 7, КВ 27//",
        ],
    )
    def test_does_not_by_the_payers_name_or_home_alone_for_relatives_pay(
        self, markova, neighbor, payer
    ):
        assert load(f"л/с {NEIGHBORS_NUMBER}", payer=payer).account == neighbor

    @pytest.mark.parametrize("purpose", ["л/с {}", "ФИО: Маркова Инна Львовна, л/с {}"])
    def test_does_not_once_a_person_confirmed_that_the_payer_pays_for_a_relative(
        self, markova, neighbor, purpose
    ):
        purpose = purpose.format(NEIGHBORS_NUMBER)
        clerk = factories.create_staff(role=Role.ACCOUNTANT)
        first = load(purpose, payer=self.HOME)
        operations.assign(payment_id=first.pk, account_id=neighbor.pk, by=clerk)

        assert load(purpose, payer=self.HOME, number="2").account == neighbor


class TestFlat:
    @pytest.mark.parametrize(
        "flat",
        [
            *("кв. 61", "кв61", "Квартира № 61", "кв.27", "кв-61", "кв:27", "кв. - 61", "кв-ра 61"),
            *("квартира: 61", "кв=2", "д.7-27", "д. 7 - 27", "дом 7-61", "д.1-2"),
        ],
    )
    def test_that_is_called_so_and_differs_speaks_against(self, markova, neighbor, flat):
        payment = load(f"л/с {NEIGHBORS_NUMBER}, {flat}, за свет")

        assert (payment.account, waiting(payment).why) == (None, Why.OTHER_ADDRESS)

    @pytest.mark.parametrize("words", ["кв. 28", "за 3 кв. 2026", "2 кв 2026 г.", "45 кв.м"])
    def test_that_is_its_own_or_a_quarter_does_not(self, words):
        assert places.flats(f"л/с {NEIGHBORS_NUMBER} {words}") in ([], [("28",)])

    @pytest.mark.parametrize(
        "words",
        [
            *("кв-28", "кв:28", "кв 28", "кв-ра 28", "д.7-28", "дом 7 - 28", "д. 7-28-1"),
            *("к-28", "к-2", "Школьный д. 7 к-2 кв-28", "кв 28, к-2", "тариф к-4"),
            *("дом 7", "7-61", "под. 1 кв-28", "кв. 28 д. 7"),
        ],
    )
    def test_that_is_its_own_or_a_block_does_not_speak_against(self, markova, neighbor, words):
        assert load(f"л/с {NEIGHBORS_NUMBER} {words}").account == neighbor

    @pytest.mark.parametrize("words", ["кв-2 2026", "за 3-кв. 26", "кв:2026", "д. 1-2 кв. 2026"])
    def test_is_no_quarter(self, words):
        assert (places.flats(words), places.homes(words)) == ([], [])

    def test_without_its_label_speaks_against_with_the_name_of_its_holder(self, markova, neighbor):
        purpose = f"л/с {NEIGHBORS_NUMBER} 7-27"

        assert load(purpose, payer="МАРКОВА ИННА ЛЬВОВНА").account is None
        assert load(purpose, number="2").account == neighbor


class TestBankAccountThatIsNotOurs:
    FOREIGN = "40702810999999999999"

    def load(self, **fields):
        lines = bank.document(purpose=f"л/с {NUMBER}", **fields)
        return operations.load_statement(
            file_name="a.txt",
            content=bank.statement(lines, own=self.FOREIGN),
            by=None,
            today=factories.TODAY,
        )

    @pytest.mark.parametrize("receiver_account", [FOREIGN, ""], ids=["told", "of the file alone"])
    def test_lets_all_its_payments_wait_with_the_account_proposed(self, markova, receiver_account):
        report = self.load(receiver_account=receiver_account)

        row = waiting(Payment.objects.get())
        assert (report.posted, report.unidentified) == (0, 1)
        assert any(self.FOREIGN in warning for warning in report.warnings)
        assert (row.why, row.accounts) == (Why.NOT_OUR_BANK_ACCOUNT, (markova,))

    def test_is_not_looked_for_again_into_an_account(self, markova):
        self.load(receiver_account=self.FOREIGN)
        accountant = factories.create_staff(role=Role.ACCOUNTANT)

        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0
