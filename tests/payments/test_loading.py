"""A statement goes in whole, once, and finds its accounts; what it cannot place waits."""

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.payments import bank
from webapp.audit.models import Entry
from webapp.contracts.models import Contract
from webapp.outbox.models import Row
from webapp.payments import operations
from webapp.payments.models import Payment, Statement
from webapp.payments.queries import directory
from webapp.staff.models import LockDate

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def debtor():
    """Owes 1 500 for each of August, September and October 2026."""
    return factories.create_debtor(number="700000001", today=date(2026, 12, 1))


def load(*documents, good_rows_only=False, name="kl_to_1c.txt", **fields):
    content = bank.statement(*documents, **fields)
    return operations.load_statement(
        file_name=name, content=content, by=None, today=TODAY, good_rows_only=good_rows_only
    )


def test_labelled_account_number_posts_to_the_account_and_pays_the_earliest_debt(debtor):
    report = load(bank.document(purpose="Оплата л/с 700000001", amount="2000.00"))

    payment = Payment.objects.get()
    assert (report.posted, report.posted_amount, report.unidentified) == (1, Decimal("2000.00"), 0)
    assert (payment.account, payment.contract, payment.status) == (
        debtor,
        None,
        Payment.Status.POSTED,
    )
    assert payment.found_by == Payment.FoundBy.ACCOUNT
    paid = [
        (row.charge.period.month, row.amount)
        for row in payment.allocations.order_by("charge__period")
    ]
    assert paid == [(8, Decimal("1500.00")), (9, Decimal("500.00"))]


def test_named_month_is_paid_first(debtor):
    load(bank.document(purpose="л/с 700000001 за октябрь 2026", amount="1600.00"))

    paid = {row.charge.period.month: row.amount for row in Payment.objects.get().allocations.all()}
    assert paid == {10: Decimal("1500.00"), 8: Decimal("100.00")}


def test_posting_wakes_the_account_and_is_journalled(debtor):
    load(bank.document(purpose="л/с 700000001"))

    payment = Payment.objects.get()
    row = Row.objects.get(kind=Row.Kind.ANNOUNCE)
    assert (row.subject, row.fact) == (f"account:{debtor.pk}", "payment.posted")
    assert row.dedupe_key == f"account:{debtor.pk}:payment.posted:{payment.pk}"
    assert (
        Entry.objects.filter(
            name="payments.payment.posted", subject=f"payment:{payment.pk}"
        ).count()
        == 1
    )
    assert Entry.objects.filter(name="payments.statement.loaded").count() == 1


def test_bare_account_number_is_found_as_a_whole_word(debtor):
    load(
        bank.document(number="1", purpose="электроэнергия 700000001 июль"),
        bank.document(number="2", purpose="счёт 97000000015"),
    )

    assert Payment.objects.get(document_number="1").account == debtor
    assert Payment.objects.get(document_number="2").status == Payment.Status.UNIDENTIFIED


def test_two_accounts_in_one_purpose_leave_the_choice_to_a_person(debtor):
    factories.create_account(number="700000002")

    report = load(bank.document(purpose="л/с 700000001, л/с 700000002"))

    assert (report.posted, report.unidentified) == (0, 1)


def test_list_of_accounts_leaves_the_choice_to_a_person(debtor):
    factories.create_account(number="700000002")

    report = load(
        bank.document(number="1", purpose="л/с 700000001, 700000002"),
        bank.document(number="2", purpose="л/с 700000001, 799999999"),
    )

    assert (report.posted, report.unidentified) == (0, 2)


@pytest.fixture
def landlord():
    """Has contract 15 with us, like many another company with somebody else."""
    organization = factories.create_organization(name="ООО «Домовладелец»", inn="7707083893")
    return factories.create_account(
        party=organization, contract=factories.create_contract(party=organization, number="15")
    )


@pytest.mark.parametrize(
    "purpose",
    ["Арендная плата по договору № 15 от 1 марта 2026 г.", "Возврат займа по договору займа № 15"],
)
def test_contract_of_another_party_than_the_payer_waits(landlord, purpose):
    factories.create_account(party=factories.create_organization(inn="7728168971"))

    assert load(bank.document(purpose=purpose, inn="7728168971")).unidentified == 1


