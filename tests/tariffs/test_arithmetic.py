"""Rounding, shares, exact fractions on columns: nothing is lost and nothing can overflow."""

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from tariffs import exact, inputs, money
from tariffs.exact import column

AREA = column("area", places=2, most=10**6)
NORM = column("norm", places=6, most=10**4)
DAYS = column("days", most=32, positive=True)
SIGNED = column("signed", places=2, most=10**3, signed=True)


def frame(**values: object) -> pl.DataFrame:
    return pl.DataFrame(
        {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    )


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("2.6749", "2.67")],
)
def test_half_a_kopeck_goes_away_from_zero(amount: str, expected: str) -> None:
    assert money.rounded(Decimal(amount)) == Decimal(expected)


def test_a_fraction_of_a_kopeck_is_not_money() -> None:
    with pytest.raises(ValueError, match=r"amount: 0\.001"):
        money.to_kopecks(Decimal("0.001"))


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (5, [0, 1], [0, 5]),
        (0, [1, 2], [0, 0]),
        (10, [3, 3, 1], [4, 4, 2]),
    ],
)
def test_shares_add_up_to_the_whole(total: int, weights: list[int], shares: list[int]) -> None:
    assert money.apportion(total, weights=weights) == shares


@pytest.mark.parametrize("weights", [[0, 0], [2, -1]])
def test_senseless_weights_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.apportion(1, weights=weights)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (AREA * NORM, "0.50"),
        (AREA * NORM / DAYS, "0.07"),
        (AREA / DAYS + NORM / DAYS, "14.29"),
        (AREA / DAYS + 1, "15.29"),
        (NORM + AREA / DAYS, "14.29"),
        (AREA / DAYS / DAYS * DAYS, "14.29"),
        (DAYS * (AREA / DAYS), "100.00"),
        (AREA / DAYS * (NORM / DAYS), "0.01"),
        (SIGNED * NORM, "-0.02"),
        (SIGNED - AREA, "-103.50"),
        ((SIGNED - AREA).not_below_zero(), "0.00"),
        (AREA * Fraction(1, 3), "33.33"),
        (AREA / Fraction(3, 2), "66.67"),
        (exact.least(AREA, DAYS * 1), "7.00"),
        (exact.when(pl.col("area") > 50, then=AREA / DAYS, otherwise=0), "14.29"),
        (exact.when(pl.col("area") < 50, then=AREA, otherwise=NORM), "0.01"),
    ],
)
def test_formulas_are_exact_until_they_are_rounded(formula: exact.Exact, expected: str) -> None:
    given = frame(area=Decimal(100), norm=Decimal("0.005"), days=7, signed=Decimal("-3.50"))

    checked = exact.checked(given, AREA, NORM, DAYS, SIGNED)

    assert checked.select(formula.rounded(2)).item() == Decimal(expected)


def test_rows_are_added_exactly() -> None:
    thirds = exact.checked(frame(area=[Decimal(1)] * 3), AREA)

    assert thirds.select((AREA / 3).sum(most_rows=3).rounded(2)).item() == Decimal("1.00")


def test_rows_with_different_divisors_cannot_be_added() -> None:
    with pytest.raises(TypeError, match="divisors"):
        (AREA / DAYS).sum(most_rows=3)


def test_a_formula_that_could_overflow_is_refused_when_written() -> None:
    with pytest.raises(OverflowError, match="bound its columns"):
        AREA * AREA * AREA * AREA * AREA


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "area: None: is missing"),
        ({"area": None}, "area: None: is missing"),
        ({"area": [Decimal(1), None]}, "area: None: is missing"),
        ({"area": Decimal("1.005")}, r"area: 1\.005: must not be negative"),
        ({"area": Decimal("-1.00")}, r"area: -1\.00: must not be negative"),
        ({"area": 10**6}, "area: 1000000: must not be negative, must be below 1000000"),
        ({"area": Decimal("1e30")}, "area: 1000000000000000000000000000000"),
        ({"area": 1.5}, "area: Float64: must be a column of decimals"),
        ({"area": "1"}, "area: String: must be a column of decimals"),
    ],
)
def test_a_column_out_of_its_bounds_is_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=message):
        exact.checked(frame(**values), AREA)


@pytest.mark.parametrize(
    ("values", "each"), [({"days": 0}, DAYS), ({"signed": Decimal("-1000.00")}, SIGNED)]
)
def test_zero_and_sign_are_checked_where_they_matter(
    values: dict[str, object], each: exact.Column
) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=each.name):
        exact.checked(frame(**values), each)


@pytest.mark.parametrize(
    "value",
    [1.5, True, None, [], "", "abc", "NaN", "Infinity", "-Infinity", "1e15", "12,50", "1 000"],
)
def test_what_is_no_exact_number_is_refused(value: object) -> None:
    with pytest.raises(inputs.UnableToCalculate) as refusal:
        inputs.decimal(field="amount", value=value)

    assert (refusal.value.field, refusal.value.value) == ("amount", value)


@pytest.mark.parametrize("value", ["1.5", "-1", "11"])
def test_a_whole_number_has_its_bounds(value: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match="from 0 to 10"):
        inputs.whole(field="hour", value=value, most=10)


@pytest.mark.parametrize(
    "value", ["2026-02-30", "tomorrow", 20260101, None, "1899-12-31", "2201-01-01"]
)
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(inputs.UnableToCalculate, match="on: "):
        inputs.day(field="on", value=value)


def test_a_flag_is_true_or_false() -> None:
    assert inputs.flag(field="cap", value=False) is False
    with pytest.raises(inputs.UnableToCalculate, match="cap: yes"):
        inputs.flag(field="cap", value="yes")
