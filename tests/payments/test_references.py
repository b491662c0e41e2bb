"""Money that bailiffs, courts and employers send names a proceeding, a writ or a court case, and finds the account all the same."""

import pytest

from tests import factories
from tests.payments import bank
from webapp.contracts.models import Contract
from webapp.payments import operations
from webapp.payments.models import Payment, Reference
from webapp.payments.operations import references
from webapp.payments.queries import lists
from webapp.payments.queries.grounds import Why
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
# How the treasury writes what bailiffs of a region have collected; the payer's ИНН and bank account are the bailiffs'.
BAILIFFS = {
    "payer": "УФК по Тверской области (Заволжский РОСП г. Твери УФССП России по Тверской области л/с 05361А12340)",
    "inn": "6950012345",
    "payer_account": "03212643000000013600",
}
PROCEEDING = (
    "(05361А12340) Перечисление средств в счет погашения долга взыскателю по ИП № 12345/26/69040-ИП от 01.10.2026 "
    "в отношении Смирнова А.П., ИД судебный приказ № 2-1234/2026 от 02.03.2026, НДС не облагается"
)


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def debtor():
    return factories.create_debtor(number="700000001")


def load(purpose, **fields):
    content = bank.statement(
        bank.document(purpose=purpose, kind="Платежное поручение", **{**BAILIFFS, **fields})
    )
    operations.load_statement(
        file_name="kl_to_1c.txt", content=content, by=None, today=factories.TODAY
    )
    return Payment.objects.get()


@pytest.mark.parametrize(
    "number",
    ["12345/26/69040-ИП", "ИП № 12345/26/69040", "2-1234/2026", "Судебный приказ № 2-1234/2026"],
)
def test_bailiffs_pay_for_the_account_of_their_proceeding(debtor, number):
    references.remember(number=number, account_id=debtor.pk)

    payment = load(PROCEEDING)

    assert (payment.account, payment.found_by) == (debtor, Payment.FoundBy.REFERENCE)
    assert payment.allocations.get().charge == debtor.charges.earliest("period")


def test_proceeding_that_nobody_knows_waits():
    assert load(PROCEEDING).status == Payment.Status.UNIDENTIFIED


def test_money_that_waited_is_found_when_the_number_becomes_known(debtor):
    load(PROCEEDING)
    references.remember(number="12345/26/69040-ИП", account_id=debtor.pk)

    assert operations.identify_again(by=factories.create_staff(), today=factories.TODAY) == 1


def test_employer_pays_by_the_writ_he_names(debtor):
    references.remember(number="ФС № 012345678", account_id=debtor.pk)

    payment = load(
        "Удержано по исп. листу ФС № 012345678 из з/пл Смирновой А.П.",
        inn="7728168971",
        payer_account=bank.PAYER_ACCOUNT,
    )

    assert payment.account == debtor


def test_company_that_names_the_number_of_a_court_case_is_left_to_a_person(debtor):
    references.remember(number="2-1234/2026", account_id=debtor.pk)

    payment = load("Оплата 2-1234/2026", inn="7728168971", payer_account="40702810100000000777")

    (waiting,) = lists.with_suggestions(
        [payment], user=factories.create_staff(role=Role.ACCOUNTANT)
    )
    assert (payment.status, waiting.accounts) == (Payment.Status.UNIDENTIFIED, (debtor,))


COURT_ALONE = (
    "Оплата по делу 2-10077/2026",
    "Взыскание по делу № 2-10077/2026 с/у № 3",
    "Взыскание по делу № 2-10077/2026 с/у №3 г. Грязи с Иванова Ивана Ивановича, г. Грязи ул. Мира 5",
    "Оплата по делу 2-10077/2026 мировой суд г. Липецк, Петров П.П.",
    "Судебный приказ 2-10077/2026, СПИ Смирнова О.Д.",
)