@pytest.mark.parametrize(
    ("inn", "payer_account"),
    [("7707083893", "30101810400000000225"), ("7707083893", "")],
)
def test_contract_is_paid_by_its_party(landlord, inn, payer_account):
    load(bank.document(purpose="По договору № 15", inn=inn, payer_account=payer_account))

    assert Payment.objects.get().contract == landlord.contract


def test_of_two_contracts_with_one_number_the_payer_tells_which(landlord):
    payer = factories.create_organization(inn="7728168971")
    other = factories.create_supplier(inn="7736050003", settlement_account=bank.OUR_ACCOUNT)
    contract = Contract.objects.create(
        party=payer, supplier=other, number="15", signed_on=date(2020, 1, 1)
    )
    account = factories.create_account(party=payer, contract=contract)

    load(bank.document(purpose="По договору № 15", inn="7728168971"))

    assert Payment.objects.get().account == account


@pytest.mark.parametrize("purpose", ["Оплата по договору аренды № 77", "По договору № ТЭ-1 и № 77"])
def test_named_contract_that_is_not_ours_waits_even_when_the_inn_is_known(purpose):
    organization = factories.create_organization(inn="7728168971")
    factories.create_account(
        party=organization, contract=factories.create_contract(party=organization, number="ТЭ-1")
    )

    assert load(bank.document(purpose=purpose, inn="7728168971")).unidentified == 1


def test_number_of_an_invoice_is_not_taken_for_an_account():
    factories.create_account(number="100200")
    payer = factories.create_account(party=factories.create_organization(inn="7728168971"))

    load(
        bank.document(
            number="1", purpose="Оплата по счету № 100200 от 05.11.2026", inn="7728168971"
        ),
        bank.document(number="2", purpose="Оплата по счету № 100200 от 05.11.2026"),
    )

    assert Payment.objects.get(document_number="1").account == payer
    assert Payment.objects.get(document_number="2").status == Payment.Status.UNIDENTIFIED


def test_bare_number_of_another_party_than_the_payer_waits():
    factories.create_account(number="100200")
    factories.create_account(party=factories.create_organization(inn="7728168971"))

    assert load(bank.document(purpose="Оплата 100200", inn="7728168971")).unidentified == 1


def test_bailiffs_pay_for_the_account_that_they_label(debtor):
    load(
        bank.document(
            purpose="Взыскано с Смирновой, л/с 700000001",
            inn="3661000012",
            payer_account="03100643000000013100",
        )
    )

    assert Payment.objects.get().account == debtor


def test_day_of_the_contract_is_not_the_month_that_is_paid():
    organization = factories.create_organization()
    contract = factories.create_contract(party=organization, number="15")
    account = factories.create_account(party=organization, contract=contract)
    february, _march = (
        factories.create_charge(account=account, period=date(2026, month, 1)) for month in (2, 3)
    )

    load(
        bank.document(
            purpose="По договору № 15 от 1 марта 2026 г.",
            amount="1500.00",
            inn=organization.inn,
        )
    )

    assert Payment.objects.get().allocations.get().charge == february


def test_unknown_account_number_waits_even_when_the_inn_is_known():
    organization = factories.create_organization(inn="7728168971")
    factories.create_account(party=organization)

    report = load(bank.document(purpose="л/с 999999999", inn="7728168971"))

    assert (report.posted, report.unidentified) == (0, 1)


def test_contract_number_pays_the_earliest_debt_of_all_its_accounts():
    organization = factories.create_organization()
    contract = factories.create_contract(party=organization, number="ТЭ-115")
    shop = factories.create_account(party=organization, contract=contract)
    office = factories.create_account(party=organization, contract=contract)
    later = factories.create_charge(account=shop, period=date(2026, 9, 1))
    earlier = factories.create_charge(account=office, period=date(2026, 8, 1))

    load(
        bank.document(
            purpose="По договору № ТЭ-115 от 01.02.2025",
            amount="2000.00",
            inn=organization.inn,
        )
    )

    payment = Payment.objects.get()
    assert (payment.account, payment.contract, payment.found_by) == (
        shop,
        contract,
        Payment.FoundBy.CONTRACT,
    )
    assert dict(payment.allocations.values_list("charge", "amount")) == {
        earlier.pk: Decimal(1500),
        later.pk: Decimal(500),
    }
    assert set(Row.objects.values_list("subject", flat=True)) == {
        f"account:{shop.pk}",
        f"account:{office.pk}",
    }


