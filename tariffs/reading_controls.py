"""Controls of a meter reading before it is charged.

One rule a function, each an expression that is true when the rule is broken.

The greatest volume that a meter can physically pass is counted from its current and phases, or its
pipe. What a broken rule leads to stands in :data:`CONTROLS`, from the gravest; nothing here blocks
a bill: held readings are charged by the average. What is not known (null) about the meter or the
past is not controlled by, but never explains a reading that runs backwards.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl

from tariffs import exact, inputs
from tariffs.exact import column
from tariffs.parameters import Row, series

ACT = "п. 31, 61, 82–84 Правил, утв. ПП РФ от 06.05.2011 № 354"
PHASE_KILOVOLTS = Decimal("0.23")
REQUIRED = (
    column("value", places=3, most=10**10, signed=True),
    column("previous", places=3, most=10**10),
    column("zero_periods", most=10**4),
    column("residents", most=10**4),
)
KNOWN_OR_NULL = (
    column("digits", most=11, positive=True),
    column("physical_most", places=6, most=10**10, positive=True),
    column("average", places=6, most=10**10),
    column("greatest_rise", places=6, most=10**10),
    column("zones_sum", places=3, most=10**10),
    column("zones_total", places=3, most=10**10),
    column("window_first_day", most=32, positive=True),
    column("window_last_day", most=32, positive=True),
)
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


def duplicate(_: Row) -> pl.Expr:
    """Find the second and further copies of one reading.

    Same meter, scale, date, value and source.
    """
    return ~pl.struct(IDENTITY).is_first_distinct()


def impossible_date(*, today: date) -> pl.Expr:
    """Find readings before the meter was commissioned, after today, or after it was removed."""
    day = pl.col("read_on")
    return (
        (day < pl.col("commissioned_on"))
        | (day > pl.lit(today))
        | (day >= pl.col("removed_on")).fill_null(False)
    )


def off_the_dial(_: Row) -> pl.Expr:
    """Find what no dial can show: less than nothing, or more than its digits."""
    is_beyond = (pl.col("value") >= _turn()).fill_null(False)
    return (pl.col("value") < 0) | is_beyond


def backwards(_: Row) -> pl.Expr:
    """Find readings below the previous one that a new turn of the dial, if its digits and limit are
    known, cannot explain.
    """
    can_be = _volume().is_between(0, pl.col("physical_most"))
    explained = can_be.fill_null(False)
    has_turned = pl.col("value") < pl.col("previous")
    return has_turned & ~explained


def beyond_physics(_: Row) -> pl.Expr:
    """Find more than the wires or the pipe can pass."""
    goes_on = pl.col("value") >= pl.col("previous")
    is_too_much = _volume() > pl.col("physical_most")
    return (goes_on & is_too_much).fill_null(False)


def zones_disagree(edition: Row) -> pl.Expr:
    """Find zone scales whose sum is not the total scale within one unit."""
    difference = (pl.col("zones_sum") - pl.col("zones_total")).abs()
    is_wrong = difference > edition.decimal("zones_tolerance")
    return is_wrong.fill_null(False)


def early(edition: Row) -> pl.Expr:
    """Find readings before the first day of the window: they wait for it."""
    return pl.col("read_on").dt.day() < pl.col("window_first_day").fill_null(
        pl.lit(edition["window_first_day"])
    )


def late(edition: Row) -> pl.Expr:
    """Find readings after the last day of the window.

    They belong to the next period, this one goes by the average.
    """
    return pl.col("read_on").dt.day() > pl.col("window_last_day").fill_null(
        pl.lit(edition["window_last_day"])
    )


def spike(edition: Row) -> pl.Expr:
    """Find volumes several times the average, or above it by more than ever.

    A person confirms them, the bill goes by the average.
    """
    average = pl.col("average")
    many_times = _volume() > average * edition.decimal("spike_times")
    more_than_ever = _volume() > average + pl.col("greatest_rise")
    return many_times.fill_null(False) | more_than_ever.fill_null(False)


def too_long_zero(edition: Row) -> pl.Expr:
    """Find no consumption for three periods and more where people live."""
    nothing_used = (_volume() == 0).fill_null(False)
    periods = pl.col("zero_periods") + 1
    is_long = periods >= pl.lit(edition["zero_periods"])
    is_lived_in = pl.col("residents") > 0
    return nothing_used & is_long & is_lived_in


def _volume() -> pl.Expr:
    """Take the difference, over the end of the dial when the reading is below the previous one."""
    has_turned = pl.col("value") < pl.col("previous")
    turn = pl.when(has_turned).then(_turn()).otherwise(0)
    difference = pl.col("value") - pl.col("previous")
    return difference + turn


def _turn() -> pl.Expr:
    """Give the number that the dial cannot show any more."""
    ten = pl.lit(10).cast(pl.Int64)
    digits = pl.col("digits").cast(pl.Int64)
    return ten.pow(digits).cast(pl.Decimal(38, 0))


CONTROLS: dict[str, tuple[str, Callable[[Row], pl.Expr]]] = {
    "duplicate": ("SKIP", duplicate),
    "off_the_dial": ("REJECT", off_the_dial),
    "backwards": ("HOLD", backwards),
    "beyond_physics": ("REJECT", beyond_physics),
    "zones_disagree": ("HOLD", zones_disagree),
    "early": ("HOLD", early),
    "late": ("NEXT_PERIOD", late),
    "spike": ("CONFIRM", spike),
    "too_long_zero": ("INSPECT", too_long_zero),
}


def check(frame: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """Add ``control``, the gravest rule that a reading breaks, and ``result``.

    What to do with it; ACCEPT when it breaks none.

    Reads ``meter scale read_on value source previous zero_periods residents commissioned_on``.
    These may be null or absent: ``digits physical_most average greatest_rise zones_sum zones_total
    removed_on``, and the days of the window, which are then those of the parameter:
    ``window_first_day window_last_day``. `greatest_rise` is the largest difference of a month from
    the average so far.

    :raises UnableToCalculate: when a column is missing, has a gap or holds no exact numbers, or a
        number is out of its bounds.
    """
    edition = series("reading_controls").on(today)
    checked = _checked(frame)
    broken = {"impossible_date": impossible_date(today=today)}
    results = {"impossible_date": "REJECT"}
    for name, (result_of, rule) in CONTROLS.items():
        broken[name] = rule(edition)
        results[name] = result_of
    found = (pl.when(is_broken).then(pl.lit(name)) for name, is_broken in broken.items())
    gravest = checked.select(pl.coalesce(*found)).to_series()
    result = pl.col("control").replace_strict(
        results,
        default="ACCEPT",
        return_dtype=pl.String,
    )
    controlled = frame.with_columns(control=gravest)
    return controlled.with_columns(result=result)


def _checked(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the columns the controls read, in their types.

    Of an unknown type or with a gap, none would ever be broken.
    """
    exact.required(
        frame,
        days=("read_on", "commissioned_on"),
        any_type=("meter", "scale", "source"),
    )
    absent = [
        name
        for name in ("removed_on", *(each.name for each in KNOWN_OR_NULL))
        if name not in frame.columns
    ]
    frame = frame.with_columns(pl.lit(None).alias(name) for name in absent)
    for each in KNOWN_OR_NULL:
        exact.checked(
            frame.select(pl.col(each.name).drop_nulls()),
            each,
        )
    known = [pl.col(each.name).cast(pl.Decimal(38, each.places)) for each in KNOWN_OR_NULL]
    return exact.checked(frame, *REQUIRED).with_columns(
        *known,
        pl.col("removed_on").cast(pl.Date),
    )
