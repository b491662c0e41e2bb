"""By the meter: Rules 354 p. 42, appendix 2 formula 1.

``V = (R2 - R1) * K``, ``P = V * T``; past the last digit the dial begins anew.

A reading below the previous one is a new turn of the dial or a typing error. A turn is believed up
to ``physical_most``, what the wires or the pipe can pass between the readings, in units of the
dial; where that is not given, only if the way on through zero is shorter than half of the dial, so
that the reading is nearer forwards than backwards. Anything else is a person's to look at.
"""

import polars as pl

from tariffs import exact
from tariffs.charges.lines import charged
from tariffs.charges.quantities import TARIFF
from tariffs.exact import Column, Exact, column

ACT = "п. 42, прил. 2 ф. 1 Правил, утв. ПП РФ от 06.05.2011 № 354"
PREVIOUS = column("previous", places=3, most=10**12)
CURRENT = column("current", places=3, most=10**12)
DIGITS = column("digits", most=13, positive=True)
RATIO = column("ratio", places=3, most=10**6, positive=True)
DIAL = column("dial", most=10**12 + 1)
PHYSICAL_MOST = column("physical_most", places=3, most=10**12)


def charge(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge one scale of one meter a row.

    ``previous current digits ratio tariff`` give ``volume``, ``amount`` and ``rolled_over``.

    Zones of the day are rows of their own. With ``physical_most`` no more than that is charged.

    :raises UnableToCalculate: when a reading has more digits than the dial, or no new turn of the
        dial can explain it.
    """
    frame = turned(
        exact.checked(frame, RATIO, TARIFF),
        previous=PREVIOUS,
        current=CURRENT,
    )
    return charged(
        frame,
        used(previous=PREVIOUS, current=CURRENT) * RATIO,
    ).drop("dial")


def turned(frame: pl.DataFrame, *, previous: Column, current: Column) -> pl.DataFrame:
    """Check two readings of a dial of so many ``digits``.

    Gives ``rolled_over`` and what a turn of the ``dial`` adds.

    :raises UnableToCalculate: when a reading has more digits than the dial, or no new turn of the
        dial can explain it.
    """
    frame = exact.checked(frame, previous, current, DIGITS)
    frame = frame.with_columns(
        dial=pl.lit(10).cast(pl.Int64).pow(pl.col("digits").cast(pl.Int64)).cast(pl.Decimal(38, 0))
    )
    for name in (previous.name, current.name):
        exact.refuse(
            frame,
            pl.col(name) >= pl.col("dial"),
            field=name,
            reason="does not fit the {digits} digits of the dial",
        )
    frame = frame.with_columns(rolled_over=pl.col(current.name) < pl.col(previous.name))
    _check_physics(frame, previous, current)
    return frame


def used(*, previous: Column, current: Column) -> Exact:
    """Give what the dial of a row that was :func:`turned` counted."""
    return current - previous + exact.when(pl.col("rolled_over"), then=DIAL, otherwise=0)


def _check_physics(frame: pl.DataFrame, previous: Column, current: Column) -> None:
    counted = frame.with_columns(counted=used(previous=previous, current=current).rounded(3))
    if PHYSICAL_MOST.name in frame.columns:
        counted = exact.checked(counted, PHYSICAL_MOST)
        exact.refuse(
            counted,
            pl.col("counted") > pl.col("physical_most"),
            field=current.name,
            reason="makes {counted}, which is more than physical_most, {physical_most}",
        )
    else:
        exact.refuse(
            counted,
            pl.col("rolled_over") & (pl.col("counted") * 2 >= pl.col("dial")),
            field=current.name,
            reason=(
                "is below the previous reading: a new turn of the dial would make {counted}; "
                "give physical_most if that is possible"
            ),
        )