@pytest.mark.parametrize("purpose", COURT_ALONE)
@pytest.mark.parametrize("fields", [BAILIFFS, {"payer": "ПЕТРОВ ПЁТР ПЕТРОВИЧ", "inn": "0"}])
def test_number_of_a_court_case_alone_is_left_to_a_person(debtor, purpose, fields):
    references.remember(number="2-10077/2026", account_id=debtor.pk)

    assert load(purpose, **fields).status == Payment.Status.UNIDENTIFIED


DEBTOR_SAID = (
    "Взыскание по делу № 2-10077/2026 со Смирновой Анны Павловны",
    "Взыскание по делу № 2-10077/2026 с должника Смирновой А.П., СПИ Петров О.Д.",
    "долг А.П. Смирновой и Иванова И.И., дело 2-10077/2026",
    "Дело № 2-10077/2026, СМИРНОВА А П",
)


@pytest.mark.parametrize("purpose", DEBTOR_SAID)
def test_number_of_a_court_case_with_the_name_of_its_debtor_is_enough(debtor, purpose):
    references.remember(number="2-10077/2026", account_id=debtor.pk)

    assert load(purpose).account == debtor


def test_number_of_a_court_case_is_enough_with_the_whole_debt_or_the_debtor_as_payer(debtor):
    references.remember(number="2-10077/2026", account_id=debtor.pk)
    plain = {"payer": debtor.party.name, "inn": "0", "payer_account": bank.PAYER_ACCOUNT}

    assert load("Оплата по делу 2-10077/2026", **plain).account == debtor


ANOTHER_DEBTOR = (
    "По судебному приказу 77/26/36061-ИП удержано из з/п Сидорова С.С.",
    "Взыскание по ИП № 77/26/36061-ИП с Иванова Ивана Ивановича",
    "ИП 77/26/36061-ИП, должник Кравченко О П",
    "ИП 77/26/36061-ИП в отношении П.С. Сидоровой",
    "Взыскано с ООО «Каскад» по ИП 77/26/36061-ИП",
)


@pytest.mark.parametrize("purpose", ANOTHER_DEBTOR)
def test_any_number_beside_the_name_of_another_debtor_is_left_to_a_person(debtor, purpose):
    references.remember(number="77/26/36061-ИП", account_id=debtor.pk)

    payment = load(purpose)

    (waiting,) = lists.with_suggestions(
        [payment], user=factories.create_staff(role=Role.ACCOUNTANT)
    )
    assert (payment.account, waiting.why) == (None, Why.OTHER_NAMED)
    assert debtor in waiting.accounts


SURNAME_ALONE = (
    "Взыскано с Сидорова по ИП № 77/26/36061-ИП",
    "ИП 77/26/36061-ИП в отношении Кравченко",
    "ИП 77/26/36061-ИП, должник: Ковальский",
    "Удержано из з/п Сидоровой, ИП 77/26/36061-ИП",
)
SURNAME_OF_THE_DEBTOR = (
    "Взыскано со Смирновой по ИП № 77/26/36061-ИП",
    "ИП 77/26/36061-ИП в отношении СМИРНОВОЙ, СПИ Петров",
    "ИП 77/26/36061-ИП с Ленинского РОСП",
    "ИП 77/26/36061-ИП",
)


@pytest.mark.parametrize("purpose", SURNAME_ALONE)
def test_proceeding_beside_the_surname_alone_of_another_is_left_to_a_person(debtor, purpose):
    references.remember(number="77/26/36061-ИП", account_id=debtor.pk)

    assert load(purpose).account is None


@pytest.mark.parametrize("purpose", SURNAME_OF_THE_DEBTOR)
def test_proceeding_beside_the_surname_of_its_debtor_is_enough(debtor, purpose):
    references.remember(number="77/26/36061-ИП", account_id=debtor.pk)

    assert load(purpose).account == debtor


@pytest.mark.parametrize("purpose", [*SURNAME_OF_THE_DEBTOR, "с должника Смирновой"])
def test_surname_alone_is_no_sign_beside_the_number_of_a_court_case(debtor, purpose):
    references.remember(number="2-10077/2026", account_id=debtor.pk)

    words = purpose.replace("77/26/36061-ИП", "")
    assert load(f"{words} по делу 2-10077/2026").account is None


