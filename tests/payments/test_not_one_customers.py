"""A number of ours is named, and the money is not that customer's alone, or not his at all."""

import pytest

from tests import factories
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.queries import purpose
from webapp.payments.queries.grounds import Why

pytestmark = pytest.mark.django_db
NUMBER, NEIGHBOR = "987654331", "987654332"


@pytest.fixture(autouse=True)
def accounts():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    for number, flat in ((NUMBER, "27"), (NEIGHBOR, "28")):
        factories.create_account(number=number, premises=factories.create_premises(number=flat))


def found(*purposes, **fields):
    """Return the finding of each purpose, all in one statement."""
    documents = [
        bank.document(
            number=str(number),
            amount=f"{1000 + number}.13",
            purpose=text.replace("N", NUMBER).replace("M", NEIGHBOR),
            payer="ГОРОХОВ ПЁТР СИДОРОВИЧ",
            **fields,
        )
        for number, text in enumerate(purposes, start=1)
    ]
    plan = operations.preview(
        file_name="a.txt",
        content=bank.statement(*documents, encoding="utf-8"),
        today=factories.TODAY,
    )
    assert not plan.errors
    return {text: row.finding for text, row in zip(purposes, plan.rows, strict=True)}


def posted(*purposes, **fields):
    return [text for text, finding in found(*purposes, **fields).items() if finding.account_id]


def whys(*purposes):
    return {text: finding.why for text, finding in found(*purposes).items()}


BEGIN_LIKE_ABBREVIATIONS = (
    "л/с N и гараж M",
    "л/с N и гаражи M",
    "л/с N и Пушкинская M",
    "л/с N сотрудник M",
    "л/с N покупка M",
    "л/с N пгт Заводской M",
    "л/с N регистрация M",
    "л/с N телятник M",
    "л/с N мобилизованный M",
)


@pytest.mark.django_db
def test_a_second_account_is_seen_behind_a_word_that_begins_like_an_abbreviation(accounts):
    assert posted(*BEGIN_LIKE_ABBREVIATIONS) == []


@pytest.mark.django_db
def test_a_number_behind_an_abbreviation_is_no_account(accounts):
    own = ["л/с N пу 12345678", "л/с N тел.89161234567", "л/с N зав.№ 12345678", "л/с N пок 10250"]
    assert posted(*own) == own


MANY = (
    "ЛС N и другие согласно списку",
    "За всех жильцов подъезда л/с N и др.",
    "л/с N + ещё 4 квартиры",
    "По списку: л/с N",
    "л/с N, см. приложение",
    "л/с N, кв 1-20",
    "л/с N, кв. 3 по 12",
    "Платежи жильцов дома, л/с N",
    "л/с N и соседям",
    "л/с N и за соседей",
    "л/с N за всех",
    "за всех, л/с N",
    "Субсидия на ЖКУ гражданам л/с N",
    "Зарплата сотрудникам, л/с N",
    "Оплата по л/с N, всего 15 платежей",
    "За 12 квартир, л/с N",
    "Согласно прилагаемой ведомости л/с N",
    "л/с N и т.д.",
    "л/с N и прочие",
    "л/с N, 02, 03",
    "л/с N, 002, 003",
    "л/с N; 06; 07",
    "л/с N и 6",
    "л/с N (…06, …07)",
    "л/с N по 500 и 987..332 по 500",
    "Оплата за квартиры 5 и 6, л/с N",
    "За две квартиры л/с N",
    "за обе квартиры, л/с N",
    "За себя и соседа, л/с N",
    "Перечисление денежных средств, принятых от населения за 02.07.2026, л/с N",
    "Переводы физ. лиц за 02.07.2026",
    "Выручка за 02.07.2026 касса 3",
    "Плата, собранная с арендаторов",
    "Деньги, полученные от жильцов",
    "за весь подъезд, л/с N",
    "л/с N, собрали с подъезда",
    "л/с N, старший по дому, собрал",
    "за две кв. л/с N",
    "за 2 кв-ры, л/с N",
    "за 2 лицевых, л/с N",
    "за 2 счета, л/с N",
    "за 3 лс, л/с N",
    "за двоих, л/с N",
    "л/с N, Мира 10, кв. 27, 28",
    "л/с N, квартиры 27, 28",
    "л/с N кв.27 + кв.28",
    "л/с N кв. 27, кв 28",
    "л/с N кв. 27; 28",
    "л/с N кв.№27,№28",
    "л/с N кв. 27 и кв. 28",
)


