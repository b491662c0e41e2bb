"""One payment in two exports is one payment; what may be one waits and says of which; refunds stand beside what they undo."""

import random
import threading
from decimal import Decimal

import pytest
from django.db import connection

from tests import factories
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.models import Allocation, Payment, Refund, Statement
from webapp.payments.queries import lists, refunds
from webapp.staff.models import Role

NUMBER = "700000001"


@pytest.fixture
def debtor():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_debtor(number=NUMBER)


def load(*documents, name="a.txt", **fields):
    return operations.load_statement(
        file_name=name,
        content=bank.statement(*documents, **fields),
        by=None,
        today=factories.TODAY,
    )


FIRST = {"number": "598484", "purpose": f"Оплата за свет, л/с {NUMBER}"}


@pytest.mark.django_db
class TestSamePayment:
    @pytest.mark.parametrize(
        "again",
        [
            {"number": "000598484"},
            {"purpose": f"ОПЛАТА ЗА  СВЕТ; Л/С {NUMBER}"},
            {"ПлательщикБИК": "044525974"},
            {"payer": "Смирнова А.П.", "inn": ""},
            {"purpose": f"Оплатa за свет, л/c {NUMBER}", "number": "0598484"},  # Latin letters
        ],
        ids=["zeros", "capitals and signs", "bank", "payer", "alphabet"],
    )
    def test_of_another_export_is_known(self, debtor, again):
        load(bank.document(**FIRST))

        report = load(bank.document(**{**FIRST, **again}), name="b.txt")

        assert (report.repeated, report.posted, report.unidentified) == (1, 0, 0)
        assert Payment.objects.count() == 1

    def test_with_another_purpose_waits_and_names_the_earlier_one(self, debtor):
        load(bank.document(**FIRST), name="first.txt")
        earlier = Payment.objects.get()

        report = load(bank.document(number="0598484", purpose=f"л/с {NUMBER} НДС нет"))

        payment = Payment.objects.latest("id")
        assert (payment.status, payment.looks_like) == (Payment.Status.UNIDENTIFIED, earlier)
        assert any("598484" in text and "first.txt" in text for text in report.warnings)
        accountant = factories.create_staff(role=Role.ACCOUNTANT)
        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0

    @pytest.mark.parametrize(
        "other",
        [
            {"payer_account": "40817810500000099999"},
            {"amount": "1500.01"},
            {"received": "10.11.2026"},
            {"received": "06.11.2026", "number": "598486"},
            {"number": "598485"},
        ],
        ids=["payer", "sum", "day", "next day and number", "number"],
    )
    def test_is_not_one_of_another_payer_sum_day_or_number(self, debtor, other):
        load(bank.document(**FIRST))

        assert load(bank.document(**{**FIRST, **other}), name="b.txt").posted == 1

    def test_twice_in_one_file_with_other_zeros_waits_once(self, debtor):
        report = load(bank.document(**FIRST), bank.document(**{**FIRST, "number": "0598484"}))

        first, twin = Payment.objects.order_by("id")
        assert (report.posted, report.unidentified, len(report.warnings)) == (1, 1, 1)
        assert twin.looks_like == first
        accountant = factories.create_staff(role=Role.ACCOUNTANT)
        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0

    def test_two_for_two_accounts_under_one_number_are_two(self, debtor):
        factories.create_debtor(number="700000999")
        both = [
            bank.document(**FIRST),
            bank.document(**{**FIRST, "purpose": "л/с 700000999"}),
        ]
        load(both[0])

        report = load(*both, name="b.txt")

        assert (report.posted, report.repeated, report.warnings) == (1, 1, ())

    def test_that_a_person_returned_to_the_queue_is_not_posted_by_the_rules_again(self, debtor):
        load(bank.document(**FIRST))
        accountant = factories.create_staff(role=Role.ACCOUNTANT)
        payment = Payment.objects.get()
        operations.requeue(payment_id=payment.pk, reason="Чужой", by=accountant)

        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0


TREASURY, AGENT = "03224643200000003100", "30232810100000000001"
SCHOOL = {"payer": "МБОУ СОШ № 1", "inn": "3661096579"}
NURSERY = {"payer": "МБДОУ Детский сад № 7", "inn": "3661206694"}


def of_the_treasury(**fields):
    """A document as every school of a town sends it: number, sum, day and words are alike."""
    values = {"number": "15", "payer_account": TREASURY, "purpose": "Оплата за электроэнергию"}
    return bank.document(**{**values, **fields})


