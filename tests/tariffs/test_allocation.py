"""Allocation of payments on columns: many payers at once, nothing lost, nothing guessed."""

from datetime import date

import polars as pl
import pytest

from tariffs import allocation, inputs

JANUARY, FEBRUARY = date(2026, 2, 10), date(2026, 3, 15)


def debts(*rows: tuple[int, str, date, bool, bool, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["row", "kind", "due", "named", "barred", "amount"], orient="row")


def allocated(frame: pl.DataFrame, **paid: int) -> list[int]:
    payments = pl.DataFrame({"row": [int(payer[1:]) for payer in paid], "paid": list(paid.values())})
    return allocation.allocate(allocation.in_line(frame), payments)["allocated"].to_list()


def test_costs_come_first_and_penalty_last() -> None:
    frame = debts(
        (0, "penalty", JANUARY, False, False, 100), (0, "principal", JANUARY, False, False, 100), (0, "cost", FEBRUARY, False, False, 100)
    )

    assert allocated(frame, p0=150) == [0, 50, 100]


def test_what_the_payer_named_comes_before_everything() -> None:
    frame = debts((0, "cost", JANUARY, False, False, 100), (0, "principal", FEBRUARY, True, True, 100))

    assert allocated(frame, p0=150) == [50, 100]


def test_time_barred_debts_come_last() -> None:
    frame = debts((0, "principal", JANUARY, False, True, 100), (0, "penalty", FEBRUARY, False, False, 100))

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
    frame = debts(*[(0, "principal", JANUARY, False, False, great) for _ in range(4)], (0, "principal", FEBRUARY, False, False, 7))

    assert allocated(frame, p0=great) == [great // 4] * 4 + [0]