def test_number_among_others_that_nobody_sees_is_a_lump():
    assert whys(*MANY) == dict.fromkeys(MANY, Why.LUMP)


RETURNS = (
    "Возвр. ошибочно перечисл. средств по л/с N",
    "Ошибочно перечисленные вами средства возвращаем, л/с N",
    "Прошу возвратить, л/с N",
    "л/с N. Возврат аванса",
)


def test_money_given_back_is_known_wherever_the_purpose_says_so():
    assert whys(*RETURNS) == dict.fromkeys(RETURNS, Why.RETURN)


CORRECTIONS = (
    "не л/с N",
    "Не по л/с N",
    "вместо л/с N",
    "Уточнение платежа: вместо л/с N читать правильный в приложенном письме",
    "кроме л/с N",
    "не относится к л/с N",
    "За Петрова И.И., не путать с л/с N",
    "Перенос оплаты с л/с N",
    "Перебросить с л/с N",
    "Удержано из л/с N",
    "сторно л/с N",
    "л/с N ошибочно",
    "л/с N закрыт, зачислить на новый",
    "л/с N (прежний)",
    "ранее оплачено л/с N",
    "Неверно указан л/с N, просим уточнить",
    "НЕ ЗАЧИСЛЯТЬ л/с N",
    "л/с N закрыли",
    "л/с N больше не мой",
    "л/с N недействителен",
    "переехали с л/с N, теперь Ленина 12",
    "л/с N не оплачивать",
    "это не мой счет, л/с N",
    "квартира продана, л/с N",
)


def test_number_that_is_denied_or_that_money_leaves_is_not_paid():
    assert whys(*CORRECTIONS) == dict.fromkeys(CORRECTIONS, Why.CORRECTION)


CUT = "N² N•5 N*5 N** N\\5 N|5 N'5 N:12 N… N... N? N~5 N(5) N[5] N№5 N“5 N+5 N=5 N@5 N① N½".split()


@pytest.mark.parametrize("label", ["л/с ", "ЛС: ", "лицевой счёт № "])
def test_number_that_goes_on_behind_an_odd_sign_is_half_read(label):
    purposes = [label + text for text in (*CUT, "N *5", "N …", "N • 5", "N,00", "N–5")]

    assert posted(*purposes) == []


def test_contract_that_goes_on_behind_an_odd_sign_is_half_read():
    named = {text: purpose.read(f"договор № {text}").named for text in ("15*3", "15…", "15")}

    assert [numbers[0].is_cut for numbers in named.values()] == [True, True, False]


ENDED = (
    "л/с N.",
    "л/с N. НДС не облагается",
    "л/с N.НДС не облагается",
    "НДС не облагается л/с N",
    "л/с N; 5",
    "л/с N: август",
    "л/с N:август",
    "л/с N (кв. 27)",
    "л/с N(Горохов)",
    "«л/с N»",
    "л/с N|ГОРОХОВ",
    "л/с N – август",
    "л/с N,08.2026",
)
SAID_OF_ONE = (
    "л/с N кв. 27, 3 чел.",
    "л/с N кв 27-3",
    "Оплата с карты л/с N",
    "Взыскано с Горохова л/с N",
    "Удержано из з/п Горохова, л/с N",
    "за 2 кв 2026, л/с N",
    "за 1-2 квартал 2026 л/с N",
    "платеж с 01.08 по 31.08 л/с N",
    "в счет возврата задолженности л/с N",
    "Закрытие долга л/с N",
    "г. Старый Оскол, л/с N",
    "Прежний собственник Горохов л/с N",
    "тариф население, л/с N",
    "л/с N, кв. 27, 170 руб",
    "л/с N, кв. 27, 3 чел",
    "л/с N, кв. 27, 10.2026",
    "л/с N кв. 27, кв. 27",
    "л/с N кв. 27 и 28 октября",
    "л/с N кв. 27, 1500",
    "л/с N подъезд 2 кв 27",
    "за 2 кв, л/с N",
    "л/с N 27кв",
    "л/с N кв/27",
    "л/с N дом 10/27",
    "л/с N д. 10 кв. 27",
    "л/с N дом 10",
    "л/с N, показания собраны",
)