def test_inn_posts_when_its_owner_has_one_contract():
    organization = factories.create_organization(inn="7728168971")
    account = factories.create_account(party=organization)

    load(
        bank.document(
            purpose="за электроэнергию", inn="7728168971", payer_account="40702810100000000777"
        )
    )

    payment = Payment.objects.get()
    assert (payment.account, payment.contract, payment.found_by) == (
        account,
        account.contract,
        Payment.FoundBy.INN,
    )


def test_inn_of_two_contracts_waits():
    organization = factories.create_organization(inn="7728168971")
    factories.create_account(party=organization)
    factories.create_account(party=organization)

    assert load(bank.document(inn="7728168971")).unidentified == 1


def test_inn_of_a_bank_that_passes_money_on_is_no_clue():
    factories.create_account(
        party=factories.create_organization(name="ПАО Сбербанк", inn="7707083893")
    )

    assert (
        load(bank.document(inn="7707083893", payer_account="30232810100000000001")).unidentified
        == 1
    )


def test_overpayment_stays_as_an_advance_and_pays_new_charges(debtor):
    load(bank.document(purpose="л/с 700000001", amount="5000.00"))
    charge = factories.create_charge(
        account=debtor, period=date(2026, 11, 1), amount=Decimal("300.00")
    )

    used = operations.allocate_advances(account_ids=[debtor.pk])

    payment = Payment.objects.get()
    assert used == 1
    assert payment.allocations.get(charge=charge).amount == Decimal("300.00")
    assert Row.objects.filter(fact="payment.allocated").count() == 1
    assert operations.allocate_all_advances() == 0


def test_outgoing_documents_are_counted_and_ignored(debtor):
    report = load(bank.document(purpose="л/с 700000001"), bank.outgoing())

    assert (report.documents, report.outgoing, report.posted) == (2, 1, 1)
    assert Payment.objects.count() == 1


def test_same_file_twice_changes_nothing(debtor):
    load(bank.document(purpose="л/с 700000001"), name="one.txt")
    rows, entries = Row.objects.count(), Entry.objects.count()

    report = load(bank.document(purpose="л/с 700000001"), name="two.txt")

    assert report.was_loaded_before and not report.is_loaded
    assert (report.posted, report.repeated) == (0, 1)
    assert (Payment.objects.count(), Statement.objects.count()) == (1, 1)
    assert (Row.objects.count(), Entry.objects.count()) == (rows, entries)


def test_overlapping_files_post_each_document_once(debtor):
    first, second, third = (
        bank.document(number=number, purpose="л/с 700000001", amount="100.00") for number in "123"
    )
    load(first, second, start="01.11.2026")

    report = load(second, third, end="07.11.2026")

    assert (report.posted, report.repeated) == (1, 1)
    assert sorted(Payment.objects.values_list("document_number", flat=True)) == ["1", "2", "3"]


def test_whole_file_after_its_cut_half_adds_only_what_was_missing(debtor):
    first, second = (
        bank.document(number=number, purpose="л/с 700000001", amount="100.00") for number in "12"
    )
    cut = load(first, balances=[bank.balance(received="200.00")], finished=False)

    whole = load(first, second, balances=[bank.balance(received="200.00")])

    assert len(cut.warnings) == 2 and whole.warnings == ()
    assert (whole.posted, whole.repeated) == (1, 1)


def test_cut_document_keeps_the_whole_file_out(debtor):
    report = load(
        bank.document(number="1", purpose="л/с 700000001"),
        bank.document(number="2", closing=False),
        finished=False,
    )

    assert not report.is_loaded
    assert [error.number for error in report.errors] == ["2"]
    assert (
        Payment.objects.count()
        == Statement.objects.count()
        == Row.objects.count()
        == Entry.objects.count()
        == 0
    )