def test_court_case_of_a_firm_is_enough_with_its_name_or_its_inn():
    inn = "7728168971"
    debtor = factories.create_account(party=factories.create_organization(inn=inn))
    references.remember(number="А66-1234/2026", account_id=debtor.pk)

    assert load(f"Взыскание по делу А66-1234/2026, ИНН {inn}").account == debtor
    assert found("Взыскание по делу А66-1234/2026 с ООО «Ромашка»").account_id == debtor.pk
    assert found("Взыскание по делу А66-1234/2026 с ООО «Каскад»").account_id is None


def found(purpose):
    """Return what is found for a purpose of the bailiffs, unsaved."""
    document = bank.document(number="77", purpose=purpose, **BAILIFFS)
    plan = operations.preview(
        file_name="b.txt", content=bank.statement(document), today=factories.TODAY
    )
    (row,) = plan.rows
    return row.finding


def test_one_number_of_two_courts_is_left_to_a_person(debtor):
    for account in (debtor, factories.create_debtor()):
        references.remember(number="2-1234/2026", account_id=account.pk)

    payment = load(PROCEEDING)

    (waiting,) = lists.with_suggestions(
        [payment], user=factories.create_staff(role=Role.ACCOUNTANT)
    )
    assert (payment.status, len(waiting.accounts)) == (Payment.Status.UNIDENTIFIED, 2)


def test_labelled_account_beside_the_proceeding_of_another_is_left_to_a_person(debtor):
    references.remember(number="12345/26/69040-ИП", account_id=factories.create_debtor().pk)

    payment = load("По ИП 12345/26/69040-ИП за л/с 700000001")

    assert payment.status == Payment.Status.UNIDENTIFIED


def test_contract_of_another_debt_beside_the_number_is_left_to_a_person(debtor):
    factories.create_account(
        party=(other := factories.create_organization()),
        contract=factories.create_contract(party=other, number="15"),
    )
    references.remember(number="12345/26/69040-ИП", account_id=debtor.pk)

    assert load("ИП 12345/26/69040-ИП, долг по договору № 15").status == Payment.Status.UNIDENTIFIED


def test_writ_on_a_contract_pays_for_all_its_accounts():
    company = factories.create_organization()
    contract = factories.create_contract(party=company)
    first, second = (
        factories.create_debtor(party=company, contract=contract, months=1) for _number in range(2)
    )
    references.remember(number="ФС 012345678", account_id=second.pk)

    payment = load("Исполнительный лист ФС 012345678", amount="3000.00")

    assert (payment.account, payment.contract, payment.allocations.count()) == (first, contract, 2)


def test_number_of_another_suppliers_case_is_left_to_a_person():
    heat = factories.create_supplier(inn="7736050003", settlement_account="40702810300000000002")
    company = factories.create_organization()
    contract = Contract.objects.create(
        party=company, supplier=heat, number="15", signed_on="2020-01-01"
    )
    account = factories.create_account(party=company, supplier=heat, contract=contract)
    references.remember(number="12345/26/69040-ИП", account_id=account.pk)

    assert load(PROCEEDING).status == Payment.Status.UNIDENTIFIED


def test_number_told_twice_is_kept_once_and_a_shapeless_one_not_at_all(debtor):
    for number in ("2-1234/2026", "дело № 02-1234/2026", "б/н", "", "77"):
        references.remember(number=number, account_id=debtor.pk)

    assert list(Reference.objects.values_list("number", flat=True)) == ["2-1234/2026"]


