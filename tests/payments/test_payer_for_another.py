"""A payer's own words count for more than his ИНН, a contract's number for less than its party."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
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
    """Return what is found for each purpose, all in one statement."""
    values = {
        "payer": "ООО «Ромашка»",
        "inn": PAYER_INN,
        "payer_account": COMPANY_BANK_ACCOUNT,
        **fields,
    }
    documents = [
        bank.document(
            number=str(number), purpose=text, **{"amount": f"{2000 + number}.13", **values}
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
)


class TestInnAlone:
    def test_posts_nothing_where_somebody_else_is_named(self, trader):
        assert whys(*SOMEBODY_ELSE) == dict.fromkeys(SOMEBODY_ELSE, Why.OTHER_NAMED)

    def test_posts_nothing_that_is_not_paid_for_supply(self):
        assert set(whys(*NOT_SUPPLY).values()) <= {Why.NOT_SUPPLY, Why.RETURN}

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
        purpose = f"по договору № 36001-ЭС за ИНН {TRADER_INN}"

        assert whys(purpose) == {purpose: Why.OTHER_NAMED}

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
)


def test_label_beside_a_foreign_seller_or_deed_waits():
    factories.create_account(number=NUMBER)
    purposes = [text.format(NUMBER) for text in FOREIGN_LABELS]

    assert posted(*purposes, payer="ГОРОХОВ ТИТ ФОМИЧ", inn="0") == []


def test_label_is_enough_beside_the_names_of_the_payer_of_ours_and_of_banks():
    factories.create_account(number=NUMBER)
    purposes = (
        f"Удержано у сотрудника ООО «Ромашка» Беляева А.А., л/с {NUMBER}",
        f"ООО «Город Энерго», л/с {NUMBER}",
        f"Через АО «Альфа-Банк», л/с {NUMBER}",
        f"За Беляева А.А., л/с {NUMBER}",
        f"л/с {NUMBER}, ул. Парковая",
    )

    assert posted(*purposes) == list(purposes)