def test_good_rows_go_in_alone_when_asked_and_the_rest_can_be_tried_again(debtor):
    LockDate.objects.create(closed_before=date(2026, 11, 5))
    documents = (
        bank.document(number="1", purpose="л/с 700000001"),
        bank.document(number="2", purpose="л/с 700000001", received="04.11.2026"),
    )
    first = load(*documents, good_rows_only=True)
    LockDate.objects.update(closed_before=date(2026, 11, 1))

    second = load(*documents)

    assert (first.posted, [error.number for error in first.errors]) == (1, ["2"])
    assert (second.posted, second.repeated, second.errors) == (1, 1, ())
    statement = Statement.objects.get()
    assert (statement.loaded, statement.errors) == (2, [])


def test_money_of_tomorrow_is_refused(debtor):
    tomorrow = f"{TODAY + timedelta(days=1):%d.%m.%Y}"

    report = load(bank.document(purpose="л/с 700000001", received=tomorrow))

    assert tomorrow in report.errors[0].message


def test_twin_document_waits_in_the_queue_with_a_warning(debtor):
    twin = bank.document(purpose="л/с 700000001")

    report = load(twin, twin)
    again = load(twin, twin, newline="\n")

    assert (report.posted, report.unidentified, len(report.warnings)) == (1, 1, 1)
    assert (again.posted, again.unidentified, again.repeated) == (0, 0, 2)


def test_zero_bytes_of_a_broken_file_are_a_warning(debtor):
    report = load(bank.document(purpose="л/с 700000001 за\x00свет", payer="СМИРНОВА\x00"))

    assert (report.posted, len(report.warnings)) == (1, 1)


@pytest.mark.django_db
def test_statement_where_no_bank_account_of_ours_is_known_says_so_once(supplier):
    supplier.delete()

    report = load(bank.document(number="1"), bank.document(number="2"))

    assert (report.unidentified, len(report.warnings)) == (2, 1)


def test_statement_of_a_foreign_account_is_a_warning(debtor):
    report = load(bank.document(), own="40702810999999999999")

    assert any("40702810999999999999" in warning for warning in report.warnings)


def test_preview_says_what_loading_would_do_and_does_nothing(debtor):
    content = bank.statement(
        bank.document(number="1", purpose="л/с 700000001"), bank.document(number="2")
    )

    report = operations.preview(file_name="a.txt", content=content, today=TODAY)

    assert (report.posted, report.unidentified, report.is_loaded) == (1, 1, False)
    assert [row.finding.account_id for row in report.rows] == [debtor.pk, None]
    assert Payment.objects.count() == Statement.objects.count() == 0


def test_two_thousand_payments_take_few_queries_and_seconds(django_assert_max_num_queries):
    for index in range(50):
        factories.create_debtor(number=f"{810_000_000 + index}")
    documents = [
        bank.document(number=str(index), purpose=f"л/с {810_000_000 + index % 50}")
        for index in range(2000)
    ]

    started = time.process_time()
    with django_assert_max_num_queries(42):
        report = load(*documents)

    assert report.posted == 2000
    assert time.process_time() - started < 10


def test_number_of_queries_does_not_depend_on_the_number_of_documents(django_assert_num_queries):
    def clues(count):
        return [
            directory.Clues(
                f"Оплата {820_000_000 + index}, договор {index}", "7728168971", f"Имя {index}"
            )
            for index in range(count)
        ]

    factories.create_debtor(number="820000000")
    with CaptureQueriesContext(connection) as of_one:
        directory.read(clues(1))

    with django_assert_num_queries(len(of_one)):
        directory.read(clues(500))

    assert len(of_one) <= 10


def test_queue_of_a_closed_day_is_tried_again_too():
    load(bank.document(purpose="л/с 700000001"))
    factories.create_account(number="700000001")
    LockDate.objects.create(closed_before=date(2026, 11, 10))

    assert operations.identify_again(by=factories.create_staff(), today=TODAY) == 1


def test_queue_is_tried_again_after_new_accounts_came():
    load(bank.document(purpose="л/с 700000001"))
    account = factories.create_account(number="700000001")

    posted = operations.identify_again(by=factories.create_staff(), today=TODAY)

    payment = Payment.objects.get()
    assert posted == 1
    assert (payment.status, payment.account) == (Payment.Status.POSTED, account)
