"""Reduction for an interrupted service.

Rules 354 p. 98 and appendix 1: 0.15 % of the month's fee for each hour over what is allowed.
"""

from datetime import date

import polars as pl

from tariffs import exact
from tariffs.charges import in_force
from tariffs.exact import column

ACT = "п. 98, прил. 1 Правил, утв. ПП РФ от 06.05.2011 № 354"
FEE = column("fee", places=2, most=10**9)
HOURS = column("hours", most=745)


def reduction(frame: pl.DataFrame, *, on: date | None = None) -> pl.DataFrame:
    """Give ``amount``, to be taken off the month's ``fee`` for the ``hours`` of excess
    interruption; never more than the fee.

    The percent is that of the day `on`, of the newest edition if none is given.

    :raises UnableToCalculate: when a number is out of its bounds.
    :raises NotInForce: when the percent is not known for the day.
    """
    frame = exact.checked(frame, FEE, HOURS)
    percent = in_force.edition("interruption_percent", on=on).fraction()
    return frame.with_columns(
        amount=(
            exact.least(
                FEE * HOURS * percent / 100,
                FEE * 1,
            )
            * -1
        ).rounded(2)
    )
