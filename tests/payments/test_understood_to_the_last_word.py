"""A payer known by his ИНН alone pays his own bill if every word of his purpose is understood."""

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.test_named_in_any_letters import COMPANY, customers, findings, posted, waiting
from webapp.parties.models import Party
from webapp.payments import operations
from webapp.payments.queries import lists
from webapp.payments.queries.grounds import Why
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
__all__ = ["customers"]
CITIZEN_INN = "366236401508"
ANOTHERS = (
    "за э/э берёзка",
    "эл.энергия возмещение арендатора сокол",
    "э/э (макарова о.б.)",
    "Задолженность Берёзки за электроэнергию",
    "Оплата э/э для Березки",
    "Оплата э/э: Сокол - 500р, Берёзка - 701р",
    "Задолженность прежнего арендатора за электроэнергию",
    "Задолженность прежнего собственника за электроэнергию",
    "оплата за ООО Альтаир и Берёзку",
    "в счет долга Берёзки",
    "Долг Сокола за электроэнергию",
    "э/э. Договор Берёзки",
    "За электроэнергию Цветковой",
    "Оплата э/э Цветкова",
    "э/э кафе «Сокол»",
    "э/э по двум договорам",
    "э/э по договорам",
    "э/э с берёзки",
    "оплата э/э за 2 организации",
    "за свет снт ромашка",
    "э/э за филиал и головную организацию",
    "Электроэнергия, Василёк",
    "оплата долга за соседнее помещение",
)
NOT_SUPPLY = (
    "за электромонтажные работы",
    "за электродвигатель",
    "за электроматериалы",
    "за энергоаудит",
    "за теплообменник",
    "за водонагреватель",
    "замена приборов учета",
    "за прибор учета",
    "за счётчик",
    "командировочные за октябрь",
    "юридические услуги",
    "поставка щебня по счету 5",
    "хлебобулочные изделия",
    "Единый налоговый платеж",
    "страховые взносы за октябрь",
    "транспортные услуги по договору",
    "премия за октябрь",
    "Оплата услуг",
    "за жилье",
    "",
    "Оплата",
    "Перевод средств",
)
GIVEN_BACK = (
    "Излишне перечисленные денежные средства по п/п 12",
    "Возмещение переплаты",
    "Возмещение переплаты за электроэнергию",
    "излишне уплаченная сумма за э/э",
    "неосновательное обогащение",
    "дубль платежа за электроэнергию",
    "отмена платежа от 05.11.2026",
)
HIS_OWN = (
    "Оплата за электроэнергию за октябрь 2026г., в т.ч. НДС 22% - 1000-00",
    "За эл.энергию согласно счета № 15 от 01.11.2026, НДС не облагается",
    "Предоплата за электроэнергию по сч. 12/5 от 05.11.2026. Сумма 1500-00, в т.ч. НДС(22%) 270-49",
    "э/э октябрь",
    "оплата э/э за 10.2026 без налога (НДС)",
    "Аванс за потребленную электрическую энергию (мощность) за ноябрь",
    "ОКОНЧАТЕЛЬНЫЙ РАСЧЕТ ЗА ЭЛ. ЭНЕРГИЮ ЗА ОКТЯБРЬ 2026 ГОДА",
    "Погашение задолженности по акту сверки от 30.09.2026",
    "Оплата за коммунальные ресурсы, счет-фактура 77 от 31.10.2026",
    "Альтаир, за свет",
    "Оплата электроэнергии от ООО «Альтаир»",
    "За электроснабжение нежилого помещения по адресу: г. Верхнедонск, ул. Ленина, д. 5, оф. 3",
    "Оплата по УПД № 45 от 31.10.2026 за электроэнергию по показаниям приборов учета",
    "Авансовый платеж за электроэнергию 30% за ноябрь 2026 года",
    "Пени за просрочку оплаты электроэнергии",
    "Доплата за э/э за сентябрь, октябрь",
    "Оплата за поставленную электроэнергию, магазин «Теремок»",
    "эл-энергия за 10.2026",
    "Частичная оплата по счету 15",
    "ОПЛАТА ПО СЧЕТУ НА ОПЛАТУ N 1234 ОТ 05.11.2026 ЗА ЭЛЕКТРИЧЕСКУЮ ЭНЕРГИЮ. НДС 22%",
    "Оплата промежуточного платежа за ноябрь, электроэнергия",
    "Плановый платеж за эл/энергию согл. сч. №45",
    "за услуги по передаче электрической энергии по акту сверки взаимных расчетов",
)


def test_another_who_is_named_makes_it_wait():
    assert posted(*ANOTHERS, **COMPANY) == []


def test_what_is_no_supply_makes_it_wait():
    assert posted(*NOT_SUPPLY, **COMPANY) == []


def test_money_of_ours_that_is_given_back_waits_whatever_is_named():
    labelled = [
        "Отмена платежа л/с 401000151, прошу вернуть",
        "л/с 401000151 возврат переплаты",
        "л/с 401000151 вернуть деньги",
        "двойная оплата л/с 401000151",
    ]

    told = findings(*GIVEN_BACK, *labelled, **COMPANY)
    assert {one.why for one in told.values()} == {Why.RETURN}


@pytest.mark.parametrize("text", ["л/с 401000151 с учетом переплаты", "л/с 401000151 доплата"])
def test_payment_that_counts_what_was_overpaid_does_not_wait(text):
    assert posted(text, payer="ГОРОХОВ ТИТ ФОМИЧ", inn="0") == [text]


def test_what_is_understood_is_posted():
    assert waiting(*HIS_OWN, **COMPANY) == {}


def test_a_person_known_by_his_inn_pays_for_nobody_else(customers):
    Party.objects.filter(last_name="Цветкова").update(inn=CITIZEN_INN)
    payer = {"payer": "Цветкова Анна Викторовна", "inn": CITIZEN_INN}
    own = ["за свет", "от цветковой за свет", "Цветкова А.В. за э/э"]
    others = ["от воробьева за свет", "за свет снт ромашка", "за свет воробьев", "свет для мамы"]

    assert posted(*own, *others, **payer) == own


def test_the_word_that_is_not_understood_is_told():
    document = bank.document(purpose="Оплата за щебень по счету 5", **COMPANY)
    operations.load_statement(
        file_name="a.txt",
        content=bank.statement(document, encoding="utf-8"),
        by=None,
        today=factories.TODAY,
    )

    accountant = factories.create_staff(role=Role.ACCOUNTANT)
    (row,) = lists.with_suggestions(list(lists.queue()), user=accountant)
    assert row.why == Why.NOT_UNDERSTOOD
    assert row.why_told == f"{Why.NOT_UNDERSTOOD.label}: «щебень»"
    assert row.accounts
