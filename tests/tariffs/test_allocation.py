"""Allocation of payments on columns: many payers at once, nothing lost, nothing guessed."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from tariffs import allocation, inputs

JANUARY, FEBRUARY = date(2026, 2, 10), date(2026, 3, 15)


def debts(*rows: tuple[int, str, date, bool, bool, int]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, schema=["row", "kind", "due", "named", "barred", "amount"], orient="row"
    )


def allocated(frame: pl.DataFrame, **paid: int) -> list[int]:
    payments = pl.DataFrame(
        {"row": [int(payer[1:]) for payer in paid], "paid": list(paid.values())}
    )
    return allocation.allocate(allocation.in_line(frame), payments)["allocated"].to_list()


def test_costs_come_first_and_penalty_last() -> None:
    frame = debts(
        (0, "penalty", JANUARY, False, False, 100),
        (0, "principal", JANUARY, False, False, 100),
        (0, "cost", FEBRUARY, False, False, 100),
    )

    assert allocated(frame, p0=150) == [0, 50, 100]


def test_what_the_payer_named_comes_before_everything() -> None:
    frame = debts(
        (0, "cost", JANUARY, False, False, 100), (0, "principal", FEBRUARY, True, True, 100)
    )

    assert allocated(frame, p0=150) == [50, 100]


def test_time_barred_debts_come_last() -> None:
    frame = debts(
        (0, "principal", JANUARY, False, True, 100), (0, "penalty", FEBRUARY, False, False, 100)
    )

    assert allocated(frame, p0=150) == [50, 100]


def test_payers_do_not_pay_for_each_other() -> None:
    frame = debts(
        (1, "principal", JANUARY, False, False, 100),
        (2, "principal", JANUARY, False, False, 100),
        (3, "principal", JANUARY, False, False, 100),
    )

    assert allocated(frame, p1=500, p2=30) == [100, 30, 0]


def test_the_odd_kopeck_goes_to_the_largest_remainder() -> None:
    frame = debts(*[(0, "principal", JANUARY, False, False, amount) for amount in (100, 100, 200)])

    assert allocated(frame, p0=101) == [25, 25, 51]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(inputs.UnableToCalculate, match="kind: gift"):
        allocation.in_line(debts((0, "gift", JANUARY, False, False, 100)))


@pytest.mark.parametrize(("owed", "paid", "message"), [(-1, 5, "amount: -1"), (1, -5, "paid: -5")])
def test_negative_sums_are_refused(owed: int, paid: int, message: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=message):
        allocated(debts((0, "principal", JANUARY, False, False, owed)), p0=paid)


def test_more_debts_than_64_bits_can_add_up_are_paid_in_full() -> None:
    great = 2**62
    frame = debts(
        *[(0, "principal", JANUARY, False, False, great) for _ in range(4)],
        (0, "principal", FEBRUARY, False, False, 7),
    )

    assert allocated(frame, p0=great) == [great // 4] * 4 + [0]


class TestSharingOnePayment:
    def test_the_earliest_due_is_paid_first_and_one_day_in_proportion(self) -> None:
        owed = [
            allocation.Debt("feb", FEBRUARY, Decimal(400)),
            allocation.Debt("feb waste", FEBRUARY, Decimal(400)),
            allocation.Debt("jan", JANUARY, Decimal(500)),
        ]

        assert allocation.share(Decimal(1000), owed) == [
            ("jan", Decimal(500)),
            ("feb", Decimal(250)),
            ("feb waste", Decimal(250)),
        ]

    def test_what_gets_nothing_is_left_out_and_the_rest_is_an_advance(self) -> None:
        owed = [
            allocation.Debt(1, JANUARY, Decimal(5)),
            allocation.Debt(2, JANUARY, Decimal(0)),
            allocation.Debt(3, FEBRUARY, Decimal(0)),
        ]

        assert allocation.share(Decimal(9), owed) == [(1, Decimal(5))]
        assert allocation.share(Decimal(0), owed) == []
        assert allocation.share(Decimal(9), []) == []

    @pytest.mark.parametrize(
        ("paid", "owed", "message"),
        [
            ("-1", "1", "amount: -1: must not be negative"),
            ("0", "0.001", "debts.amount: 0.001: has more than 2 decimal places"),
        ],
    )
    def test_absurd_sums_are_refused(self, paid: str, owed: str, message: str) -> None:
        with pytest.raises(inputs.UnableToCalculate, match=message):
            allocation.share(Decimal(paid), [allocation.Debt(1, JANUARY, Decimal(owed))])
