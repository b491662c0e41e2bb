"""Money goes to the named month, then to awarded costs, the earliest debt and awarded penalty, and never beyond a charge."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from webapp.payments.models import Allocation
from webapp.payments.operations.allocation import Named, allocate
from webapp.payments.queries.debts import ChargeDebt

JUNE, JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (6, 7, 8, 9))


def debt(charge_id, period, amount="100.00", *, account_id=1, service_id=1, kind="PRINCIPAL"):
    due = date(period.year, period.month + 1, 15)
    return ChargeDebt(charge_id, account_id, service_id, period, due, Decimal(amount), kind)


def test_earliest_due_date_comes_first_then_the_service():
    debts = [debt(1, AUGUST), debt(2, JULY, service_id=2), debt(3, JULY, service_id=1)]

    portions = allocate(amount=Decimal("250.00"), debts=debts)

    assert [(portion.charge_id, portion.amount) for portion in portions] == [
        (3, Decimal("100.00")),
        (2, Decimal("100.00")),
        (1, Decimal("50.00")),
    ]
    assert {portion.reason for portion in portions} == {Allocation.Reason.EARLIEST_DEBT}


def test_named_month_comes_before_an_earlier_debt():
    portions = allocate(
        amount=Decimal("150.00"),
        debts=[debt(1, JULY), debt(2, SEPTEMBER)],
        named=Named((SEPTEMBER,)),
    )

    assert [(portion.charge_id, portion.reason) for portion in portions] == [
        (2, Allocation.Reason.NAMED_PERIOD),
        (1, Allocation.Reason.EARLIEST_DEBT),
    ]


def test_named_account_comes_before_the_contracts_other_accounts():
    debts = [debt(1, JULY, account_id=1), debt(2, SEPTEMBER, account_id=2)]

    assert [
        portion.charge_id
        for portion in allocate(amount=Decimal("150.00"), debts=debts, account_id=2)
    ] == [2, 1]
    assert [portion.charge_id for portion in allocate(amount=Decimal("150.00"), debts=debts)] == [
        1,
        2,
    ]


def test_named_month_of_another_account_comes_after_all_debts_of_the_named_account():
    debts = [debt(1, JULY, account_id=1), debt(2, JUNE, account_id=2), debt(3, JULY, account_id=2)]

    portions = allocate(amount=Decimal("250.00"), debts=debts, named=Named((JULY,)), account_id=2)

    assert [(portion.charge_id, portion.amount) for portion in portions] == [
        (3, Decimal("100.00")),
        (2, Decimal("100.00")),
        (1, Decimal("50.00")),
    ]


def test_debts_of_one_due_date_share_in_proportion():
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    debts = [
        *(debt(1, january, "300.00"), debt(2, january, "200.00", service_id=2)),
        *(debt(3, february, "400.00"), debt(4, february, "400.00", service_id=2)),
    ]

    portions = allocate(amount=Decimal("1000.00"), debts=debts)

    assert [portion.amount for portion in portions] == [
        Decimal(value) for value in ("300.00", "200.00", "250.00", "250.00")
    ]


def test_kopeck_that_cannot_be_divided_goes_by_the_largest_remainder():
    debts = [
        debt(1, JULY, "100.00"),
        debt(2, JULY, "100.00", service_id=2),
        debt(3, JULY, "200.00", service_id=3),
    ]

    portions = allocate(amount=Decimal("0.02"), debts=debts)

    assert {portion.charge_id: portion.amount for portion in portions} == {
        1: Decimal("0.01"),
        3: Decimal("0.01"),
    }


def test_costs_come_before_principal_and_penalty_after_all_of_it():
    debts = [
        debt(1, JUNE, kind="PENALTY"),
        debt(2, JULY, kind="COSTS"),
        debt(3, JUNE),
        debt(4, AUGUST),
    ]

    portions = allocate(amount=Decimal("350.00"), debts=debts, paid_on=date(2026, 9, 1))

    assert [(portion.charge_id, portion.amount, portion.reason) for portion in portions] == [
        (2, Decimal("100.00"), "AWARD"),
        (3, Decimal("100.00"), "EARLIEST_DEBT"),
        (4, Decimal("100.00"), "EARLIEST_DEBT"),
        (1, Decimal("50.00"), "AWARD"),
    ]


def test_named_month_comes_before_costs_and_does_not_mean_an_award_of_that_month():
    debts = [
        debt(1, JULY, kind="COSTS"),
        debt(2, JULY),
        debt(3, JUNE),
        debt(4, JULY, kind="PENALTY"),
    ]

    portions = allocate(
        amount=Decimal("400.00"), debts=debts, named=Named((JULY,)), paid_on=date(2026, 9, 1)
    )

    assert [portion.charge_id for portion in portions] == [2, 1, 3, 4]


def test_costs_of_a_judgment_that_is_not_in_force_yet_do_not_go_before_what_is_due():
    debts = [debt(1, JULY, kind="COSTS"), debt(2, AUGUST)]

    assert [
        portion.charge_id
        for portion in allocate(amount=Decimal("150.00"), debts=debts, paid_on=date(2026, 8, 14))
    ] == [2, 1]
    assert [
        portion.charge_id
        for portion in allocate(amount=Decimal("150.00"), debts=debts, paid_on=date(2026, 8, 15))
    ] == [1, 2]


def test_costs_of_the_named_account_do_not_let_another_account_go_before():
    debts = [debt(1, JUNE, account_id=1, kind="COSTS"), debt(2, JULY, account_id=2)]

    assert [
        portion.charge_id
        for portion in allocate(amount=Decimal("150.00"), debts=debts, account_id=2)
    ] == [2, 1]


def test_nothing_is_laid_where_nothing_is_owed():
    assert allocate(amount=Decimal("150.00"), debts=[]) == ()


kopecks = st.integers(min_value=1, max_value=10**7).map(lambda value: Decimal(value) / 100)


@given(amount=kopecks, owed=st.lists(kopecks, max_size=20), named=st.booleans())
def test_portions_fit_their_charges_and_together_with_the_advance_make_the_payment(
    amount, owed, named
):
    debts = [debt(index, date(2026, index % 9 + 1, 1), value) for index, value in enumerate(owed)]

    portions = allocate(amount=amount, debts=debts, named=Named((JULY,) if named else ()))

    assert all(0 < portion.amount <= owed[portion.charge_id] for portion in portions)
    assert len({portion.charge_id for portion in portions}) == len(portions)
    advance = amount - sum(portion.amount for portion in portions)
    assert advance == max(amount - sum(owed), 0)


def test_money_under_a_writ_covers_what_the_writ_is_for_before_what_came_due_later():
    filed_on = date(2026, 8, 20)
    debts = [
        debt(1, JUNE),
        debt(2, AUGUST),
        debt(3, AUGUST, kind="COSTS"),
        debt(4, AUGUST, kind="PENALTY"),
    ]

    portions = allocate(
        amount=Decimal("400.00"),
        debts=debts,
        named=Named((AUGUST,), awarded_before=filed_on),
        paid_on=date(2026, 9, 1),
    )

    assert [portion.charge_id for portion in portions] == [3, 1, 4, 2]


def test_a_payer_who_names_the_penalty_alone_pays_the_penalty():
    debts = [debt(1, JUNE), debt(2, JULY, kind="PENALTY"), debt(3, JULY)]

    portions = allocate(
        amount=Decimal("150.00"), debts=debts, named=Named((JULY,), names_penalty=True)
    )

    assert [(portion.charge_id, portion.amount) for portion in portions] == [(2, 100), (1, 50)]
    assert portions[0].reason == Allocation.Reason.NAMED_PENALTY