ELSEWHERE = (
    "л/с N, ул. Мира, д. 99",
    "л/с N, Мира 99",
    "л/с N, пр. Победы, д. 77, г. Липецк",
    "л/с N, ул. Садовая, дом 3",
    "л/с N Мрра 10 квартира 6",
    "л/с N Мир. 10/6",
    "л/с N Мира 10-6",
    "Мира 10-27, Мира 10-28 л/с N",
    "Мира 10-27 и 10-28 л/с N",
    "Мира 10-27, 28, л/с N",
    "Мира 10-27 и Садовая 15, л/с N",
    "Мира 10-27 и ул. Садовая 15 кв 11, л/с N",
    "Мира 10-27 (кв 28), л/с N",
    "л/с N, ул. Садовая 15-11",
    "л/с N, ул. Садавая 15-11",
    "л/с N, Садвая 15, кв. 11",
    "л/с N, д.9 кв.27",
    "л/с N, дом 9, кв. 27",
    "л/с N, дом 9",
    "л/с N, 29кв",
    "л/с N, 29 кв",
    "л/с N, кв/29",
    "л/с N, дом 10/29",
)


def test_number_beside_another_house_flat_or_street_waits():
    factories.create_account(
        premises=factories.create_premises(street="ул. Садовая", house="15", number="11")
    )

    assert whys(*ELSEWHERE) == dict.fromkeys(ELSEWHERE, Why.OTHER_ADDRESS)


ALIKE = ("л/с N и 98765433", "л/с N, 9876543322", "л/с N и 987654339")


def test_number_beside_another_that_resembles_it_and_is_not_ours_waits():
    assert posted(*ALIKE) == []


SELLERS = (
    "Водоканал, л/с N",
    "Ростелеком л/с N",
    "Газпром межрегионгаз л/с N",
    "л/с N Теплосеть",
    "л/с N МЕГАФОН",
    "Облгаз л/с N",
)


def test_number_beside_the_name_of_another_seller_waits():
    assert posted(*SELLERS) == []


HIS_PLACE = (
    "л/с N, ул. Мира, д. 10, кв. 27",
    "л/с N Мира 10-27",
    "л/с N, Мир. 10/27",
    "л/с N, ул. Мира",
    "л/с N, Мира 10-27, за октябрь 10-2026",
    "л/с N, Мира 10-27, 500 руб.",
    "л/с N, Мира 10-27, 28 октября",
    "л/с N, Мира 10, 27",
)


def test_number_beside_its_own_address_is_enough():
    assert posted(*HIS_PLACE) == list(HIS_PLACE)


def test_whole_number_of_one_customer_is_still_enough():
    assert posted(*ENDED, *SAID_OF_ONE) == [*ENDED, *SAID_OF_ONE]


def test_company_may_name_its_contract_in_words_that_resemble_these():
    inn, number = "7728168971", "45/26"
    party = factories.create_organization(inn=inn)
    contract = factories.create_contract(party=party, number=number)
    factories.create_account(party=party, contract=contract)
    purposes = (
        f"в соответствии с договором № {number}",
        f"долг из договора энергоснабжения № {number}",
        f"по ведомости потребления, договор № {number}",
    )

    assert posted(*purposes, inn=inn, payer_account="40702810100000000777") == list(purposes)


@pytest.mark.parametrize("day", ["01.01.0001", "01.01.1900", "31.12.1999", "31.12.2015"])
def test_money_of_a_day_long_past_is_a_misprint(day):
    content = bank.statement(bank.document(received=day, amount="12.34"), encoding="utf-8")

    plan = operations.preview(file_name="a.txt", content=content, today=factories.TODAY)

    (error,) = plan.errors
    assert "01.01.2016" in error.message
    assert plan.rows == ()


def test_money_of_the_oldest_day_believed_is_read():
    assert posted("л/с N", received="01.01.2016")
