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
    start = pl.col("from")
    end = pl.col("to")
    length = end - start
    wrong = (end <= start) | (length > pl.duration(days=36_500))
    exact.refuse(frame, wrong, field="to", reason="must come after from, {from}, within a century")
    first = start.dt.truncate("1mo")
    last_day = end - pl.duration(days=1)
    ranges = pl.date_ranges(first, last_day.dt.truncate("1mo"), "1mo")
    months = frame.with_columns(month=ranges).explode("month")
    next_month = pl.col("month").dt.offset_by("1mo")
    parts = months.with_columns(
        pl.max_horizontal("from", "month").alias("from"),
        pl.min_horizontal("to", next_month).alias("to"),
    )
    counted = parts.with_columns(
        days=length.dt.total_days(),
        month_days=pl.col("month").dt.days_in_month().cast(pl.Int64),
    )
    units_of_day = EVERY_LENGTH // pl.col("month_days")
    share_units = pl.col("days") * units_of_day
    return counted.with_columns(share_units=share_units.cast(pl.Decimal(38, 0)))


def away(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the full days between ``departure`` and ``arrival``, which are not counted themselves
    (p. 90), as ``[from, to)``.

    :raises UnableToCalculate: when five full days or fewer lie between them.
    """
    absent = frame.with_columns(
        pl.col("departure").dt.offset_by("1d").alias("from"),
        pl.col("arrival").alias("to"),
    )
    short = (pl.col("to") - pl.col("from")).dt.total_days() < FULL_DAYS_NEEDED
    exact.refuse(
        absent,
        short,
        field="arrival",
        reason="gives fewer than 6 full days away after {departure}",
    )
    return absent
