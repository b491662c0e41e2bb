"""Replacement information of organizations' meters: PP 442 pp. 166, 178-181.

First and second period without readings: the same month of the last year, else the last period with readings; from the third on the
greatest power round the clock.
"""

import polars as pl

from tariffs import exact
from tariffs.exact import column

ACT = "п. 166, 178–181 Основных положений, утв. ПП РФ от 04.05.2012 № 442"
PERIOD = column("missing_period", most=10**4, positive=True)
MAX_POWER = column("max_power", places=3, most=10**6, positive=True)
HOURS = column("hours", most=8_785, positive=True)
LAST_VOLUME = column("last_volume", places=3, most=10**9)
PERIODS_BY_HISTORY = 2


def volume(frame: pl.DataFrame) -> pl.DataFrame:
    """Stand in for a missing reading: ``missing_period last_year_volume last_volume max_power hours`` give ``volume`` and ``source``.

    Either volume may be null; ``source`` is LAST_YEAR, LAST_PERIOD or MAX_POWER.

    :raises UnableToCalculate: when a number is out of its bounds, or there is no history to go by.
    """
    frame = exact.checked(frame, PERIOD, MAX_POWER, HOURS)
    by_history = pl.col("missing_period") <= PERIODS_BY_HISTORY
    past = pl.coalesce("last_year_volume", "last_volume")
    exact.checked(frame.filter(by_history).select(last_volume=past), LAST_VOLUME)
    return frame.with_columns(
        volume=pl.when(by_history).then(past.cast(pl.Decimal(38, 3))).otherwise((MAX_POWER * HOURS).rounded(3)),
        source=pl.when(~by_history)
        .then(pl.lit("MAX_POWER"))
        .when(pl.col("last_year_volume").is_not_null())
        .then(pl.lit("LAST_YEAR"))
        .otherwise(pl.lit("LAST_PERIOD")),
    )
