"""Posting by hand, from the queue and back: one transaction, one winner, and never more than is owed."""

import threading
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from webapp.audit.models import Entry
from webapp.outbox.models import Row
from webapp.payments import operations
from webapp.payments.models import Allocation, Payment
from webapp.staff.models import LockDate, Role

TODAY = factories.TODAY


def waiting_payment(*, amount=Decimal("1500.00"), paid_on=date(2026, 11, 5), **fields):
    return Payment.objects.create(
        natural_key=uuid4().hex,
        status=Payment.Status.UNIDENTIFIED,
        source=Payment.Source.STATEMENT,
        amount=amount,
        paid_on=paid_on,
        **fields,
    )


def by_hand(account, *, amount="1500.00", paid_on=date(2026, 11, 5), purpose="", key=None, by=None):
    return operations.post_by_hand(
        account_id=account.pk,
        is_another=True,
        amount=Decimal(amount),
        paid_on=paid_on,
        document_number="7",
        purpose=purpose,
        key=key or uuid4().hex,
        by=by or factories.create_staff(role=Role.ACCOUNTANT),
        today=TODAY,
    )


def facts(payment):
    return list(
        Row.objects.order_by("id").values_list("fact", flat=True)
    ), payment.allocations.count()


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


@pytest.mark.django_db
class TestQueue:
    def test_assigning_posts_and_wakes_the_account(self, accountant):
        debtor, payment = factories.create_debtor(), waiting_payment()

        posted = operations.assign(payment_id=payment.pk, account_id=debtor.pk, by=accountant)

        assert (posted.status, posted.account, posted.found_by) == (
            Payment.Status.POSTED,
            debtor,
            Payment.FoundBy.HAND,
        )
        assert facts(posted) == (["payment.posted"], 1)
        assert Entry.objects.get(name="payments.payment.posted").actor == accountant

    def test_of_two_people_the_first_wins(self, accountant):
        first, second, payment = (
            factories.create_debtor(),
            factories.create_debtor(),
            waiting_payment(),
        )
        operations.assign(payment_id=payment.pk, account_id=first.pk, by=accountant)

        with pytest.raises(operations.UnableToAssign):
            operations.assign(payment_id=payment.pk, account_id=second.pk, by=accountant)

        assert Payment.objects.get().account == first

    def test_undone_assignment_frees_the_debt_and_waits_again(self, accountant):
        debtor, payment = factories.create_debtor(), waiting_payment()
        operations.assign(payment_id=payment.pk, account_id=debtor.pk, by=accountant)

        queued = operations.requeue(payment_id=payment.pk, reason="Не тот абонент", by=accountant)

        assert (queued.status, queued.account, queued.posted_at) == (
            Payment.Status.UNIDENTIFIED,
            None,
            None,
        )
        assert facts(queued) == (["payment.posted", "payment.reversed"], 0)

    def test_payment_assigned_again_wakes_the_account_again(self, accountant):
        debtor, payment = factories.create_debtor(), waiting_payment()
        for _time in range(2):
            operations.assign(payment_id=payment.pk, account_id=debtor.pk, by=accountant)
            operations.requeue(payment_id=payment.pk, reason="Ошибка", by=accountant)

        assert facts(payment)[0] == ["payment.posted", "payment.reversed"] * 2

    def test_payment_of_a_closed_day_is_assigned_today_and_returned_when_that_was_wrong(
        self, accountant
    ):
        debtor, payment = factories.create_debtor(), waiting_payment()
        LockDate.objects.create(closed_before=date(2026, 11, 10))

        posted = operations.assign(payment_id=payment.pk, account_id=debtor.pk, by=accountant)
        assert (posted.status, facts(posted)) == (Payment.Status.POSTED, (["payment.posted"], 1))

        queued = operations.requeue(payment_id=payment.pk, reason="Не тот абонент", by=accountant)
        assert (queued.status, queued.account, facts(queued)) == (
            *(Payment.Status.UNIDENTIFIED, None),
            (["payment.posted", "payment.reversed"], 0),
        )


