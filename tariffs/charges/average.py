"""By the average: Rules 354 pp. 59, 59(1). The mean of at least six months; a younger meter gives its months, but at least three."""

import polars as pl

from tariffs import exact
from tariffs.charges.quantities import TARIFF, VOLUME
from tariffs.exact import column
from tariffs.parameters import series

ACT = "п. 59 Правил, утв. ПП РФ от 06.05.2011 № 354"
LEAST_MONTHS = int(series("average_periods").rows[-1]["least_months"])
TOTAL = column("total_volume", places=6, most=10**11)
MONTHS = column("months", most=1_200, positive=True)


def charge(history: pl.DataFrame) -> pl.DataFrame:
    """Average the months of each ``row``: its rows of ``volume`` and one ``tariff`` give ``months``, ``volume`` and ``amount``.

    :raises UnableToCalculate: when there are fewer than three months: the norm applies then (p. 59).
    """
    history = exact.checked(history, VOLUME, TARIFF)
    total = VOLUME.sum(most_rows=100).rounded(6)
    means = history.group_by("row", maintain_order=True).agg(
        total_volume=total, months=pl.len().cast(pl.Int64), tariff=pl.col("tariff").first()
    )
    short = pl.col("months") < LEAST_MONTHS
    exact.refuse(means, short, field="months", reason="fewer than 3 months have no average: charge by the norm")
    means = exact.checked(means, TOTAL, MONTHS)
    mean = TOTAL / MONTHS
    return means.with_columns(volume=mean.rounded(3), amount=(mean * TARIFF).rounded(2))
