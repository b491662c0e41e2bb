"""Lowered electricity tariff of rural dwellers and electric stoves: PP 1178 p. 71.

The published tariff is charged, never the product.

The coefficient, from 0.7 to 1, is the region's; whether stove and heating, or either of them,
qualify is for the tariff act.
"""

from decimal import Decimal

import polars as pl

from tariffs import exact
from tariffs.charges.quantities import TARIFF
from tariffs.exact import column

ACT = "п. 71 Основ ценообразования, утв. ПП РФ от 29.12.2011 № 1178"
COEFFICIENT = column("coefficient", places=4, most=2, positive=True)
LEAST = Decimal("0.7")
MOST = Decimal(1)


def published(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the ``published`` tariff, whole kopecks, that ``tariff`` and ``coefficient`` lead to: to
    check a price list with.

    :raises UnableToCalculate: when the coefficient lies outside 0.7 to 1.
    """
    frame = exact.checked(frame, TARIFF, COEFFICIENT)
    outside = ~pl.col("coefficient").is_between(LEAST, MOST)
    exact.refuse(frame, outside, field="coefficient", reason="must lie from 0.7 to 1")
    return frame.with_columns(published=(TARIFF * COEFFICIENT).rounded(2))
