"""The debt is computed from charges, what was paid before, and posted money."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from webapp.billing import queries
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.payments.models import Allocation, Payment

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


def pay(
    *, charge: Charge, amount: Decimal, on: date, status: str = "POSTED", **fields: str
) -> None:
    payment = Payment.objects.create(
        natural_key=f"{charge.pk}-{amount}-{on}",
        status=status,
        source="MANUAL",
        account=charge.account,
        paid_on=on,
        amount=amount,
        **fields,
    )
    Allocation.objects.create(payment=payment, charge=charge, amount=amount)


def test_debt_is_what_is_left_after_posted_money() -> None:
    debtor = factories.create_debtor(months=1, monthly=Decimal("1500.00"))
    charge = debtor.charges.get()
    pay(charge=charge, amount=Decimal("400.00"), on=TODAY)
    pay(
        charge=charge,
        amount=Decimal("100.00"),
        on=TODAY,
        status="REVERSED",
        reversal_reason="Ошибка банка",
    )

    assert queries.debt_by_charge(on=TODAY).get().debt == Decimal("1100.00")


def test_debt_on_a_day_does_not_know_money_of_the_next_day() -> None:
    debtor = factories.create_debtor(months=1)
    pay(charge=debtor.charges.get(), amount=Decimal("1500.00"), on=TODAY + timedelta(days=1))

    assert factories.debt_of(account_id=debtor.pk, on=TODAY).debt == Decimal("1500.00")
    assert factories.debt_of(account_id=debtor.pk, on=TODAY + timedelta(days=1)).debt == Decimal(
        "0.00"
    )


def test_what_was_paid_before_is_not_owed() -> None:
    account = factories.create_account()
    factories.create_charge(
        account=account,
        period=date(2026, 8, 1),
        amount=Decimal("900.00"),
        paid_before=Decimal("250.50"),
    )

    assert factories.debt_of(account_id=account.pk, on=TODAY).overdue_debt == Decimal("649.50")


def test_a_month_with_two_services_is_one_unpaid_period() -> None:
    account = factories.create_account()
    heat = factories.create_service(code="heat", name="Отопление")
    factories.create_charge(account=account, period=date(2026, 8, 1))
    factories.create_charge(account=account, period=date(2026, 8, 1), service=heat)

    debt = factories.debt_of(account_id=account.pk, on=TODAY)

    assert (debt.unpaid_periods, debt.debt) == (1, Decimal("3000.00"))


def test_a_charge_not_yet_due_is_debt_but_not_overdue() -> None:
    account = factories.create_account()
    factories.create_charge(account=account, period=date(2026, 10, 1), due_date=TODAY)

    debt = factories.debt_of(account_id=account.pk, on=TODAY)

    assert (debt.debt, debt.overdue_debt, debt.unpaid_periods, debt.oldest_due_date) == (
        Decimal("1500.00"),
        Decimal(0),
        0,
        None,
    )


def test_debtors_are_chosen_by_periods_and_overdue_debt() -> None:
    factories.create_debtor(months=1, monthly=Decimal("9000.00"))
    factories.create_debtor(months=3, monthly=Decimal("500.00"))
    chosen = factories.create_debtor(months=2, monthly=Decimal("1000.00"))

    found = queries.debtors(
        accounts=Account.objects.all(),
        on=TODAY,
        criteria=queries.Criteria(min_periods=2, min_debt=Decimal("2000.00")),
    )

    assert [row.account_id for row in found.rows] == [chosen.pk]
    assert (found.count, found.overdue_debt) == (1, Decimal("2000.00"))


def test_a_page_of_debtors_knows_the_count_and_sum_of_all() -> None:
    small, large = (
        factories.create_debtor(monthly=Decimal("100.00")),
        factories.create_debtor(monthly=Decimal("700.00")),
    )

    first = queries.debtors(
        accounts=Account.objects.all(), on=TODAY, criteria=queries.Criteria(), limit=1
    )
    second = queries.debtors(
        accounts=Account.objects.all(), on=TODAY, criteria=queries.Criteria(), limit=1, offset=1
    )

    assert [page.rows[0].account_id for page in (first, second)] == [large.pk, small.pk]
    assert (first.count, first.debt) == (2, Decimal("2400.00"))


@pytest.mark.parametrize("order", sorted(queries.ORDERS))
def test_every_order_is_accepted(order: str) -> None:
    factories.create_debtor()

    assert (
        queries.debtors(
            accounts=Account.objects.all(), on=TODAY, criteria=queries.Criteria(), order=order
        ).count
        == 1
    )


def test_debtors_take_two_queries_however_many_they_are(django_assert_num_queries: object) -> None:
    for _number in range(5):
        factories.create_debtor()

    with django_assert_num_queries(2):  # type: ignore[operator]
        queries.debtors(
            accounts=Account.objects.filter(party__kind="PERSON"),
            on=TODAY,
            criteria=queries.Criteria(services=("electricity",)),
        )


def test_the_earliest_due_charge_comes_first() -> None:
    debtor = factories.create_debtor(months=3)

    assert [
        charge.period.month for charge in queries.unpaid_charges(account_ids=[debtor.pk], on=TODAY)
    ] == [8, 9, 10]


def test_more_than_the_charge_cannot_be_paid_before() -> None:
    account = factories.create_account()

    with (
        pytest.raises(IntegrityError, match=r"billing_charge_(paid_before|denied)"),
        transaction.atomic(),
    ):
        factories.create_charge(
            account=account,
            period=date(2026, 8, 1),
            amount=Decimal("1.00"),
            paid_before=Decimal("2.00"),
        )


def test_every_former_version_of_a_charge_is_kept() -> None:
    charge = factories.create_debtor(months=1).charges.get()

    Charge.objects.filter(id=charge.pk).update(amount=Decimal("1.00"))

    assert [event.amount for event in Charge.pgh_event_model.objects.all()] == [Decimal("1500.00")]
