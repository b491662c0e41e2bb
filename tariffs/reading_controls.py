"""Controls of a meter reading before it is charged: one rule a function, each an expression that is true when the rule is broken.

The greatest volume that a meter can physically pass is counted from its current and phases, or its pipe. What a broken rule leads to
stands in :data:`CONTROLS`, from the gravest; nothing here blocks a bill: held readings are charged by the average.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl

from tariffs import inputs

ACT = "п. 31, 61, 82–84 Правил, утв. ПП РФ от 06.05.2011 № 354"
SPIKE = 4  # times the average
ZERO_PERIODS = 3
ZONES_TOLERANCE = 1
PHASE_KILOVOLTS = Decimal("0.23")
IDENTITY = ("meter", "scale", "read_on", "value", "source")


def most_energy(*, amperes: Decimal, phases: int, hours: int) -> Decimal:
    """Give the energy, kWh, that cannot be exceeded.

    >>> most_energy(amperes=Decimal(60), phases=1, hours=31 * 24)
    Decimal('10267.20')

    :raises UnableToCalculate: when a number makes no sense.
    """
    inputs.positive(field="amperes", value=amperes)
    inputs.whole(field="phases", value=phases, least=1, most=3)
    return amperes * PHASE_KILOVOLTS * phases * inputs.whole(field="hours", value=hours, least=1)


def most_water(*, cubic_meters_hourly: Decimal, hours: int) -> Decimal:
    """Give the volume of water that cannot be exceeded; a 15 mm pipe passes 3 cubic meters an hour.

    >>> most_water(cubic_meters_hourly=Decimal(3), hours=24)
    Decimal('72')

    :raises UnableToCalculate: when a number makes no sense.
    """
    inputs.positive(field="cubic_meters_hourly", value=cubic_meters_hourly)
    return cubic_meters_hourly * inputs.whole(field="hours", value=hours, least=1)


def duplicate() -> pl.Expr:
    """Find the second and further copies of one reading: same meter, scale, date, value and source."""
    return ~pl.struct(IDENTITY).is_first_distinct()


def impossible_date(*, today: date) -> pl.Expr:
    """Find readings before the meter was commissioned, after today, or after it was removed."""
    day = pl.col("read_on")
    return (day < pl.col("commissioned_on")) | (day > pl.lit(today)) | (day >= pl.col("removed_on")).fill_null(False)


def backwards() -> pl.Expr:
    """Find readings below the previous one that a new turn of the dial cannot explain."""
    return (pl.col("value") < pl.col("previous")) & (_volume() > pl.col("physical_most"))


def beyond_physics() -> pl.Expr:
    """Find more than the wires or the pipe can pass."""
    return (pl.col("value") >= pl.col("previous")) & (_volume() > pl.col("physical_most"))


def zones_disagree() -> pl.Expr:
    """Find zone scales whose sum is not the total scale within one unit."""
    return ((pl.col("zones_sum") - pl.col("zones_total")).abs() > ZONES_TOLERANCE).fill_null(False)


def late() -> pl.Expr:
    """Find readings after the last day of the window: they belong to the next period, this one goes by the average."""
    return pl.col("read_on").dt.day() > pl.col("window_last_day")


def spike() -> pl.Expr:
    """Find volumes several times the average: a person confirms them, the bill goes out by the average."""
    return (_volume() > pl.col("average") * SPIKE).fill_null(False)


def too_long_zero() -> pl.Expr:
    """Find no consumption for three periods and more where people live."""
    return (_volume() == 0) & (pl.col("zero_periods") + 1 >= ZERO_PERIODS) & (pl.col("residents") > 0)


def _volume() -> pl.Expr:
    """Take the difference, over the end of the dial when the reading is below the previous one."""
    turn = pl.when(pl.col("value") < pl.col("previous")).then(pl.lit(10).cast(pl.Int64).pow(pl.col("digits"))).otherwise(0)
    return pl.col("value") - pl.col("previous") + turn.cast(pl.Decimal(38, 0))


CONTROLS: dict[str, tuple[str, Callable[[], pl.Expr]]] = {
    "duplicate": ("SKIP", duplicate),
    "backwards": ("HOLD", backwards),
    "beyond_physics": ("REJECT", beyond_physics),
    "zones_disagree": ("HOLD", zones_disagree),
    "late": ("NEXT_PERIOD", late),
    "spike": ("CONFIRM", spike),
    "too_long_zero": ("INSPECT", too_long_zero),
}


def check(frame: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """Add ``control``, the gravest rule that a reading breaks, and ``result``: what to do with it; ACCEPT when it breaks none.

    Reads ``meter scale read_on value source previous digits physical_most average zero_periods residents window_last_day
    commissioned_on removed_on zones_sum zones_total``; average, removed_on and the zones may be null.
    """
    found = [pl.when(rule()).then(pl.lit(name)) for name, (_, rule) in CONTROLS.items()]
    control = pl.coalesce(pl.when(impossible_date(today=today)).then(pl.lit("impossible_date")), *found)
    results = {"impossible_date": "REJECT"} | {name: result for name, (result, _) in CONTROLS.items()}
    result = pl.col("control").replace_strict(results, default="ACCEPT", return_dtype=pl.String)
    return frame.with_columns(control=control).with_columns(result=result)
