"""Money that comes two ways is counted once: whatever the ways, a person is asked or it waits."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories
from tests.payments import bank
from tests.payments.test_counted_once import DAY, NUMBER, document, load, typed
from tests.payments.test_screens import signed_in
from webapp.contracts.models import Account
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
NEXT_DAY = date(2026, 11, 6)


@pytest.fixture(autouse=True)
def debtor():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_debtor(number=NUMBER)


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


def tell(by, *said):
    notices = [
        operations.Notice(
            **{
                "reference": f"K-{number}",
                "account": NUMBER,
                "amount": Decimal("1500.00"),
                "paid_on": DAY,
                "document_number": "101",
                **fields,
            }
        )
        for number, fields in enumerate(said or [{}])
    ]
    return operations.take_notices(
        notices=notices,
        accounts=Account.objects.all(),
        by=by,
        today=factories.TODAY,
        good_rows_only=False,
    )


def queued(**fields):
    load(document(**{"purpose": "за свет", "payer": "НЕКТО", "number": "55", **fields}))
    return Payment.objects.get(status=Payment.Status.UNIDENTIFIED)


class TestToldByAnAgent:
    @pytest.mark.parametrize("number", ["101", "0101", ""])
    @pytest.mark.parametrize("day", ["05.11.2026", "06.11.2026", "08.11.2026"])
    def test_before_the_statement_waits_with_a_link(self, accountant, number, day):
        (told,) = tell(accountant).posted

        report = load(document(number=number, received=day))

        assert (report.posted, report.unidentified) == (0, 1)
        assert Payment.objects.latest("id").looks_like == told
        assert any("агента" in warning for warning in report.warnings)

    def test_and_another_sum_a_far_day_or_another_number_in_the_statement_are_posted(
        self, accountant
    ):
        tell(accountant)

        report = load(
            document(amount="1500.01"), document(received="09.11.2026"), document(number="102")
        )

        assert report.posted == 3

    @pytest.mark.parametrize("fields", [{}, {"document_number": ""}, {"paid_on": NEXT_DAY}])
    def test_after_a_person_entered_it_waits_for_the_account_that_was_told(
        self, debtor, accountant, fields
    ):
        entered = typed(debtor, accountant)

        taken = tell(accountant, fields)

        (waiting,) = taken.waiting
        assert (taken.posted, waiting.looks_like) == ((), entered)
        waiting.refresh_from_db()
        (row,) = lists.with_suggestions([waiting], user=accountant)
        assert (row.accounts[0], waiting.status) == (debtor, Payment.Status.UNIDENTIFIED)

    def test_under_two_references_in_one_call_or_two_is_posted_once(self, accountant):
        one_call = tell(accountant, {}, {})
        later = tell(accountant, {"reference": "K-9"})

        assert [len(one_call.posted), len(one_call.waiting), len(later.waiting)] == [1, 1, 1]
        assert {one.looks_like for one in (*one_call.waiting, *later.waiting)} == {
            one_call.posted[0]
        }

    def test_again_while_it_waits_or_was_moved_by_a_person_changes_nothing(
        self, debtor, accountant
    ):
        typed(debtor, accountant)
        (waiting,) = tell(accountant).waiting
        other = factories.create_debtor()

        assert tell(accountant).repeated == 1
        operations.assign(
            payment_id=waiting.pk, account_id=other.pk, by=accountant, is_another=True
        )
        assert tell(accountant).repeated == 1

    @pytest.mark.django_db(transaction=True)
    def test_by_two_agents_at_once_is_posted_once(self, debtor):
        factories.create_debtor()
        agents = [factories.create_staff(role=Role.ACCOUNTANT) for _agent in range(2)]
        together, taken = threading.Barrier(2, timeout=60), []

        def agent(by):
            together.wait()
            try:
                taken.append(tell(by))
            finally:
                connection.close()

        at_once(agent, agents)

        assert sorted(len(one.posted) for one in taken) == [0, 1]
        assert sorted(len(one.waiting) for one in taken) == [0, 1]


class TestEnteredByHand:
    @pytest.mark.parametrize("fields", [{}, {"paid_on": NEXT_DAY}, {"paid_on": date(2026, 11, 2)}])
    def test_while_it_waits_in_the_queue_is_asked_about(self, debtor, accountant, fields):
        queued()

        with pytest.raises(operations.SuchIsThere, match="55"):
            typed(debtor, accountant, document_number="", purpose="", **fields)

    @pytest.mark.parametrize("number", ["", "б/н", "нет", "101/1"])
    def test_without_a_number_that_tells_it_apart_is_asked_about(self, debtor, accountant, number):
        tell(accountant)

        with pytest.raises(operations.SuchIsThere):
            typed(debtor, accountant, document_number=number, purpose="")

    def test_a_day_before_the_bank_received_it_lets_the_document_wait(self, debtor, accountant):
        typed(debtor, accountant, document_number="", purpose="")

        assert load(document(received="06.11.2026")).posted == 0

    @pytest.mark.django_db(transaction=True)
    def test_while_a_statement_with_it_is_loaded_is_counted_once(self, debtor, accountant):
        together, outcomes = threading.Barrier(2, timeout=60), []

        def enter(_way):
            together.wait()
            try:
                typed(debtor, accountant, purpose="")
            except operations.SuchIsThere as error:
                outcomes.append(error)
            finally:
                connection.close()

        def bring(_way):
            together.wait()
            try:
                outcomes.extend([None] * load(document()).unidentified)
            finally:
                connection.close()

        at_once(lambda way: way(way), [enter, bring])

        assert Payment.objects.filter(status=Payment.Status.POSTED).count() == 1
        assert len(outcomes) == 1


class TestWaiting:
    def test_when_its_account_has_it_already_is_asked_about_before_it_is_assigned(
        self, debtor, accountant
    ):
        waiting = queued()
        typed(debtor, accountant, document_number="", purpose="", is_another=True)
        given = {"payment_id": waiting.pk, "account_id": debtor.pk, "by": accountant}

        with pytest.raises(operations.SuchIsThere):
            operations.assign(**given)

        assert operations.assign(**given, is_another=True).account == debtor

    def test_is_shown_beside_the_question_and_assigned_once_it_is_answered(
        self, debtor, accountant
    ):
        waiting, office = queued(), signed_in(accountant)
        typed(debtor, accountant, document_number="", purpose="", is_another=True)
        address = reverse("admin:payments_assign", args=[waiting.pk, debtor.pk])

        asked = office.get(address).content.decode()
        assert "Такой платёж уже есть" in asked and 'name="is_another"' in asked
        office.post(address, {"months": ""})
        waiting.refresh_from_db()
        assert waiting.status == Payment.Status.UNIDENTIFIED

        office.post(address, {"months": "", "is_another": "1"})
        waiting.refresh_from_db()
        assert waiting.account == debtor

    @pytest.mark.parametrize("amount", ["1500.00", "600.00"])
    def test_is_asked_about_before_it_is_divided(self, debtor, accountant, amount):
        waiting, other = queued(), factories.create_debtor()
        entered = {"amount": Decimal(amount), "document_number": "", "purpose": ""}
        typed(debtor, accountant, is_another=True, **entered)
        parts = [
            operations.Part(debtor.pk, Decimal("600.00")),
            operations.Part(other.pk, Decimal("900.00")),
        ]
        given = {"payment_id": waiting.pk, "parts": parts, "by": accountant}

        with pytest.raises(operations.SuchIsThere):
            operations.divide(**given)

        assert operations.divide(**given, is_another=True).status == Payment.Status.DIVIDED

    def test_is_left_by_the_rules_when_it_has_come_another_way(self, debtor, accountant):
        Account.objects.filter(pk=debtor.pk).update(number="401000999")
        waiting = queued(purpose=f"л/с {NUMBER}")
        Account.objects.filter(pk=debtor.pk).update(number=NUMBER)
        entered = typed(debtor, accountant, document_number="", purpose="", is_another=True)

        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0

        waiting.refresh_from_db()
        assert waiting.looks_like == entered


def test_the_sums_of_a_division_are_confirmed_with_the_accounts(debtor, accountant):
    waiting, other, office = queued(), factories.create_debtor(), signed_in(accountant)
    address = reverse("admin:payments_divide", args=[waiting.pk])

    def form(*sums, **said):
        rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", **said}
        for number, (account, amount) in enumerate(zip((debtor, other), sums, strict=True)):
            rows |= {f"form-{number}-account": account.number, f"form-{number}-amount": amount}
        return rows

    asked = office.post(address, form("600", "900")).context["confirmed"]
    changed = office.post(address, form("900", "600", confirmed=asked))

    waiting.refresh_from_db()
    assert (changed.status_code, waiting.status) == (200, Payment.Status.UNIDENTIFIED)
    office.post(address, form("900", "600", confirmed=changed.context["confirmed"]))
    waiting.refresh_from_db()
    assert waiting.status == Payment.Status.DIVIDED


def at_once(work, given):
    threads = [threading.Thread(target=work, args=(one,)) for one in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
