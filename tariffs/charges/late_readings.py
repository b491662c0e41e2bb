"""Readings that come late, and tariffs that change between readings: Rules 354 pp. 59, 61."""

import polars as pl

from tariffs import exact
from tariffs.charges import in_force, meter
from tariffs.charges.lines import adding_up, charged
from tariffs.charges.quantities import TARIFF, VOLUME
from tariffs.exact import column

ACT = "п. 59, 61 Правил, утв. ПП РФ от 06.05.2011 № 354"
LAST_FACT = column("last_fact", places=3, most=10**9)
READING = column("reading", places=3, most=10**9)
ESTIMATED = column("estimated", places=6, most=10**9)
DAYS = column("days", most=10**5, positive=True)
ALL_DAYS = column("all_days", most=10**6, positive=True)


def corrected(frame: pl.DataFrame) -> pl.DataFrame:
    """Post the difference to what was estimated.

    ``last_fact reading estimated tariff`` give a signed ``volume`` and ``amount``.

    A negative difference takes back estimates and stays as a credit. With ``digits``, a reading
    below the last one may be a new turn of the dial, as :mod:`tariffs.charges.meter` believes it:
    ``rolled_over``.

    :raises UnableToCalculate: when the reading is below the last one that is a fact, and no turn of
        the dial explains it.
    """
    frame = exact.checked(frame, LAST_FACT, READING, ESTIMATED, TARIFF)
    tells_of_dial = {meter.DIGITS.name, meter.PHYSICAL_MOST.name}
    if tells_of_dial.isdisjoint(frame.columns):
        below = pl.col("reading") < pl.col("last_fact")
        exact.refuse(frame, below, field="reading", reason="is below last_fact, {last_fact}")
        return charged(frame, READING - LAST_FACT - ESTIMATED)
    frame = meter.turned(frame, previous=LAST_FACT, current=READING)
    used = meter.used(previous=LAST_FACT, current=READING)
    return charged(frame, used - ESTIMATED).drop("dial")


def split_by_days(frame: pl.DataFrame) -> pl.DataFrame:
    """Split a volume over tariffs by their days when no reading was taken at the change.

    Rows are segments ``row volume from to tariff`` of one interval (volume is the whole
    interval's); each gets ``segment_volume``, by largest remainder, so that they add up to the
    whole, and ``amount``, from its exact part.

    :raises UnableToCalculate: when a segment is empty, overlaps the one before it or leaves a gap,
        or a number is out of its bounds.
    :raises NotInForce: when the Rules are not known for the days.
    """
    in_force.check(frame, in_force.RULES_354)
    _check_adjoining(frame)
    days = (pl.col("to") - pl.col("from")).dt.total_days()
    frame = frame.with_columns(days=days).with_columns(all_days=pl.col("days").sum().over("row"))
    frame = exact.checked(frame, VOLUME, TARIFF, DAYS, ALL_DAYS)
    part = VOLUME * DAYS / ALL_DAYS
    return frame.with_columns(
        segment_volume=adding_up(part, within="row"),
        amount=(part * TARIFF).rounded(2),
    )


def _check_adjoining(frame: pl.DataFrame) -> None:
    ordered = frame.sort("row", "from", maintain_order=True).with_columns(
        ended=pl.col("to").shift(1).over("row")
    )
    exact.refuse(
        ordered,
        pl.col("ended") != pl.col("from"),
        field="from",
        reason="must be the day on which the segment before it ends, {ended}",
    )
