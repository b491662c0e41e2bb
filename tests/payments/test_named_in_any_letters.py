"""Another customer is seen in small letters, in any case and without given names."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.reading import findings, in_queue
from webapp.payments.operations import references
from webapp.payments.queries.grounds import Ground, Why

pytestmark = pytest.mark.django_db
FIRM_INN = "3661096579"
NUMBER, WRIT = "401000151", "ФС 000000017"
COMPANY = {"payer": "ООО «АЛЬТАИР»", "inn": FIRM_INN, "payer_account": "40702810100000000777"}
CITIZEN = {"payer": "ГОРОХОВ ТИТ ФОМИЧ", "inn": "0"}
BAILIFFS = {
    "payer": "УФК по Тверской области (Заволжский РОСП г. Твери УФССП России)",
    "inn": "6950012345",
    "payer_account": "03212643000000013600",
}


@pytest.fixture(autouse=True)
def customers():
    """Citizens of one town, one of them by a writ, and firms, one of which pays."""
    factories.create_supplier(
        settlement_account=bank.OUR_ACCOUNT, inn="3663050467", short_name="ООО «Город Энерго»"
    )
    people = {
        NUMBER: "Цветкова Анна Викторовна",
        "401000152": "Воробьёв Ярослав Сергеевич",
        "401000153": "Макарова Ольга Борисовна",
        "401000154": "Филатов Игорь Олегович",
        "401000155": "Мороз Пётр Ильич",
        "401000156": "Соловей Иван Ильич",
        "401000157": "Май Иван Ильич",
    }
    accounts = {
        number: factories.create_debtor(number=number, party=factories.create_person(name=name))
        for number, name in people.items()
    }
    factories.create_charge(account=accounts[NUMBER], period=date(2026, 5, 1))
    references.remember(number=WRIT, account_id=accounts["401000154"].pk)
    firms = {"Альтаир": FIRM_INN, "Берёзка": "", "Сокол": "", "Северный ветер": ""}
    for index, (name, inn) in enumerate(firms.items()):
        _firm(f"ООО «{name}»", inn, f"{36096 + index}-ЭС")
    return accounts


def _firm(name, inn, number):
    party = factories.create_organization(name=name, inn=inn)
    contract = factories.create_contract(party=party, number=number)
    return factories.create_debtor(party=party, contract=contract, monthly=Decimal("1503.17"))


def waiting(*purposes, **payer):
    return {text: one.why for text, one in findings(*purposes, **payer).items() if one.why}


def posted(*purposes, **payer):
    return [text for text, one in findings(*purposes, **payer).items() if one.account_id]


BESIDE_A_NUMBER = (
    "л/с {} за свет воробьев я.с.",
    "л/с {} за свет я.с. воробьёв",
    "л/с {} за свет абонент Воробьев Я.",
    "л/с {}, Воробьев Яр.С.",
    "л/с {} воробьеву за свет",
    "за Воробьёва л/с {}",
    "за квартиру Воробьёва л/с {}",
    "за свет для воробьёва, лс {}",
    "плательщик Воробьёв л/с {}",
    "ЛС {} ВОРОБЬЕВ",
    "ЛС {};МАКАРОВОЙ;октябрь",
    "л/с {} (макарова о.б.)",
    "л/с {} мороз",
    "за соловья л/с {}",
    "л/с {} должник Май",
    "л/с {} май и.и.",
    "л/с {} абонент: иванов",
    "л/с {}, собственник Кравченко",
    "л/с {}, квартиросъемщик беляев",
    "л/с {} Воробьёв 500",
    "л/с {} Воробьёв-500р",
    'л/с {} "воробьев"',
    "л/с {} с воробьева",
    "л/с {} Я. Воробьёв",
    "л/с {} за свет Г. Воробьёв",
    "л/с {} за соседа воробьева",
    "л/с {} берёзка",
    "л/с {} сокол - 500р",
    "л/с {} за березку",
    "л/с {} северного ветра",
)
HARMLESS = (
    "л/с {} за свет цветкова а.в.",
    "л/с {} за свет",
    "л/с {} за цветкову",
    "л/с {}, горохов т.ф.",
    "л/с {} от горохова",
    "л/с {} ул. Воробьёва",
    "л/с {} ул. воробьева",
    "л/с {} воробьева 5",
    "л/с {} г. Воробьёв, ул. Мира",
    "Л/С {} УЛ ВОРОБЬЕВА",
    "л/с {} за май",
    "л/с {} за май с.г.",
    "л/с {} за электроэнергию, в т.ч. ндс",
    "л/с {} смирнов",
    "л/с {} для тёщи",
    "л/с {} показания день 123 ночь 45",
    "л/с {} судебный пристав Воробьёв",
    "л/с {} через сбербанк онлайн",
    "л/с {} магазин Берёзка",
    "оплата коммунальных услуг, комиссия 0, л/с {}",
)


def test_another_customer_in_any_letters_speaks_against_a_number():
    purposes = [text.format(NUMBER) for text in BESIDE_A_NUMBER]

    assert posted(*purposes, **CITIZEN) == []


def test_the_holder_the_payer_a_street_and_everyday_words_do_not():
    purposes = [text.format(NUMBER) for text in HARMLESS]

    assert waiting(*purposes, **CITIZEN) == {}


@pytest.mark.parametrize(
    "words",
    [
        "берёзка",
        "за березку",
        "э/э для Березки",
        "Задолженность Берёзки",
        "соколу",
        "Сокол - 500р, Берёзка - 701р",
        "э/э (макарова о.б.)",
        "северному ветру",
        "за василёк",
    ],
)
def test_another_customer_in_any_letters_speaks_against_the_payers_contract(words):
    assert posted(f"по дог. 36096-эс {words}", **COMPANY) == []


@pytest.mark.parametrize("words", ["альтаир", "за альтаир", "э/э Альтаира", "октябрь", ""])
def test_the_payer_himself_does_not(words):
    purpose = f"по дог. 36096-эс {words}"

    assert waiting(purpose, **COMPANY) == {}


ANOTHER_DEBTOR = (
    "ЦВЕТКОВА",
    "взыскание с цветковой",
    "Цветкова А",
    "-Цветкова",
    "цветкова а.в.",
    ", должник: иванов и.",
    ", должник иванова",
    ", удержание из пенсии иванова",
    ", удержано из з/п ивановой",
    ", солидарно с цветковой",
    "взыскание в отношении макаровой",
    "за Иванова",
    "Иванов",
    "(Иванов И.)",
    "Иванова, пенсия",
    "должница иванова",
    "взыскано с берёзки",
)
HIS_DEBT = (
    "",
    " ФИЛАТОВ",
    " филатов и.о.",
    ", должник: филатов",
    " взыскание с филатова солидарно с филатовой",
    " взыскано с должника по исполнительному листу",
    " удержано из пенсии за октябрь",
    " СПИ Цветкова",
    " СПИ Иванов",
    " Филатов, судья Иванов",
    " Заволжский РОСП г. Саратов",
    " ВЗЫСКАНИЕ С ДОХОДОВ И СЧЕТОВ",
    " взыскание с процентов и с доходов должника",
)


@pytest.mark.parametrize("words", ANOTHER_DEBTOR)
def test_another_debtor_in_any_letters_speaks_against_a_writ(words):
    separator = "" if words[0] in ",-" else " "

    assert posted(f"{WRIT}{separator}{words}", **BAILIFFS) == []


@pytest.mark.parametrize("words", HIS_DEBT)
def test_the_debtor_and_words_of_bailiffs_do_not(customers, words):
    (finding,) = findings(f"{WRIT}{words}", **BAILIFFS).values()

    assert finding.account_id == customers["401000154"].pk


def test_a_payer_who_is_a_customer_may_mean_his_own_account():
    himself = {"payer": "ВОРОБЬЕВ ЯРОСЛАВ СЕРГЕЕВИЧ", "inn": "0"}
    namesake = {"payer": "ВОРОБЬЕВ ПЕТР ИЛЬИЧ", "inn": "0"}
    purposes = [f"л/с {NUMBER} от воробьева", f"л/с {NUMBER} платит Воробьев"]

    assert posted(*purposes, **himself) == []
    assert posted(*purposes, **namesake) == purposes


def test_a_bailiff_who_signs_a_paper_is_no_debtor(customers):
    assert posted(f"{WRIT} судебный пристав Цветкова", **BAILIFFS)


def test_both_the_number_and_the_surname_are_proposed(customers):
    row = in_queue(f"л/с {NUMBER} за воробьева", **CITIZEN)

    assert row.accounts == (customers[NUMBER], customers["401000152"])
    assert row.proposed[1].grounds == (Ground.NAMED.label,)


def test_reason_is_that_somebody_else_is_named():
    told = findings(f"л/с {NUMBER} берёзка", f"л/с {NUMBER} воробьев", **CITIZEN)

    assert [one.why for one in told.values()] == [Why.OTHER_NAMED, Why.OTHER_HOLDER]