BY_ANOTHER_WRIT = (
    "алименты по ИП 77/26/36061-ИП",
    "Исполнительский сбор по ИП 77/26/36061-ИП",
    "исп.сбор, ИП 77/26/36061-ИП",
    "ИП 77/26/36061-ИП, штраф",
    "ИП 77/26/36061-ИП, расходы на госпошлину",
    "Удержание алиментов со Смирновой А.П. по ИП 77/26/36061-ИП",
    "ИП 77/26/36061-ИП, транспортный налог",
    "Расходы по совершению исполнительных действий, ИП 77/26/36061-ИП",
)
NUMBER_OF_ANOTHER = (
    "ИП 77/26/36061-ИП, дело № 2-555/2026",
    "ИП 77/26/36061-ИП, судебный приказ № А36-555/2026",
    "ИП 77/26/36061-ИП, ИП 777/26/36061-ИП",
    "ИП 77/26/36061-ИП, ФС № 999945678",
    "Смирнова А.П., дела 2-10077/2026 и 2-555/2026",
)
BY_OUR_WRIT = (
    "ИП 77/26/36061-ИП без исполнительского сбора",
    "ИП 77/26/36061-ИП, удержано из страховой пенсии, НДС не облагается",
    "ИП 77/26/36061-ИП, судебный приказ № 2-10077/5/2026",
    "ИП 77/26/36061-ИП, СД 777/26/36061-СД",
    "ИП 77/26/36061-ИП ФС № 012345678",
    "Задолженность кредитору по ИП 77/26/36061-ИП",
)


@pytest.fixture
def references_of_debtor(debtor):
    for number in ("77/26/36061-ИП", "2-10077/2026", "ФС 012345678"):
        references.remember(number=number, account_id=debtor.pk)
    return debtor


@pytest.mark.parametrize("purpose", BY_ANOTHER_WRIT)
def test_what_is_taken_by_another_writ_is_left_to_a_person(references_of_debtor, purpose):
    assert found(purpose).why == Why.NOT_SUPPLY


@pytest.mark.parametrize("purpose", NUMBER_OF_ANOTHER)
def test_number_of_another_case_is_left_to_a_person(references_of_debtor, purpose):
    assert found(purpose).why == Why.NOT_OURS


@pytest.mark.parametrize("purpose", BY_OUR_WRIT)
def test_numbers_of_one_debt_beside_each_other_are_enough(references_of_debtor, purpose):
    assert found(purpose).account_id == references_of_debtor.pk


def test_case_that_was_never_recorded_says_nothing_beside_a_proceeding(debtor):
    references.remember(number="77/26/36061-ИП", account_id=debtor.pk)

    assert found("ИП 77/26/36061-ИП, приказ № 2-555/2026").account_id == debtor.pk


def test_account_that_is_called_a_bill_beside_a_proceeding_is_left_to_a_person(
    references_of_debtor,
):
    other = factories.create_debtor(number="401000163")

    assert found(f"ИП 77/26/36061-ИП, по счёту {other.number}").why == Why.SEVERAL


def test_inn_of_another_customer_beside_the_debtors_name_is_left_to_a_person(references_of_debtor):
    inn = "7728168971"
    factories.create_account(party=factories.create_organization(inn=inn))

    purpose = "Взыскано со Смирновой А.П. по ИП 77/26/36061-ИП"
    assert found(f"{purpose}, ИНН {inn}").why == Why.OTHER_NAMED
    assert found(f"{purpose}, ИНН {BAILIFFS['inn']}").account_id == references_of_debtor.pk