@pytest.mark.django_db
class TestManyPayFromOneAccount:
    @pytest.mark.parametrize("account", [TREASURY, AGENT])
    def test_another_payers_document_is_no_copy(self, debtor, account):
        load(of_the_treasury(**SCHOOL, payer_account=account))

        report = load(of_the_treasury(**NURSERY, payer_account=account), name="b.txt")

        assert (report.repeated, Payment.objects.count()) == (0, 2)

    def test_each_stands_once_in_whatever_order_files_bring_them(self, debtor):
        load(of_the_treasury(**SCHOOL))

        report = load(of_the_treasury(**NURSERY), of_the_treasury(**SCHOOL), name="b.txt")

        assert report.repeated == 1
        names = Payment.objects.order_by("id").values_list("payer_name", flat=True)
        assert list(names) == [SCHOOL["payer"], NURSERY["payer"]]

    @pytest.mark.parametrize("again", [{"payer": "мбоу  СОШ №1"}, {"inn": ""}])
    def test_the_same_payer_spelt_otherwise_is_known(self, debtor, again):
        load(of_the_treasury(**SCHOOL))

        report = load(of_the_treasury(**{**SCHOOL, **again}), name="b.txt")

        assert (report.repeated, Payment.objects.count()) == (1, 1)

    def test_another_name_under_the_agents_own_inn_is_another_payment(self, debtor):
        first = {**SCHOOL, "payer_account": AGENT}
        load(of_the_treasury(**first))

        load(of_the_treasury(**{**first, "payer": "Иванов Иван Иванович"}), name="b.txt")

        assert Payment.objects.count() == 2


def given_back(**fields):
    values = {
        "number": "77",
        "received": "",
        "spent": "09.11.2026",
        "payer_account": bank.OUR_ACCOUNT,
        "receiver_account": bank.PAYER_ACCOUNT,
        "purpose": "Возврат ошибочно перечисленных средств",
        **fields,
    }
    return bank.document(**values)


@pytest.mark.django_db
class TestRefund:
    def test_stands_beside_the_payment_that_it_undoes_and_reverses_nothing(self, debtor):
        load(bank.document(**FIRST))

        report = load(given_back(), name="b.txt")

        payment = Payment.objects.get()
        (refund,) = refunds.beside([payment])[payment.pk]
        assert (refund.amount, refund.document_number) == (Decimal("1500.00"), "77")
        assert payment.status == Payment.Status.POSTED
        assert any("77" in text and "598484" in text for text in report.warnings)

    def test_stands_beside_a_payment_of_the_queue_and_of_its_own_file(self, debtor):
        report = load(bank.document(number="5"), given_back())

        accountant = factories.create_staff(role=Role.ACCOUNTANT)
        (row,) = lists.with_suggestions(list(lists.queue()), user=accountant)
        assert [refund.document_number for refund in row.refunds] == ["77"]
        assert len(report.warnings) == 1

    def test_of_two_overlapping_files_is_kept_once(self, debtor):
        load(given_back())
        load(given_back(), bank.document(**FIRST), name="b.txt")

        assert Refund.objects.count() == 1

    @pytest.mark.parametrize(
        "other",
        [
            {"amount": "1499.00"},
            {"receiver_account": "40817810500000099999"},
            {"spent": "04.11.2026"},
            {"purpose": "Оплата услуг связи"},
        ],
        ids=["sum", "receiver", "day before", "no refund"],
    )
    def test_is_not_what_goes_elsewhere(self, debtor, other):
        load(bank.document(**FIRST))
        load(given_back(**other), name="b.txt")

        payment = Payment.objects.get()
        assert refunds.beside([payment])[payment.pk] == []


@pytest.mark.django_db(transaction=True)
def test_four_overlapping_files_at_once_bring_each_payment_once(debtor):
    documents = [
        bank.document(number=str(number), purpose=f"л/с {NUMBER}", amount="10.00")
        for number in range(1, 401)
    ]
    together, outcomes = threading.Barrier(4, timeout=60), []

    def clerk(seed):
        mixed = random.Random(seed).sample(documents, len(documents))
        together.wait()
        try:
            outcomes.append(load(*mixed, name=f"{seed}.txt").posted)
        except operations.UnableToLoad:
            outcomes.append("told")
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk, args=(seed,)) for seed in range(4)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()

    assert set(outcomes) <= {400, 0, "told"} and outcomes.count(400) == 1
    assert Payment.objects.count() == 400
    assert Allocation.objects.filter(payment__account=debtor).exists()
    assert Statement.objects.count() == 4 - outcomes.count("told")
