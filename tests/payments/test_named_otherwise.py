"""Another customer's contract is seen in a purpose whatever it is called and however it is spelt."""

from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.test_identification import COMPANY_BANK_ACCOUNT, COMPANY_INN, OTHER_INN, waiting
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import directory, identification
from webapp.payments.queries.grounds import Why

pytestmark = pytest.mark.django_db
ANOTHERS = (
    "дог 36032-ЭС",
    "Оплата по 36032-ЭС за электроэнергию",
    "Оплата по дог-ру №36032-ЭС",
    "Оплата по договору электроснабжения 36032-ЭС",
    "Эл.энергия дог. ЭС 36032",
    "Оплата по ГК 36032-ЭС",
    "Оплата по д-ру 36032-ЭС",
    "Оплата по контр. 36032-ЭС",
    "МК 36032-ЭС за свет",
    "догов 36032-ЭС",
    "дгв 36032/ЭС",
    "Электроэнергия (36032-ЭС)",
    "№36032 эс",
    "абонент №36032-ЭС",
    "Э/э сч.36032 от 30.06.26",
    "Электроэнергия ЭС-36032 за 06.2026",
    "электроэнергия 36032.эс",
    "36032-ЭC за свет",
    "МК-36032-ЭС, за свет",
    "электроэнергия, 36032 ЭС, НДС 22% 270-49",
)
TWO = (
    "дог 36031 ЭС, дог 36032 ЭС",
    "договор 36031-ЭС 5000,00; 36032 7345,67",
    "36031-ЭС, ЭС36032",
    "36031-ЭС 5000 руб 36032 7345 руб",
    "36031-ЭС=5000,00 36032=7345,67",
    "дог 36031-ЭС; 36032",
    "дог. 36031-ЭС; 36032",
    "36032-ЭС, 36031-ЭС",
    "дог. 36031-ЭС (ЭС/36032)",
    "дог. 36031-ЭС, ЭС№36032",
    "дог. 36031-ЭС, ЭС N 36032",
    "дог. 36031-ЭС, договор-36032",
    "дог. 36031-ЭС, Д/С 36032",
    "дог. 36031-ЭС, 36032-Э",
    "дог. 36031-ЭС, 36032-С",
    "дог. 36031-ЭС, 36032-ЭС-2026",
    "дог. 36031-ЭС, 2026/36032-ЭС",
    "дог. 36031-ЭС, 36032ЭС2026",
    "дог. 36031-ЭС, 36.032-ЭС",
    "дог. 36031-ЭС, 360 32",
    "дог. 36031-ЭС, 36032-3C",
    "дог. 36031-ЭС,32-ЭС",
    "договор 36031-ЭС,32-ЭС",
)
HIS_OWN = (
    "Электроэнергия",
    "дог 36031-ЭС",
    "Оплата по ГК 36031-ЭС",
    "Э/э сч.36031 от 30.06.26",
    "дог. 36031-ЭС, тел. 36032",
    "дог. 36031-ЭС, сч. № 36032 от 30.06.2026",
    "дог. 36031-ЭС, счётчик № 36032",
    "дог. 36031-ЭС, 36032,50 руб.",
    "дог. 36031-ЭС, 36032-50",
    "дог. 36031-ЭС, показания 36032",
    "дог. 36031-ЭС, расход 36032 кВтч",
    "дог. № 36031-ЭС от 01.02.2025, оф. 32",
    "дог. 36031-ЭС, в т.ч. НДС 22% 270-49",
)


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def accounts():
    """Two customers, of contracts that follow each other."""
    return [_company(inn, number) for inn, number in NEIGHBORS.items()]


NEIGHBORS = {COMPANY_INN: "36031-ЭС", OTHER_INN: "36032-ЭС"}


def _company(inn, number):
    party = factories.create_organization(inn=inn, name=f"ООО «Фирма {number}»")
    contract = factories.create_contract(party=party, number=number)
    return factories.create_debtor(party=party, contract=contract, monthly=Decimal("1503.17"))


def found(*purposes, inn=COMPANY_INN):
    """Return the finding of each purpose, all read at once as of one statement."""
    clues = [
        directory.Clues(
            text,
            payer_inn=inn,
            payer_account=COMPANY_BANK_ACCOUNT,
            receiver_account=bank.OUR_ACCOUNT,
            amount=Decimal("1503.17"),
            paid_on=factories.TODAY,
        )
        for text in purposes
    ]
    among = directory.read(clues)
    return {clue.purpose: identification.identify(clue, among=among) for clue in clues}


def posted(findings):
    return {text for text, finding in findings.items() if finding.account_id}


def test_payer_who_names_another_customers_contract_waits(accounts):
    findings = found(*ANOTHERS)

    assert posted(findings) == set()
    assert {finding.why for finding in findings.values()} <= {
        Why.OTHER_PAYER,
        Why.SEVERAL,
        Why.NOT_OURS,
    }


@pytest.mark.parametrize("purpose", [ANOTHERS[0], ANOTHERS[4], ANOTHERS[14]])
def test_and_both_customers_are_proposed(accounts, purpose):
    lines = bank.document(
        purpose=purpose, inn=COMPANY_INN, payer="ООО «Фирма»", payer_account=COMPANY_BANK_ACCOUNT
    )
    operations.load_statement(
        file_name="a.txt",
        content=bank.statement(lines, encoding="utf-8"),
        by=None,
        today=factories.TODAY,
    )

    payment = Payment.objects.get()
    row = waiting(payment)
    assert (payment.account, row.why) == (None, Why.OTHER_PAYER)
    assert set(row.accounts[:2]) == set(accounts)


@pytest.mark.parametrize("inn", [*NEIGHBORS, ""])
def test_two_contracts_however_the_second_is_spelt_wait(accounts, inn):
    assert posted(found(*TWO, inn=inn)) == set()


def test_two_contracts_of_one_company_wait_too():
    party = factories.create_organization(inn=COMPANY_INN)
    for number in NEIGHBORS.values():
        contract = factories.create_contract(party=party, number=number)
        factories.create_account(party=party, contract=contract)

    assert posted(found(*TWO)) == set()


def test_payer_who_names_his_own_contract_or_numbers_of_other_things_does_not_wait(accounts):
    findings = found(*HIS_OWN)

    assert posted(findings) == set(HIS_OWN)
    assert {finding.account_id for finding in findings.values()} == {accounts[0].pk}


@pytest.mark.parametrize(
    "purpose", ["дог 36032-ЭС", "Оплата по ГК 36032-ЭС", "Эл.энергия дог. ЭС 36032", "№36032 эс"]
)
def test_party_without_an_inn_is_found_by_its_contract_and_a_second_sign(accounts, purpose):
    (finding,) = found(purpose, inn="").values()

    assert (finding.account_id, finding.found_by) == (accounts[1].pk, Payment.FoundBy.CONTRACT)