class TestTwoDebtors:
    @pytest.fixture
    def debtors(self):
        """Each has a writ, a court case and a proceeding, and their numbers are neighbors."""
        found = []
        for number, name in (("17", "Филатов Егор Егорович"), ("19", "Суханов Юрий Денисович")):
            debtor = factories.create_debtor(
                number=f"4010001{number}", party=factories.create_person(name=name)
            )
            for one in (f"ФС 0000000{number}", f"2-100{number}/2026", f"{number}/26/36061-ИП"):
                references.remember(number=one, account_id=debtor.pk)
            found.append(debtor)
        return found

    @pytest.mark.parametrize(
        "purpose",
        [
            "Перечисление по ИД ФС 000000017, 000000019 взыскано с Филатова и Суханова",
            *("ФС 000000017 и 000000019", "ФС № 000000017; № 000000019", "ФС 000000017/000000019"),
            *("ФС 000000017-19", "ФС 000000017, 019", "ФС 000000017 ...19", "ФС 000000019, 17"),
            "ФС 000000017 от 01.02.2026, 000000019 от 03.02.2026",
            *("ФС 000000017 000000019", "ФС 000000017 (000000019)", "ФС 000000017, ФС 0000000 19"),
            *("2-10017/2026, 10019/2026 Филатов Е.Е.", "2-10017/2026, 2-10019 Филатов Е.Е."),
            *("10019 и 2-10017/2026 Филатов Е.Е.", "2-10017/26, дело 10019/26 Филатов Е.Е."),
            "…по делам 2-10017/2026, 2-100 19/2026 с Филатова Е.Е.",
            *("ИП 17, 19/26/36061-ИП", "ИП 17/26/36061-ИП и 19", "17/26/36061, 19/26/36061"),
        ],
    )
    def test_named_by_the_numbers_of_both_wait_and_both_are_proposed(self, debtors, purpose):
        (waiting,) = lists.with_suggestions(
            [load(purpose)], user=factories.create_staff(role=Role.ACCOUNTANT)
        )

        assert waiting.why == Why.SEVERAL
        assert set(waiting.accounts) == set(debtors)

    @pytest.mark.parametrize(
        "purpose",
        [
            "взыскано по ФС 000000017 с Филатова Е.Е. 500 руб., с Суханова Ю.Д. 601 руб.",
            "2-10017/2026 за Филатова Е.Е. и Суханова Ю.Д.",
            "2-10017/2026 Филатов Е.Е. (остаток Суханов Ю.Д.)",
            "ФС 000000017 с Филатова и Суханова",
            "ФС 000000017, должники ФИЛАТОВ, СУХАНОВ",
            "ИП 17/26/36061-ИП, Филатов Е.Е., Суханов Юрий Денисович",
        ],
    )
    def test_named_by_one_number_wait_and_both_are_proposed(self, debtors, purpose):
        (waiting,) = lists.with_suggestions(
            [load(purpose)], user=factories.create_staff(role=Role.ACCOUNTANT)
        )

        assert waiting.why == Why.OTHER_NAMED
        assert set(waiting.accounts) == set(debtors)

    @pytest.mark.parametrize(
        "purpose",
        [
            "ФС 000000017 и 000000555",
            "2-10017/2026, 10555/2026 Филатов Е.Е.",
            "2-10017/2026 и 2-10555 Филатов Е.Е.",
        ],
    )
    def test_number_beside_one_that_nobody_knows_is_left_to_a_person(self, debtors, purpose):
        assert found(purpose).why == Why.NOT_OURS

    @pytest.mark.parametrize(
        "purpose",
        [
            "ФС 000000017, 2-10017/2026, ИП 17/26/36061-ИП от 01.10.2026 с Филатова Е.Е.",
            "взыскано по ФС 000000017 с Филатова Е.Е. 500 руб.",
            "ФС 000000017, 15.10.2026",
            "ФС 000000017, 1500-00 руб.",
            "ФС 000000017 с Филатова Е.Е., СПИ Суханов Ю.Д.",
            "ФС 000000017 с Филатова, СПИ Суханов",
            "ФС 000000017 с Филатова Е.Е. и Петрова А.А.",
            "ФС 000000017 с Филатова Е.Е. и Суханова П.П.",
            "2-10017/2026 Филатов Е.Е., судья Суханов Ю.Д., тел. 79101234567",
            "2-10017/2026 от 17.03.2026, 10/2026 Филатов Е.Е., уч. 19",
        ],
    )
    def test_one_beside_an_official_or_who_owes_with_him_is_found(self, debtors, purpose):
        assert found(purpose).account_id == debtors[0].pk
