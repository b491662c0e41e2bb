"""A payer's own words count for more than his ИНН, a contract's number for less than its party."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank, reading
from webapp.parties.models import Party
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.payments.queries.grounds import Ground, Why
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
PAYER_INN, TRADER_INN, STRANGER_INN = "7728168971", "366236401508", "7707083893"
COMPANY_BANK_ACCOUNT = "40702810100000000777"
NUMBER = "987654331"


@pytest.fixture(autouse=True)
def payer():
    """A company with one account under contract 36001-ЭС, whose ИНН alone finds it."""
    factories.create_supplier(
        settlement_account=bank.OUR_ACCOUNT, inn="3663050467", short_name="ООО «Город Энерго»"
    )
    party = factories.create_organization(name="ООО «Ромашка»", inn=PAYER_INN)
    account = factories.create_debtor(
        party=party,
        contract=factories.create_contract(party=party, number="36001-ЭС"),
        monthly=Decimal("1503.17"),
    )
    factories.create_charge(account=account, period=date(2026, 6, 1))
    return account


@pytest.fixture
def trader():
    """A sole trader who is a customer too."""
    party = factories.create_person(name="Ефимова Анна Павловна", inn=TRADER_INN)
    Party.objects.filter(pk=party.pk).update(kind=Party.Kind.SOLE_TRADER)
    return factories.create_account(party=party)


def findings(*purposes, **fields):
    """Return what is found for each purpose of a firm that is no customer."""
    payer = {
        "payer": "ООО «Ромашка»",
        "inn": PAYER_INN,
        "payer_account": COMPANY_BANK_ACCOUNT,
    }
    return reading.findings(*purposes, **{**payer, **fields})


def whys(*purposes, **fields):
    return {text: finding.why for text, finding in findings(*purposes, **fields).items()}


def posted(*purposes, **fields):
    return [text for text, one in findings(*purposes, **fields).items() if one.account_id]


SOMEBODY_ELSE = (
    f"Оплата за ИП Ефимова (ИНН {TRADER_INN}) по письму 15",
    f"За электроэнергию {TRADER_INN}",
    f"Оплата за электроэнергию, ИНН {STRANGER_INN}",
    "За третье лицо",
    "За третьих лиц по договору поручения",
    "Оплата за электроэнергию за ООО Василёк",
    "По распоряжению АО «Василёк» в счет поставки",
    "Цессия: оплата долга",
    "По договору уступки",
    "За эл/эн субабонента",
    "Агентский платеж",
    "В счет взаиморасчетов",
    "По письму № 15 от 01.06.2026",
    "Поручение Ефимовой: оплата электроэнергии",
    "За Беляева, пр-кт Победы, д. 5, кв. 5",
    "ЗА БЕЛЯЕВА ЗА СВЕТ",
    "за Кравченко А.П. кв 5",
    "За «Василёк» за электроэнергию",
    "За арендатора",
    f"Оплата э/э за ИНН/КПП {STRANGER_INN}/366101001 июнь 2026",
    f"эл.энергия, ИНН организации: {STRANGER_INN}",
    f"ИНН-{STRANGER_INN}, эл.энергия",
    "Эл.энергия, И.Н.Н. 7707 083893",
    "Оплата за КАСКАД ООО по счету 15 за электроэнергию",
    "Оплата по счету 15 за Каскад ООО",
    "Оплата э/э по ООО «Каскад» за июнь 2026",
    "оплата ооо каскад за свет",
    "«Каскад» АО, эл.энергия",
    "Оплата э/э, Каскад А.П. ИП",
    "Оплата э/э за ГБУЗ «Верхнедонская районная больница»",
    "Оплата э/э за МКОУ СОШ №5",
    "Оплата э/э, муниципальное учреждение «Парк»",
    "Оплата э/э, лицей № 3",
    "Оплата электроэнергии за Каскад",
    "ОПЛАТА ЗА КАСКАД ЗА СВЕТ",
    "Плательщик Каскад",
    "потребитель Каскад",
    "Оплата за электроэнергию Брагина Маргарита Викторовна",
    "Электроэнергия Брагина М В",
    "Электроэнергия М.В. Брагиной",
    "за Ольгу Брагину",
    "оплата долга Брагиной",
    "абонент Брагина Маргарита",
    "Брагин Пётр, за июнь",
    "за тёщу",
    "за бабушку Иванову Анну Петровну",
    "за свет тети Веры",
    "Оплата за электроэнергию (квартира родителей)",
    "Свет, дача брата",
)
NOT_SUPPLY = (
    "Займ",
    "Возврат по договору займа",
    "Арендная плата за июнь",
    "Пожертвование",
    "Обеспечительный платеж за участие в аукционе",
    "Обеспечение заявки",
    "Гарантийный взнос",
    "Уплата неустойки по договору поставки",
    "Возмещение расходов по решению суда",
    "Оплата за металлолом по счету 15",
    "Финансовая помощь",
    "Перевод собственных средств",
    "Услуги по договору ГПХ",
    "за испытание трансформатора",
    "за поверку приборов учета",
    "Оплата за консультацию",
    "Оплата за храм",
    "ремонт трансформатора",
    "Технологическое присоединение",
)
HIS_OWN = (
    "За электроэнергию",
    "Оплата ООО «Ромашка» за электроэнергию",
    "ОПЛАТА ООО РОМАШКА ЗА ЭЛЕКТРОЭНЕРГИЮ",
    "Оплата ООО «Город Энерго» за эл.энергию, ИНН 3663050467, в т.ч. НДС 22%",
    f"За свет, ИНН {PAYER_INN}",
    "За Электроэнергию за Июнь",
    "Оплата через ПАО Сбербанк за свет",
    "по счету № 15 от 05.05.2026",
    "Погашение кредиторской задолженности",
    "Оплата пени за электроэнергию",
    "Оплата по договору купли-продажи электроэнергии",
    "Платежное поручение № 7 от 05.05.2026",
    "Ромашка ООО, эл.энергия за июнь 2026",
    "ОПЛАТА РОМАШКА ООО ЗА ЭЛ.ЭН. ЗА ИЮНЬ 2026 ПО СЧЕТУ 15 ОТ 01.07.2026 В Т.Ч. НДС 22%",
    "Плательщик ООО «Ромашка», э/э",
    "Потребитель: Ромашка, за свет",
    f"Эл.энергия, ИНН/КПП {PAYER_INN}/366101001",
    "За Электроэнергию За Июнь",
    "за потребленную эл/энергию за июнь 2026",
    "За фактическое потребление э/э, нежилое помещение по ул. Ленина, 12",
    "за уличное освещение за 06 месяц 2026",
    "Аванс за 50% июня, магазин «Теремок»",
    "За свет за ТЦ «Европа»",
    "Погашение задолженности по акту сверки",
)


class TestInnAlone:
    def test_posts_nothing_where_somebody_else_is_named(self, trader):
        told = whys(*SOMEBODY_ELSE)

        assert posted(*SOMEBODY_ELSE) == []
        assert {why for text, why in told.items() if not text.isupper()} == {Why.OTHER_NAMED}

    def test_posts_nothing_that_is_not_paid_for_supply(self):
        assert set(whys(*NOT_SUPPLY).values()) <= {
            Why.NOT_SUPPLY,
            Why.RETURN,
            Why.NOT_UNDERSTOOD,
        }

    def test_is_enough_for_a_payer_who_names_only_himself_and_the_supplier(self, payer):
        found = findings(*HIS_OWN)

        assert posted(*HIS_OWN) == list(HIS_OWN)
        assert {one.found_by for one in found.values()} == {Payment.FoundBy.INN}

    @pytest.mark.parametrize("named", [f"ИНН {TRADER_INN}", TRADER_INN])
    def test_proposes_the_one_who_is_named_before_the_one_who_pays(self, trader, payer, named):
        purpose = f"Оплата за ИП Ефимова ({named}) по письму 15"
        document = bank.document(purpose=purpose, inn=PAYER_INN, payer="ООО «Ромашка»")
        operations.load_statement(
            file_name="a.txt", content=bank.statement(document), by=None, today=factories.TODAY
        )

        accountant = factories.create_staff(role=Role.ACCOUNTANT)
        (row,) = lists.with_suggestions(list(lists.queue()), user=accountant)

        assert row.accounts == (trader, payer)
        assert row.proposed[0].grounds == (Ground.NAMED.label,)

    def test_proposes_a_firm_by_its_name(self, payer):
        firm = factories.create_organization(name="ООО «Василёк»", inn=STRANGER_INN)
        account = factories.create_account(party=firm)
        document = bank.document(purpose="За ООО Василёк", inn=PAYER_INN, payer="ООО «Ромашка»")
        operations.load_statement(
            file_name="a.txt", content=bank.statement(document), by=None, today=factories.TODAY
        )

        accountant = factories.create_staff(role=Role.ACCOUNTANT)
        (row,) = lists.with_suggestions(list(lists.queue()), user=accountant)

        assert row.accounts == (account, payer)


OF_A_TRADER = (
    "Оплата за свет Титов А.Г.",
    "ИП Титов Аркадий Глебович за электроэнергию",
    "Титов А.Г. ИП, эл.энергия",
    "Потребитель ИП Титов, за июнь 2026",
)
NOT_OF_THE_TRADER = (
    "Оплата за свет Титова М.В.",
    "Титова Маргарита Глебовна, за электроэнергию",
    "ИП Брагин Пётр Ильич, эл.энергия",
    "Брагин П.И. ИП за свет",
)


def test_trader_may_name_himself_and_nobody_else():
    party = factories.create_person(name="Титов Аркадий Глебович", inn=TRADER_INN)
    factories.create_account(party=party)
    payer = {"payer": "ИП Титов Аркадий Глебович", "inn": TRADER_INN}

    assert posted(*OF_A_TRADER, *NOT_OF_THE_TRADER, **payer) == list(OF_A_TRADER)


OF_OTHER_CONTRACTS = (
    "Оплата по кредитному договору № 36001-ЭС",
    "по договору займа № 36001-ЭС",
    "по договору № 36001-ЭС с ООО Водоканал",
    "по договору № 36001-ЭС за обучение",
)


class TestContract:
    @pytest.mark.parametrize("payer_account", ["40817810500000012345", "42301810500000012345", ""])
    def test_of_a_company_is_not_paid_by_a_citizen_without_a_second_sign(self, payer_account):
        citizen = {"payer": "ГОРОХОВ ТИТ ФОМИЧ", "inn": "0", "payer_account": payer_account}
        purpose = "Оплата по договору № 36001-ЭС"

        assert whys(purpose, **citizen) == {purpose: Why.NO_SECOND_SIGN}
        assert posted(purpose, **citizen, amount="1503.17")
        assert posted(purpose, **{**citizen, "payer": "ООО «РОМАШКА»"})

    @pytest.mark.parametrize("inn", [PAYER_INN, "0"])
    def test_of_a_loan_or_of_another_seller_is_not_ours_whoever_pays(self, inn):
        assert posted(*OF_OTHER_CONTRACTS, inn=inn, amount="1503.17") == []

    def test_of_the_payer_beside_another_customer_waits(self, trader):
        purposes = (
            f"по договору № 36001-ЭС за ИНН {TRADER_INN}",
            f"по договору 36001-ЭС, ИНН/КПП {TRADER_INN}/366101001",
            "Оплата по договору 36001-ЭС за Каскад ООО",
        )

        assert whys(*purposes) == dict.fromkeys(purposes, Why.OTHER_NAMED)

    def test_of_the_payer_with_our_name_and_his_is_enough(self):
        purposes = (
            "Оплата ООО «Город Энерго» по договору № 36001-ЭС",
            "ООО «Ромашка», договор № 36001-ЭС, эл.энергия",
        )

        assert posted(*purposes) == list(purposes)


FOREIGN_LABELS = (
    "питание, школа 5, л/с {}",
    "за обучение л/с {}",
    "оплата за воду МУП Водоканал л/с {}",
    "УК «Уют», л/с {}",
    "Займ Иванову л/с {}",
    "Аренда л/с {}",
    "Обеспечение заявки л/с {}",
    "Алименты л/с {}",
    "ОСАГО л/с {}",
    "плата за наем л/с {}",
    "соц. наём, л/с {}",
    "л/с {} в адрес ТНС энерго",
    "В АДРЕС ТНС ЭНЕРГО, л/с {}",
    "л/с {} в пользу Иванова И.И.",
)


def test_label_beside_a_foreign_seller_or_deed_waits():
    factories.create_account(number=NUMBER)
    purposes = [text.format(NUMBER) for text in FOREIGN_LABELS]

    assert posted(*purposes, payer="ГОРОХОВ ТИТ ФОМИЧ", inn="0") == []


@pytest.mark.parametrize(
    "text",
    [
        f"ИНН/КПП {TRADER_INN}/366101001 л/с {{}}",
        f"ИНН организации {TRADER_INN}, л/с {{}}",
        f"л/с {{}}, инн: {TRADER_INN}",
        "Каскад ООО л/с {}",
        "Титов А.Г. ИП л/с {}",
        "л/с {}, «Уют» ТСЖ",
        "МКДОУ Сказка л/с {}",
    ],
)
def test_label_beside_another_firm_or_customer_in_any_spelling_waits(trader, text):
    factories.create_account(number=NUMBER)
    purpose = text.format(NUMBER)

    assert whys(purpose, payer="ГОРОХОВ ТИТ ФОМИЧ", inn="0") == {purpose: Why.OTHER_NAMED}


def test_label_is_enough_beside_the_names_of_the_payer_of_ours_and_of_banks():
    factories.create_account(number=NUMBER)
    purposes = (
        f"Удержано у сотрудника ООО «Ромашка» Беляева А.А., л/с {NUMBER}",
        f"ООО «Город Энерго», л/с {NUMBER}",
        f"Через АО «Альфа-Банк», л/с {NUMBER}",
        f"За Беляева А.А., л/с {NUMBER}",
        f"л/с {NUMBER}, ул. Парковая",
        f"в адрес ООО «Город Энерго», л/с {NUMBER}",
        f"В ПОЛЬЗУ ВЗЫСКАТЕЛЯ, л/с {NUMBER}",
        f"по договору найма, л/с {NUMBER}",
    )

    assert posted(*purposes) == list(purposes)
