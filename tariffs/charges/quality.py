"""Reduction for an interrupted service: Rules 354 p. 98 and appendix 1: 0.15 % of the month's fee for each hour over what is allowed."""

import polars as pl

from tariffs import exact
from tariffs.exact import column
from tariffs.parameters import series

ACT = "п. 98, прил. 1 Правил, утв. ПП РФ от 06.05.2011 № 354"
FEE = column("fee", places=2, most=10**9)
HOURS = column("hours", most=745)


def reduction(frame: pl.DataFrame) -> pl.DataFrame:
    """Give ``amount``, to be taken off the month's ``fee`` for the ``hours`` of excess interruption; never more than the fee.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, FEE, HOURS)
    percent = series("interruption_percent").rows[-1].fraction()
    return frame.with_columns(amount=(exact.least(FEE * HOURS * percent / 100, FEE * 1) * -1).rounded(2))
