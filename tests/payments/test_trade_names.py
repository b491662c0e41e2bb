"""Another customer named by his firm without its form, or by an ИНН, speaks against any number."""

from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.reading import in_queue
from webapp.payments import operations
from webapp.payments.queries.grounds import Why

pytestmark = pytest.mark.django_db
OWN_INN, OTHER_INN, NOBODYS_INN = "7728168971", "7707083893", "7736050003"
OUR_INN = "3663050467"
NUMBER = "401000163"
COMPANY = {
    "payer": "ООО «Ромашка»",
    "inn": OWN_INN,
    "payer_account": "40702810100000000777",
}
CITIZEN = {"payer": "ГОРОХОВ ПЁТР СИДОРОВИЧ", "inn": "0"}


@pytest.fixture(autouse=True)
def customers():
    """A citizen, the payer of contract 36031-ЭС and three other firms."""
    factories.create_supplier(
        settlement_account=bank.OUR_ACCOUNT, inn=OUR_INN, short_name="ООО «Город Энерго»"
    )
    firms = {
        "ООО «Ромашка»": (OWN_INN, "36031-ЭС"),
        "ООО «Каскад»": (OTHER_INN, "36045-ЭС"),
        "АО «Северный Ветер»": ("", "36077-ЭС"),
        "ООО «Анна»": ("", "36091-ЭС"),
        "ПАО Сбербанк": ("", "36099-ЭС"),
    }
    citizen = factories.create_debtor(
        number=NUMBER, party=factories.create_person(name="Орлов Павел Ильич")
    )
    return [citizen, *(_firm(name, *told) for name, told in firms.items())]


def _firm(name, inn, number):
    party = factories.create_organization(name=name, inn=inn)
    contract = factories.create_contract(party=party, number=number)
    return factories.create_debtor(party=party, contract=contract, monthly=Decimal("1503.17"))


def findings(*purposes, payer):
    documents = [
        bank.document(number=str(number), purpose=text, **payer)
        for number, text in enumerate(purposes, start=1)
    ]
    plan = operations.preview(
        file_name="a.txt",
        content=bank.statement(*documents, encoding="utf-8"),
        today=factories.TODAY,
    )
    return {text: row.finding for text, row in zip(purposes, plan.rows, strict=True)}


def posted(*purposes, payer):
    return [text for text, one in findings(*purposes, payer=payer).items() if one.account_id]


ANOTHER_FIRM = (
    "Каскад",
    "КАСКАД за свет",
    "за Каскад",
    "«Каскад», эл.энергия",
    "Северный Ветер",
    "за Северный ветер",
    OTHER_INN,
    f"ИНН {OTHER_INN}",
    f"ИНН {NOBODYS_INN}",
)
NO_FIRM = (
    "магазин Каскад",
    "ТЦ «Каскад»",
    "ул. Каскад",
    "Каскад 5",
    "Смирнова Анна Петровна",
    "через Сбербанк",
    "Город Энерго",
    f"ИНН {OUR_INN}",
    "ИНН 1234567890",
    f"Сбербанк ИНН {NOBODYS_INN}",
    f"тел. {NOBODYS_INN}",
)


def test_another_customer_speaks_against_a_citizens_number():
    purposes = [f"л/с {NUMBER} {words}" for words in ANOTHER_FIRM]

    whys = {text: one.why for text, one in findings(*purposes, payer=CITIZEN).items()}
    assert whys == dict.fromkeys(purposes, Why.OTHER_NAMED)


def test_a_place_a_person_a_bank_and_the_supplier_do_not():
    purposes = [f"л/с {NUMBER} {words}" for words in NO_FIRM]

    assert posted(*purposes, payer=CITIZEN) == purposes


def test_another_customer_speaks_against_the_payers_own_contract():
    words = [*ANOTHER_FIRM, "за Василёк", "за «Василёк»", "за Беляева"]
    purposes = [f"дог. 36031-ЭС, {one}" for one in words]

    assert posted(*purposes, payer=COMPANY) == []


def test_the_payer_himself_and_a_place_do_not_speak_against_his_contract():
    words = [
        "Ромашка",
        "за Ромашку",
        OWN_INN,
        f"ИНН {OWN_INN}",
        "за Октябрь",
        "за Ленина, 12",
        "за Котельную",
    ]
    purposes = [f"дог. 36031-ЭС, {one}" for one in (*words, *NO_FIRM)]

    assert posted(*purposes, payer=COMPANY) == purposes


def test_another_customer_speaks_against_an_inn_alone():
    purposes = [
        "Электроэнергия Каскад",
        "Каскад эл.энергия",
        "Северный Ветер, э/э",
        "эл.энергия, магазин Каскад",
        "э/э кафе «Каскад»",
    ]
    own = ["Электроэнергия", "Ромашка эл.энергия", "эл.энергия, магазин Теремок"]

    assert posted(*purposes, *own, payer=COMPANY) == own


def test_inn_of_a_citizen_that_nobody_told_us_may_be_the_holders():
    purposes = [f"л/с {NUMBER} ИНН 500100732259", f"л/с {NUMBER} ИНН 366236401508"]

    assert posted(*purposes, payer=CITIZEN) == purposes


def test_both_are_proposed(customers):
    row = in_queue("дог. 36031-ЭС за Каскад", **COMPANY)

    assert set(row.accounts) == set(customers[1:3])