@pytest.mark.django_db
class TestReversal:
    def test_what_was_paid_is_owed_again(self, accountant):
        payment = by_hand(factories.create_debtor(), by=accountant)

        gone = operations.reverse(payment_id=payment.pk, reason="Возврат банком", by=accountant)

        assert (gone.status, gone.reversal_reason) == (Payment.Status.REVERSED, "Возврат банком")
        assert facts(gone) == (["payment.posted", "payment.reversed"], 0)
        assert Entry.objects.get(name="payments.payment.reversed").ground == "Возврат банком"

    def test_advance_of_another_payment_fills_the_gap(self, accountant):
        debtor = factories.create_debtor(months=1)
        first = by_hand(debtor, amount="1500.00", by=accountant)
        second = by_hand(debtor, amount="1000.00", by=accountant)

        operations.reverse(payment_id=first.pk, reason="Возврат", by=accountant)

        assert second.allocations.get().amount == Decimal("1000.00")
        assert facts(second)[0] == [
            "payment.posted",
            "payment.posted",
            "payment.allocated",
            "payment.reversed",
        ]

    def test_advance_of_a_payment_adds_to_what_it_pays_of_the_same_charge(self, accountant):
        debtor = factories.create_debtor(months=1)
        first = by_hand(debtor, amount="1000.00", by=accountant)
        second = by_hand(debtor, amount="900.00", by=accountant)
        assert second.allocations.get().amount == Decimal("500.00")

        operations.reverse(payment_id=first.pk, reason="Возврат", by=accountant)

        assert second.allocations.get().amount == Decimal("900.00")

    def test_second_reversal_is_refused(self, accountant):
        payment = by_hand(factories.create_debtor(), by=accountant)
        operations.reverse(payment_id=payment.pk, reason="Возврат", by=accountant)

        with pytest.raises(operations.UnableToReverse):
            operations.reverse(payment_id=payment.pk, reason="Возврат", by=accountant)

    @pytest.mark.parametrize("is_posted", [True, False])
    def test_money_of_a_closed_day_is_not_taken_out(self, accountant, is_posted):
        payment = (
            by_hand(factories.create_debtor(), by=accountant) if is_posted else waiting_payment()
        )
        LockDate.objects.create(closed_before=date(2026, 11, 10))

        with pytest.raises(operations.UnableToReverse, match=r"[Зз]акрыт|closed"):
            operations.reverse(payment_id=payment.pk, reason="Возврат", by=accountant)

        assert Payment.objects.get().status == payment.status

    @pytest.mark.parametrize(
        "change",
        [
            {"amount": Decimal("1.00")},
            {"paid_on": date(2026, 11, 4)},
            {"paid_on": date(2026, 11, 12)},
            {"status": "REVERSED"},
        ],
    )
    def test_database_keeps_what_a_closed_day_received(self, change):
        waiting_payment()
        LockDate.objects.create(closed_before=date(2026, 11, 10))

        with pytest.raises(IntegrityError, match="nothing dated before"), transaction.atomic():
            Payment.objects.update(reversal_reason="Ошибка", **change)
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.all().delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            waiting_payment()

    def test_reason_is_demanded(self, accountant):
        payment = by_hand(factories.create_debtor(), by=accountant)

        with pytest.raises(operations.UnableToReverse):
            operations.reverse(payment_id=payment.pk, reason="  ", by=accountant)


@pytest.mark.django_db
class TestByHand:
    def test_form_sent_twice_is_one_payment(self, accountant):
        debtor = factories.create_debtor()
        first = by_hand(debtor, key="form-1", by=accountant)

        second = by_hand(debtor, key="form-1", by=accountant)

        assert first == second
        assert facts(first) == (["payment.posted"], 1)

    @pytest.mark.parametrize(
        ("amount", "paid_on"), [("0", TODAY), ("-1", TODAY), ("10", date(2026, 11, 17))]
    )
    def test_what_cannot_be_right_is_refused(self, accountant, amount, paid_on):
        with pytest.raises(operations.UnableToPost):
            by_hand(factories.create_account(), amount=amount, paid_on=paid_on, by=accountant)

    def test_closed_day_is_explained(self, accountant):
        LockDate.objects.create(closed_before=date(2026, 11, 10))

        with pytest.raises(operations.UnableToPost):
            by_hand(factories.create_account(), by=accountant)

        assert Payment.objects.count() == Row.objects.count() == 0


