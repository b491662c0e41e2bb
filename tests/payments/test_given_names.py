"""A person named by a given name and a surname alone is seen in any order, and is no street."""

from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.queries import names
from webapp.payments.queries.grounds import Why

pytestmark = pytest.mark.django_db
NUMBER = "401000163"
COMPANY = {
    "payer": "ООО «Ромашка»",
    "inn": "7728168971",
    "payer_account": "40702810100000000777",
}


@pytest.fixture(autouse=True)
def neighbors():
    """Three people of one house; the number is Orlov's."""
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    holders = {
        "401000162": "Коновалова Юлия Сергеевна",
        NUMBER: "Орлов Павел Ильич",
        "401000164": "Мельник Роман Ильич",
    }
    return {
        number: factories.create_debtor(number=number, party=factories.create_person(name=name))
        for number, name in holders.items()
    }


@pytest.fixture
def company():
    party = factories.create_organization(name=COMPANY["payer"], inn=COMPANY["inn"])
    contract = factories.create_contract(party=party, number="36031-ЭС")
    return factories.create_debtor(party=party, contract=contract, monthly=Decimal("1503.17"))


def findings(*purposes, **fields):
    values = {"payer": "ГОРОХОВ ПЁТР СИДОРОВИЧ", "inn": "0", **fields}
    documents = [
        bank.document(number=str(number), purpose=text, **values)
        for number, text in enumerate(purposes, start=1)
    ]
    plan = operations.preview(
        file_name="a.txt",
        content=bank.statement(*documents, encoding="utf-8"),
        today=factories.TODAY,
    )
    return {text: row.finding for text, row in zip(purposes, plan.rows, strict=True)}


def whys(*purposes, **fields):
    return {text: one.why for text, one in findings(*purposes, **fields).items()}


def posted(*purposes, **fields):
    return [text for text, one in findings(*purposes, **fields).items() if one.account_id]


def beside_the_number(*words):
    return [f"л/с {NUMBER} {word}" for word in words]


ANOTHERS = beside_the_number(
    "Юлия Коновалова",
    "за Юлию Коновалову",
    "Коновалова Юлия",
    "ЮЛИЯ КОНОВАЛОВА",
    "коновалова юлия за свет",
    "от Юлии Коноваловой",
    "Роман Мельник",
    "за Мельника Романа",
)
HIS_OWN = beside_the_number(
    "Павел Орлов",
    "за Орлова Павла",
    "ОРЛОВ ПАВЕЛ",
    "Юлия Коновалова за Орлова Павла",
    "за Анну Беляеву",
    "ул. Юлии Коноваловой",
    "ул. Юлия Фучика",
    "Юлии Коноваловой, д. 10",
    "им. Юлии Коноваловой",
    "СПИ Коновалова Юлия",
    "Юлия",
)


def test_another_customer_speaks_against_the_number():
    assert whys(*ANOTHERS) == dict.fromkeys(ANOTHERS, Why.OTHER_HOLDER)


def test_the_holder_a_stranger_and_a_street_do_not():
    assert posted(*HIS_OWN) == HIS_OWN


def test_another_customer_speaks_against_a_contract_and_a_street_does_not(company):
    waiting = ["дог. 36031-ЭС Юлия Коновалова", "дог. 36031-ЭС за Юлию Коновалову"]
    own = ["дог. 36031-ЭС ул. Юлии Коноваловой", "дог. 36031-ЭС, магазин Юлия", "дог. 36031-ЭС"]

    assert posted(*waiting, *own, **COMPANY) == own


def test_anybody_speaks_against_an_inn_alone_and_a_street_or_a_shop_does_not(company):
    waiting = ["Электроэнергия Анна Беляева", "Электроэнергия ЮЛИЯ КОНОВАЛОВА", "э/э Павел Орлов"]
    own = ["Электроэнергия ул. Юрия Гагарина", "Электроэнергия магазин Юлия", "Электроэнергия"]

    assert posted(*waiting, *own, **COMPANY) == own


@pytest.mark.parametrize(
    "text",
    ["Смирнова Анна Петровна", "Анна Петровна Смирнова", "ИНН Петрова", "за март Иванова"],
)
def test_whole_name_is_not_read_a_second_time_without_its_patronymic(text):
    assert ("АННА", "") not in {(one.first, one.patronymic) for one in names.likely(text)}
    assert len(names.likely(text)) == ("Анна" in text)
