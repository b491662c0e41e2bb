"""An export that leaves something out brings no second payment; regular equal payments stay many."""

from datetime import timedelta

import pytest

from tests import factories
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
NUMBER = "700000001"
FIRST = {
    "number": "4711",
    "amount": "66.66",
    "payer": "ПЕТРОВ ПЕТР//",
    "payer_account": "40817810500000654321",
    "purpose": f"ЛС {NUMBER}",
}


@pytest.fixture(autouse=True)
def debtor():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_debtor(number=NUMBER)


def load(*documents, name="b.txt"):
    return operations.load_statement(
        file_name=name, content=bank.statement(*documents), by=None, today=factories.TODAY
    )


def again(**fields):
    """Load the first payment, then the same one as another export writes it."""
    load(bank.document(**FIRST), name="a.txt")
    return load(bank.document(**{**FIRST, **fields}))


LEFT_OUT = {
    "no number": {"number": ""},
    "number in words": {"number": "БН"},
    "number in a sign": {"number": "б/н"},
    "zero": {"number": "000"},
    "suffix": {"number": "4711/1"},
    "no receiver": {"receiver_account": ""},
    "day before": {"received": "04.11.2026"},
    "after a weekend": {"received": "08.11.2026"},
    "account of the bank": {"payer_account": "30101810400000000225"},
    "no account and initials": {"payer_account": "", "inn": "0", "payer": "ПЕТРОВ П.П."},
    "other words": {"number": "", "purpose": f"Л/С {NUMBER} ЗА ЭЛ.ЭНЕРГИЮ"},
    "no words": {"number": "", "purpose": "за свет"},
    "all at once": {"number": "", "payer_account": "", "received": "06.11.2026"},
}


@pytest.mark.parametrize("fields", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_tells_nothing_apart(fields):
    report = again(**fields)

    payment = Payment.objects.latest("id")
    assert (report.posted, Payment.objects.filter(status="POSTED").count()) == (0, 1)
    if not report.repeated:
        assert payment.looks_like == Payment.objects.earliest("id")
        assert any("4711" in text for text in report.warnings)
        accountant = factories.create_staff(role=Role.ACCOUNTANT)
        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0


APART = {
    "number": {"number": "4712"},
    "number that ends alike": {"number": "14711"},
    "next day and number": {"number": "4712", "received": "06.11.2026"},
    "four days later": {"received": "09.11.2026"},
    "four days later without a number": {"number": "", "received": "09.11.2026"},
    "sum": {"amount": "66.60"},
    "payer": {"payer_account": "40817810500000999999"},
    "another person without an account": {"payer_account": "", "payer": "ИВАНОВ П.П."},
}


@pytest.mark.parametrize("fields", APART.values(), ids=APART)
def test_what_is_said_otherwise_is_another_payment(fields):
    assert again(**fields).posted == 1


def test_two_parts_under_one_number_are_two():
    load(bank.document(**{**FIRST, "number": "4711/1"}), name="a.txt")

    assert load(bank.document(**{**FIRST, "number": "4711/2"})).posted == 1


def test_one_sum_for_two_accounts_is_two_payments():
    factories.create_debtor(number="700000999")

    assert again(number="", purpose="ЛС 700000999").posted == 1


def test_payment_that_the_bank_took_back_may_be_sent_anew():
    load(bank.document(**FIRST), name="a.txt")
    accountant = factories.create_staff(role=Role.ACCOUNTANT)
    operations.reverse(
        payment_id=Payment.objects.get().pk,
        reason="Возвращён банком",
        by=accountant,
    )

    assert load(bank.document(**{**FIRST, "received": "06.11.2026"})).posted == 1


def test_equal_payments_of_a_payer_go_in_day_after_day_by_their_numbers():
    days = [bank.day("05.11.2026") + timedelta(days=count) for count in range(5)]

    reports = [
        load(
            bank.document(**{**FIRST, "number": str(100 + at), "received": f"{day:%d.%m.%Y}"}),
            name=f"{at}.txt",
        )
        for at, day in enumerate(days)
    ]

    assert [report.posted for report in reports] == [1] * 5


def test_overlapping_file_brings_its_new_equal_payments_only():
    known = bank.document(**FIRST)
    load(known, name="a.txt")

    report = load(known, bank.document(**{**FIRST, "number": "", "received": "06.11.2026"}))

    assert (report.repeated, report.posted) == (1, 1)
