"""Value added tax: Tax Code art. 164 p. 3, by the date of supply.

On an advance the calculated rate (art. 164 p. 4).
"""

from datetime import date
from decimal import Decimal

import polars as pl

from tariffs import exact
from tariffs.exact import column
from tariffs.parameters import series

ACT = "п. 3, 4 ст. 164 НК РФ"
NET = column("net", places=2, most=10**13, signed=True)
GROSS = column("gross", places=2, most=10**13, signed=True)


def rate(*, on: date) -> Decimal:
    """Give the standard rate, percent, for a supply on the day.

    >>> rate(on=date(2025, 12, 31)), rate(on=date(2026, 1, 1))
    (Decimal('20'), Decimal('22'))

    :raises NotInForce: when no rate is known for the day.
    """
    return series("vat").on(on).decimal()


def added(frame: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Add the tax to ``net``: gives ``vat`` and ``gross``.

    :raises NotInForce: when no rate is known for the day.
    """
    percent = int(rate(on=on))
    tax = NET * percent / 100
    taxed = exact.checked(frame, NET).with_columns(vat=tax.rounded(2))
    return taxed.with_columns(gross=pl.col("net") + pl.col("vat"))


def contained(frame: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Take the tax out of ``gross``, as on an advance: gives ``vat`` and ``net``.

    :raises NotInForce: when no rate is known for the day.
    """
    percent = int(rate(on=on))
    taxed = exact.checked(frame, GROSS).with_columns(
        vat=(GROSS * percent / (100 + percent)).rounded(2)
    )
    return taxed.with_columns(net=pl.col("gross") - pl.col("vat"))
