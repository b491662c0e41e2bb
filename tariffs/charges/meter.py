"""By the meter: Rules 354 p. 42, appendix 2 formula 1. ``V = (R2 - R1) * K``, ``P = V * T``; past the last digit the dial begins anew."""

import polars as pl

from tariffs import exact
from tariffs.charges.quantities import TARIFF
from tariffs.exact import column

ACT = "п. 42, прил. 2 ф. 1 Правил, утв. ПП РФ от 06.05.2011 № 354"
PREVIOUS = column("previous", places=3, most=10**12)
CURRENT = column("current", places=3, most=10**12)
DIGITS = column("digits", most=13, positive=True)
RATIO = column("ratio", places=3, most=10**6, positive=True)
DIAL = column("dial", most=10**12 + 1)


def charge(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge one scale of one meter a row: ``previous current digits ratio tariff`` give ``volume`` and ``amount``.

    Zones of the day are rows of their own. Whether a new turn of the dial is possible at all is for :mod:`tariffs.reading_controls`.

    :raises UnableToCalculate: when a reading has more digits than the dial.
    """
    frame = exact.checked(frame, PREVIOUS, CURRENT, DIGITS, RATIO, TARIFF)
    frame = frame.with_columns(dial=pl.lit(10).cast(pl.Int64).pow(pl.col("digits").cast(pl.Int64)).cast(pl.Decimal(38, 0)))
    _check_digits(frame)
    turned = exact.when(pl.col("current") < pl.col("previous"), then=DIAL, otherwise=0)
    used = (CURRENT - PREVIOUS + turned) * RATIO
    return frame.with_columns(volume=used.rounded(3), amount=(used * TARIFF).rounded(2))


def _check_digits(frame: pl.DataFrame) -> None:
    for name in ("previous", "current"):
        exact.refuse(frame, pl.col(name) >= pl.col("dial"), field=name, reason="does not fit the {digits} digits of the dial")
