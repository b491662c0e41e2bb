"""Half-open periods cut into calendar months.

The billing period of Rules 354 p. 37, and shares of it by days (pp. 56-57(1)).
"""

import polars as pl

from tariffs import exact
from tariffs.exact import Exact, column

EVERY_LENGTH = 377_580  # the least common multiple of 28, 29, 30 and 31
MOST_MONTHS = 1_200
FULL_DAYS_NEEDED = 6  # away, more than five: p. 86


def share(*, most_months: int = 1) -> Exact:
    """Give ``days / days of the month`` of the cut rows, or their sum, over one bottom for all
    months.
    """
    return column("share_units", most=EVERY_LENGTH * most_months + 1) / EVERY_LENGTH


def cut(frame: pl.DataFrame) -> pl.DataFrame:
    """Cut each row's ``[from, to)`` into months: one row a month with its own from, to, ``days``
    and ``month_days``.

    :raises UnableToCalculate: when a period is empty, runs backwards or is longer than a century.
    """
    wrong = (pl.col("to") <= pl.col("from")) | (
        pl.col("to") - pl.col("from") > pl.duration(days=36_500)
    )
    exact.refuse(frame, wrong, field="to", reason="must come after from, {from}, within a century")
    first = pl.col("from").dt.truncate("1mo")
    last = (pl.col("to") - pl.duration(days=1)).dt.truncate("1mo")
    months = frame.with_columns(month=pl.date_ranges(first, last, "1mo")).explode("month")
    days = (pl.col("to") - pl.col("from")).dt.total_days()
    month_days = pl.col("month").dt.days_in_month().cast(pl.Int64)
    return (
        months.with_columns(
            pl.max_horizontal("from", "month").alias("from"),
            pl.min_horizontal("to", pl.col("month").dt.offset_by("1mo")).alias("to"),
        )
        .with_columns(days=days, month_days=month_days)
        .with_columns(
            share_units=(pl.col("days") * (EVERY_LENGTH // pl.col("month_days"))).cast(
                pl.Decimal(38, 0)
            )
        )
    )


def away(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the full days between ``departure`` and ``arrival``, which are not counted themselves
    (p. 90), as ``[from, to)``.

    :raises UnableToCalculate: when five full days or fewer lie between them.
    """
    absent = frame.with_columns(
        pl.col("departure").dt.offset_by("1d").alias("from"), pl.col("arrival").alias("to")
    )
    short = (pl.col("to") - pl.col("from")).dt.total_days() < FULL_DAYS_NEEDED
    exact.refuse(
        absent, short, field="arrival", reason="gives fewer than 6 full days away after {departure}"
    )
    return absent
