"""Money never lands on a stranger: what is enough, what needs a second sign, what speaks against."""

from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.models import ConfirmedPayer, Payment
from webapp.payments.queries import lists
from webapp.payments.queries.grounds import Ground, Why
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
STRANGER = "ГОРОХОВ ПЁТР СИДОРОВИЧ"
NUMBER = "987654331"
COMPANY_INN, OTHER_INN = "7728168971", "7707083893"
COMPANY_BANK_ACCOUNT = "40702810100000000777"
TREASURY = "03231643200000003100"


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def kuznetsov():
    """A citizen at Mira 2, flat 27, who owes 1 503,17 for each of three months."""
    return factories.create_debtor(
        number=NUMBER,
        party=factories.create_person(name="Кузнецов Сергей Валерьевич"),
        premises=factories.create_premises(house="2", number="27"),
        monthly=Decimal("1503.17"),
    )


@pytest.fixture
def company():
    """A company of contract 45/26."""
    party = factories.create_organization(inn=COMPANY_INN)
    return factories.create_debtor(
        party=party, contract=factories.create_contract(party=party, number="45/26")
    )


def load(purpose, *, payer=STRANGER, encoding="utf-8", **fields):
    content = bank.statement(
        bank.document(purpose=purpose, payer=payer, **fields), encoding=encoding
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


def waits(payment):
    return payment.status == Payment.Status.UNIDENTIFIED


class TestLabel:
    @pytest.mark.parametrize(
        "purpose",
        [
            "ЛС 987654331 за 08.2026",
            "ЛС987654331",
            "Л/C 987654331",  # the last letter is Latin
            "ЛИЦЕВОЙ CЧЕТ № 987654331",  # Latin again
            "лицевой cчет:987654331; август",
            "л/с ９８７６５４３３１",
            "л/с\u00a0987654331",
            "л/с \u200b987654331\u200b",
            "л/с \u202a987654331\u202c за свет",
            "ЛИЦ/СЧ 987654331 КВ 27",
            "л/с 987654331 12 500,00",
            "л/с 987654331, показания 45678",
            "квитанция 12345678 л/с 987654331",
            "л/с 987654331 договор управления № 77",
        ],
    )
    def test_of_a_whole_number_is_enough_whoever_pays(self, kuznetsov, purpose):
        payment = load(purpose)

        assert (payment.account, payment.found_by) == (kuznetsov, Payment.FoundBy.ACCOUNT)

    @pytest.mark.parametrize(
        ("inn", "payer_account"),
        [(OTHER_INN, COMPANY_BANK_ACCOUNT), ("6950012345", "03212643000000013600")],
        ids=["employer", "bailiffs"],
    )
    def test_of_a_citizens_account_may_be_paid_by_an_employer_and_by_bailiffs(
        self, kuznetsov, inn, payer_account
    ):
        assert load(f"Удержано, л/с {NUMBER}", inn=inn, payer_account=payer_account).account

    def test_of_a_companys_account_is_not_paid_by_another_customer(self, company):
        factories.create_account(party=factories.create_organization(inn=OTHER_INN))

        payment = load(f"л/с {company.number}", inn=OTHER_INN, payer_account=COMPANY_BANK_ACCOUNT)

        assert waits(payment)
        assert waiting(payment).why == Why.OTHER_PAYER

    @pytest.mark.parametrize("inn", ["36620000071", "3662О000710", "7728-16897", "3662000007101"])
    def test_beside_an_unreadable_inn_waits(self, kuznetsov, inn):
        payment = load(f"л/с {NUMBER}", inn=inn)

        assert waits(payment)
        assert waiting(payment).why == Why.UNREADABLE_INN

    @pytest.mark.parametrize("inn", ["0", "", "000000000000", "3662 0000 0710"])
    def test_beside_no_inn_or_one_with_spaces_is_enough(self, kuznetsov, inn):
        assert load(f"л/с {NUMBER}", inn=inn).account == kuznetsov

    @pytest.mark.parametrize(
        "payer_account", ["30101810400000000225", "47422810000000000001", "30301810000000000001"]
    )
    def test_of_money_that_a_bank_pays_waits(self, kuznetsov, payer_account):
        payment = load(f"л/с {NUMBER}", payer_account=payer_account)

        assert waits(payment)
        assert waiting(payment).accounts == (kuznetsov,)

    def test_of_a_treasury_account_is_no_label_of_ours(self, company):
        payment = load(
            "(л/с 20316Х12345) по договору № 45/26", inn=COMPANY_INN, payer_account=TREASURY
        )

        assert payment.account == company


class TestFine:
    @pytest.mark.parametrize(
        "purpose",
        [
            "Штраф л/с 987654331",
            "Оплата штрафа по л/с 987654331 за август",
            "ШТРАФЫ за безучётное потребление, ЛС 987654331",
            "л/с 987654331 штрафные санкции",
        ],
    )
    def test_beside_a_labelled_account_waits_and_says_why(self, kuznetsov, purpose):
        payment = load(purpose)

        row = waiting(payment)
        assert waits(payment)
        assert (row.why, row.accounts) == (Why.NOT_SUPPLY, (kuznetsov,))

    @pytest.mark.parametrize("purpose", ["л/с 987654331 без штрафа", "л/с 987654331, пеня"])
    def test_that_is_none_is_posted(self, kuznetsov, purpose):
        assert load(purpose).account == kuznetsov


class TestHalfReadNumber:
    WAYS = (
        "ЛС: 987 654 331 за 08.2026",
        "л/с 987-654-331",
        "л/с 987 654 331 12 500,00",
        "Оплата 987654331",
        "987654331ЗА СВЕТ",
        "Кузнецову 987 654 331",
        "л/с 0987654331",
        "л/с 987654331кв27",
        "договор 987654331",
    )

    @pytest.mark.parametrize("purpose", WAYS)
    def test_alone_waits_and_is_proposed(self, kuznetsov, purpose):
        payment = load(purpose)

        row = waiting(payment)
        assert waits(payment)
        assert (row.why, row.accounts) == (Why.NO_SECOND_SIGN, (kuznetsov,))
        assert row.proposed[0].grounds == (Ground.NUMBER.label,)

    @pytest.mark.parametrize("purpose", WAYS)
    @pytest.mark.parametrize(
        "sign",
        [
            {"payer": "КУЗНЕЦОВ СЕРГЕЙ ВАЛЕРЬЕВИЧ//Г ТВЕРЬ//"},
            {"payer": "Кузнецов С.В."},
            {"payer": f"{STRANGER}//Г ТВЕРЬ, УЛ МИРА, Д 2, КВ 27//"},
            {"amount": "1503.17"},
            {"amount": "4509.51"},
        ],
        ids=["name", "initials", "address", "month", "whole debt"],
    )
    def test_with_a_second_sign_is_posted(self, kuznetsov, purpose, sign):
        payment = load(purpose, **sign)

        assert (payment.account, payment.found_by) == (kuznetsov, Payment.FoundBy.SIGNS)

    @pytest.mark.parametrize(
        "sign",
        [
            {"payer": "КУЗНЕЦОВ ИВАН ИВАНОВИЧ"},
            {"payer": "КУЗНЕЦОВ"},
            {"payer": f"{STRANGER}//УЛ МИРА, Д 2, КВ 2//"},
            {"payer": f"{STRANGER}//УЛ МИРА, Д 227//"},
            {"amount": "1500.00"},
        ],
        ids=["namesake", "surname alone", "another flat", "another house", "another sum"],
    )
    def test_with_what_only_resembles_a_sign_waits(self, kuznetsov, sign):
        assert waits(load(f"Оплата {NUMBER}", **sign))

    def test_with_a_round_sum_waits_for_everybody_pays_those(self):
        factories.create_debtor(number=NUMBER, monthly=Decimal("1500.00"))

        assert waits(load(f"Оплата {NUMBER}", amount="1500.00"))

    def test_is_never_a_part_of_a_longer_one(self, kuznetsov):
        factories.create_account(number="987")
        short = factories.create_account(number="98765")

        for number, purpose in enumerate(("ЛС: 987 654 331", "л/с 98765 4331", "л/с 98765-4331")):
            payment = load(purpose, number=str(number))
            assert waits(payment)
            assert short not in waiting(payment).accounts or kuznetsov in waiting(payment).accounts

    @pytest.mark.parametrize("written", ["36001234", "036001234"])
    def test_without_its_zeros_is_found_with_a_sign(self, written):
        account = factories.create_account(number="0036001234")

        assert load(f"Оплата {written}", payer="СМИРНОВА АННА ПАВЛОВНА").account == account

    def test_with_the_inn_of_another_customer_waits(self, kuznetsov):
        factories.create_account(party=factories.create_organization(inn=OTHER_INN))

        assert waits(load(f"Оплата {NUMBER}", amount="1503.17", inn=OTHER_INN))


class TestAddressOfABlock:
    @pytest.fixture
    def neighbor(self):
        """Somebody at Mira 31, block 2, flat 23: another house than Mira 31."""
        return factories.create_debtor(
            number=NUMBER, premises=factories.create_premises(house="31 корп. 2", number="23")
        )

    @pytest.mark.parametrize("place", ["Д 31 КОРП 2, КВ 23", "Д. 31, К. 2, КВ. 23", "31-2-23"])
    def test_is_a_sign_with_its_block(self, neighbor, place):
        payment = load(f"за свет {NUMBER}", payer=f"{STRANGER}//УЛ МИРА, {place}//")

        assert payment.account == neighbor

    @pytest.mark.parametrize("place", ["Д 31, КВ 23", "Д 31 КОРП 1, КВ 23", "Д 2, КВ 23"])
    def test_is_no_sign_without_it(self, neighbor, place):
        assert waits(load(f"за свет {NUMBER}", payer=f"{STRANGER}//УЛ МИРА, {place}//"))


class TestOtherNumber:
    @pytest.mark.parametrize(
        "purpose",
        [
            "394018 г Верхнедонск ул Мира 2-15",
            "394018, Воронежская обл., Верхнедонск",
            "паспорт 20 04 394018",
            "Паспорт серия 2004 № 394018 выдан УВД",
            "квитанция № 394018",
            "показания 394018",
            "показания счетчика на 31.08 394018",
            "показания: день 12345, ночь 394018",
            "тел. 394018",
            "тел 8 916 394018",
            "реестровый список, заявка 394018",
            "заказ № 394018",
            "заявление от 01.08.2026 № 394018",
            "по счету на оплату № 394018",
            "карта 394018",
            "УИН 394018",
            "БИК 394018",
            "ИНН 394018",
            "счетчик № 394018",
            "прибор учета 394018",
            "р/с 394018",
            "ЕЛС 394018",
        ],
    )
    def test_is_no_account_whatever_else_agrees(self, purpose):
        factories.create_debtor(number="394018", monthly=Decimal("1503.17"))

        assert waits(load(purpose, amount="1503.17"))


class TestLump:
    @pytest.mark.parametrize(
        "payer_account",
        [
            "30232810000000000001",
            "30233810000000000001",
            "40911810000000000001",
            "40821810000000000001",
        ],
    )
    def test_from_an_account_of_many_payers_waits_whatever_is_named(self, company, payer_account):
        payment = load("По договору № 45/26", inn=COMPANY_INN, payer_account=payer_account)

        assert waits(payment)
        assert waiting(payment).why == Why.LUMP

    @pytest.mark.parametrize(
        "words",
        [
            "по реестру операций от 05.09.2026",
            "Реестр № 12 от 05.11.2026",
            "Перевод собранных платежей",
            "Перечисление принятых от населения платежей",
            "за период 01.11-05.11 по 118 операциям",
            "Платежи физических лиц",
            "Комиссия удержана",
            "сумма комиссии 241 руб. 59 коп.",
            "за вычетом комиссии банка",
            "Возмещение по операциям эквайринга",
        ],
    )
    @pytest.mark.parametrize("name", ["л/с {account}", "По договору № 45/26"])
    def test_told_in_words_waits_whatever_is_named(self, company, name, words):
        purpose = f"{name.format(account=company.number)}. {words}"

        assert waits(load(purpose, inn=COMPANY_INN, payer_account=COMPANY_BANK_ACCOUNT))

    @pytest.mark.parametrize("words", ["без комиссии", "комиссия 0.00", "без удержания комиссии"])
    def test_is_not_a_payment_that_costs_nothing(self, kuznetsov, words):
        assert load(f"л/с {NUMBER}, {words}").account == kuznetsov


class TestContract:
    @pytest.mark.parametrize(
        "purpose",
        [
            "по договорам 1024 и 45/26",
            "по договорам № 1024, 45/26",
            "по договору 1024 и 45/26",
            "по договору 1024, 45/26",
            "по договору 1024 / 45/26",
            "по договорам с 1024 по 45/26",
            "договор № 1024, договор № 45/26",
        ],
    )
    def test_beside_a_second_one_waits(self, company, purpose):
        party = factories.create_organization(inn=OTHER_INN)
        factories.create_account(
            party=party, contract=factories.create_contract(party=party, number="1024")
        )

        payment = load(purpose, inn=OTHER_INN, payer_account=COMPANY_BANK_ACCOUNT)

        assert waits(payment)
        assert waiting(payment).why == Why.SEVERAL

    @pytest.mark.parametrize(
        "purpose",
        ["л/с 987654331 и 4460153", "л/с 987654331/4460153", "лс 4460153 по 987654331"],
    )
    def test_second_account_waits_too(self, kuznetsov, purpose):
        factories.create_account(number="4460153")

        assert waits(load(purpose, amount="1503.17"))

    def test_of_its_own_party_in_latin_letters_is_found(self):
        party = factories.create_organization(inn=COMPANY_INN)
        account = factories.create_account(
            party=party, contract=factories.create_contract(party=party, number="ТЭ-115")
        )

        assert load("Договор № TЭ-115", inn=COMPANY_INN).account == account

    def test_of_a_party_whose_inn_nobody_knows_needs_a_second_sign(self):
        party = factories.create_organization(name="ООО «Ромашка»", inn="")
        account = factories.create_account(
            party=party, contract=factories.create_contract(party=party, number="15")
        )

        assert waits(load("по договору № 15", inn=OTHER_INN, payer="ООО Василёк"))
        assert (
            load("по договору № 15", number="2", inn=OTHER_INN, payer='ООО "РОМАШКА"').account
            == account
        )

    def test_of_a_bank_that_pays_its_own_bill_is_found(self, company):
        payment = load("По договору № 45/26", inn=COMPANY_INN, payer_account="30101810400000000225")

        assert payment.account == company


class TestInnAlone:
    @pytest.mark.parametrize(
        ("purpose", "payer_account"),
        [
            ("Удержано из з/п Смирновой по ФС 012345678", COMPANY_BANK_ACCOUNT),
            ("Взыскано с Иванова И.И.", COMPANY_BANK_ACCOUNT),
            ("За сотрудника Иванова", COMPANY_BANK_ACCOUNT),
            ("Перечисление средств", "03212643000000013600"),
            ("Оплата", "30101810400000000225"),
            ("Возврат ошибочно перечисленных средств", COMPANY_BANK_ACCOUNT),
        ],
    )
    def test_of_one_who_pays_for_others_waits(self, company, purpose, payer_account):
        assert waits(load(purpose, inn=COMPANY_INN, payer_account=payer_account))

    def test_of_a_payer_for_himself_is_enough(self, company):
        payment = load("За электроэнергию", inn=COMPANY_INN, payer_account=COMPANY_BANK_ACCOUNT)

        assert (payment.account, payment.found_by) == (company, Payment.FoundBy.INN)


class TestConfirmedPayer:
    @pytest.fixture
    def accountant(self):
        return factories.create_staff(role=Role.ACCOUNTANT)

    def assign(self, payment, account, by):
        operations.assign(payment_id=payment.pk, account_id=account.pk, by=by)

    def test_makes_the_next_bare_number_certain(self, kuznetsov, accountant):
        self.assign(load("За свет"), kuznetsov, accountant)

        payment = load(f"Оплата {NUMBER}", number="2")

        confirmed = ConfirmedPayer.objects.get()
        assert (payment.account, payment.found_by) == (kuznetsov, Payment.FoundBy.SIGNS)
        assert (confirmed.bank_account, confirmed.confirmed_by) == (bank.PAYER_ACCOUNT, accountant)

    def test_is_never_enough_alone_and_says_when_it_was_confirmed(self, kuznetsov, accountant):
        self.assign(load("За свет"), kuznetsov, accountant)
        day = ConfirmedPayer.objects.get().confirmed_at.date()

        payment = load("За свет", number="2")

        (proposed,) = waiting(payment).proposed
        assert waits(payment)
        assert proposed.grounds == (Ground.CONFIRMED.label % {"day": f"{day:%d.%m.%Y}"},)

    @pytest.mark.parametrize("undo", [operations.requeue, operations.reverse])
    def test_goes_when_the_assignment_is_undone(self, kuznetsov, accountant, undo):
        first = load("За свет")
        self.assign(first, kuznetsov, accountant)

        undo(payment_id=first.pk, reason="Ошибка", by=accountant)

        assert ConfirmedPayer.objects.count() == 0
        assert waits(load(f"Оплата {NUMBER}", number="2"))

    @pytest.mark.parametrize(
        "payer_account", ["30232810000000000001", "40911810000000000001", TREASURY, "", "408178"]
    )
    def test_is_no_account_of_a_bank_or_of_the_treasury(self, kuznetsov, accountant, payer_account):
        self.assign(load("За свет", payer_account=payer_account), kuznetsov, accountant)

        assert ConfirmedPayer.objects.count() == 0


def test_proposals_are_ranked_by_what_speaks_for_them(kuznetsov):
    other = factories.create_account(party=factories.create_person(name="Горохов Пётр Сидорович"))

    payment = load(f"Мира 2-27, {NUMBER}", amount="1503.17", inn="36620000071")

    row = waiting(payment)
    assert row.accounts == (kuznetsov, other)
    assert row.proposed[0].grounds == (
        Ground.NUMBER.label,
        Ground.ADDRESS.label,
        Ground.SUM.label,
    )
    assert row.proposed[1].grounds == (Ground.NAME.label,)