@pytest.mark.django_db
class TestSums:
    def test_money_paid_before_is_not_paid_twice(self):
        account = factories.create_account()
        charge = factories.create_charge(
            account=account, period=date(2026, 8, 1), paid_before=Decimal("1000.00")
        )

        payment = by_hand(account)

        assert payment.allocations.get(charge=charge).amount == Decimal("500.00")

    def test_database_refuses_more_than_a_charge_owes(self):
        account = factories.create_account()
        charge = factories.create_charge(
            account=account, period=date(2026, 8, 1), amount=Decimal("100.00")
        )
        payment = by_hand(account, amount="500.00")

        with pytest.raises(IntegrityError, match="than it owes"), transaction.atomic():
            Allocation.objects.filter(payment=payment, charge=charge).update(
                amount=Decimal("100.01")
            )

    def test_database_refuses_more_than_a_payment_brought(self):
        account = factories.create_account()
        charge = factories.create_charge(
            account=account, period=date(2026, 8, 1), amount=Decimal("1000.00")
        )
        payment = by_hand(account, amount="500.00")

        with pytest.raises(IntegrityError, match="than it brought"), transaction.atomic():
            Allocation.objects.filter(payment=payment, charge=charge).update(
                amount=Decimal("500.01")
            )

    kopecks = st.integers(min_value=1, max_value=400_000).map(
        lambda value: str(Decimal(value) / 100)
    )

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        st.lists(
            st.tuples(kopecks, st.sampled_from(["", "за август 2026"]), st.booleans()),
            min_size=1,
            max_size=8,
        )
    )
    def test_allocations_fit_charges_and_with_the_advance_make_the_payment(self, accountant, money):
        debtor = factories.create_debtor()
        for amount, purpose, is_reversed in money:
            payment = by_hand(debtor, amount=amount, purpose=purpose, by=accountant)
            if is_reversed:
                operations.reverse(payment_id=payment.pk, reason="Возврат", by=accountant)

        owed = debtor.charges.annotate(paid=Sum("allocations__amount"))
        kept = (
            Payment.objects.filter(account=debtor, status=Payment.Status.POSTED).aggregate(
                sum=Sum("amount")
            )["sum"]
            or 0
        )
        paid = sum(charge.paid or 0 for charge in owed)
        assert all((charge.paid or 0) <= charge.amount for charge in owed)
        assert paid == min(
            kept, sum(charge.amount for charge in owed)
        )  # an advance exists only when nothing is owed


@pytest.mark.django_db
def test_rollback_leaves_neither_payment_nor_announcement():
    debtor = factories.create_debtor()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        by_hand(debtor)
        raise ZeroDivisionError

    assert Payment.objects.count() == Allocation.objects.count() == Row.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_postings_at_once_do_not_pay_one_debt_twice():
    debtor, accountant = (
        factories.create_debtor(months=2),
        factories.create_staff(role=Role.ACCOUNTANT),
    )
    together, errors = threading.Barrier(4, timeout=60), []

    def pay():
        try:
            together.wait()
            by_hand(debtor, amount="1000.00", by=accountant)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=pay) for _person in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert Allocation.objects.aggregate(sum=Sum("amount"))["sum"] == Decimal("3000.00")
    assert {
        charge.allocations.aggregate(sum=Sum("amount"))["sum"] for charge in debtor.charges.all()
    } == {Decimal("1500.00")}


@pytest.mark.django_db(transaction=True)
def test_one_payment_assigned_by_two_people_at_once_is_posted_once():
    accounts = [factories.create_debtor(), factories.create_debtor()]
    payment, accountant = waiting_payment(), factories.create_staff(role=Role.ACCOUNTANT)
    together, refused = threading.Barrier(2, timeout=60), []

    def assign(account):
        try:
            together.wait()
            operations.assign(payment_id=payment.pk, account_id=account.pk, by=accountant)
        except operations.UnableToAssign as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=assign, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert Row.objects.count() == 1
    assert Allocation.objects.aggregate(sum=Sum("amount"))["sum"] == Decimal("1500.00")
