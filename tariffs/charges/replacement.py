"""Replacement information of organizations' meters: PP 442 pp. 166, 178-181.

A control meter speaks first. Without one, in the first and second period without readings: the same
month of the last year, else the last period with readings; from the third on, and from the second
refusal of access, the greatest power round the clock.
"""

import polars as pl

from tariffs import exact
from tariffs.exact import column

ACT = "п. 166, 178–181 Основных положений, утв. ПП РФ от 04.05.2012 № 442"
PERIOD = column("missing_period", most=10**4, positive=True)
MAX_POWER = column("max_power", places=3, most=10**6, positive=True)
HOURS = column("hours", most=745, positive=True)  # of one billing period, a month
REFUSALS = column("refusals", most=10**4)
PAST = tuple(
    column(name, places=3, most=10**9)
    for name in ("control_volume", "last_year_volume", "last_volume")
)
PERIODS_BY_HISTORY = 2
REFUSALS_ALLOWED = 1


def volume(frame: pl.DataFrame) -> pl.DataFrame:
    """Stand in for a missing reading.

    ``missing_period last_year_volume last_volume max_power hours`` give ``volume`` and ``source``.

    Either volume may be null; ``control_volume``, of the control meter, and ``refusals``, how often
    access was refused, may be left out. ``source`` is CONTROL_METER, LAST_YEAR, LAST_PERIOD or
    MAX_POWER.

    :raises UnableToCalculate: when a number is out of its bounds, or there is no history to go by.
    """
    frame = _checked(frame)
    by_power = pl.col("refusals") > REFUSALS_ALLOWED
    late = pl.col("missing_period") > PERIODS_BY_HISTORY
    source = (
        pl.when(by_power | (late & pl.col("control_volume").is_null()))
        .then(pl.lit("MAX_POWER"))
        .when(pl.col("control_volume").is_not_null())
        .then(pl.lit("CONTROL_METER"))
        .when(pl.col("last_year_volume").is_not_null())
        .then(pl.lit("LAST_YEAR"))
        .otherwise(pl.lit("LAST_PERIOD"))
    )
    found = frame.with_columns(source=source)
    past = pl.coalesce(*(each.name for each in PAST))
    powered = pl.col("source") == "MAX_POWER"
    exact.refuse(
        found,
        ~powered & past.is_null(),
        field="last_volume",
        reason="is missing",
    )
    return found.with_columns(
        volume=pl.when(powered).then((MAX_POWER * HOURS).rounded(3)).otherwise(past)
    )


def _checked(frame: pl.DataFrame) -> pl.DataFrame:
    """Check every volume that is given under its own name, whether the period goes by it or not."""
    absent = {
        name: pl.lit(value)
        for name, value in (("control_volume", None), ("refusals", 0))
        if name not in frame.columns
    }
    frame = exact.checked(
        frame.with_columns(**absent),
        PERIOD,
        MAX_POWER,
        HOURS,
        REFUSALS,
    )
    for each in PAST:
        exact.checked(
            frame.filter(pl.col(each.name).is_not_null()),
            each,
        )
    return frame.with_columns(pl.col(each.name).cast(pl.Decimal(38, each.places)) for each in PAST)
