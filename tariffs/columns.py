"""Exact arithmetic on whole columns: the few Polars idioms that the rules share.

Money is counted in whole kopecks, days in whole days since 1970, products in 128-bit integers:
nothing here can lose a fraction.
"""

from datetime import date, timedelta

import polars as pl

EPOCH = date(1970, 1, 1)
FOREVER = 2**31 - 1
WIDE = pl.Int128


def day_number(day: date) -> int:
    """Give the number of a day, as a date column holds it inside."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Give the day back from its number."""
    return EPOCH + timedelta(days=number)


def divided(numerator: pl.Expr, denominator: int) -> pl.Expr:
    """Divide whole numbers that are not negative and round half up."""
    twice = pl.lit(2 * denominator, dtype=WIDE)
    return ((2 * numerator.cast(WIDE) + denominator) // twice).cast(pl.Int64)


def shared(numerator: pl.Expr, denominator: pl.Expr, *, within: str) -> pl.Expr:
    """Round each group's exact sum half up once and make its rows add up to it.

    Largest remainder, the earlier row on a tie.

    Whole numbers that are not negative; the denominator is below 2**63 and the same for all rows of
    a group.
    """
    floor = numerator // denominator
    total = (2 * numerator.sum().over(within) + denominator) // (2 * denominator)
    place = (numerator % denominator).cast(pl.Int64).rank("ordinal", descending=True).over(within)
    return floor + (place <= total - floor.sum().over(within)).cast(WIDE)


def apportioned(numerator: str, denominator: int, *, within: str) -> list[pl.Expr]:
    """Share exact numerators of one denominator.

    Gives the columns ``amount`` (of the row) and ``total`` (of its group).
    """
    exact = pl.col(numerator).cast(WIDE)
    unit = pl.lit(denominator, dtype=WIDE)
    amount = shared(exact, unit, within=within)
    total = divided(exact.sum().over(within), denominator)
    return [
        amount.cast(pl.Int64).alias("amount"),
        total.alias("total"),
    ]


def split(frame: pl.DataFrame, *, table: pl.DataFrame, origin: pl.Expr) -> pl.DataFrame:
    """Cut each row's days ``[start, end)`` where the steps of `table` begin, and add the columns of
    the step.

    ``table.at`` holds the first days of the steps in order, counted from `origin`; the first must
    not be later than any start.
    """
    at = table["at"]
    days = frame.select(
        start=pl.col("start") - origin,
        end=pl.col("end") - origin,
    )
    first = at.search_sorted(days["start"], side="right").cast(pl.Int64) - 1
    after = at.search_sorted(days["end"], side="left").cast(pl.Int64)
    numbers = pl.int_ranges(first, after).alias("piece")
    pieces = frame.with_columns(numbers).explode("piece")
    until = at.shift(-1, fill_value=FOREVER // 2)
    steps = table.with_columns(until=until)[pieces["piece"]]
    return (
        pieces.drop("piece")
        .hstack(steps.get_columns())
        .with_columns(
            start=pl.max_horizontal("start", origin + pl.col("at")),
            end=pl.min_horizontal("end", origin + pl.col("until")),
        )
        .drop("at", "until")
    )
