"""By the average: Rules 354 pp. 59, 59(1).

The mean of at least six months; a younger meter gives its months, but at least three.
"""

from datetime import date

import polars as pl

from tariffs import exact
from tariffs.charges import in_force
from tariffs.charges.quantities import TARIFF, VOLUME
from tariffs.exact import column
from tariffs.inputs import UnableToCalculate

ACT = "п. 59 Правил, утв. ПП РФ от 06.05.2011 № 354"
TOTAL = column("total_volume", places=6, most=10**11)
MONTHS = column("months", most=1_200, positive=True)


def charge(history: pl.DataFrame, *, on: date | None = None) -> pl.DataFrame:
    """Average the months of each ``row``.

    Its rows of ``volume`` and one ``tariff`` give ``months``, ``volume`` and ``amount``.

    How many months are needed is the law of the day `on`, the newest if none is given.

    :raises UnableToCalculate: when there are fewer than three months: the norm applies then
        (p. 59).
    :raises NotInForce: when that is not known for the day.
    """
    history = exact.checked(history, VOLUME, TARIFF)
    total = VOLUME.sum(most_rows=100).rounded(6)
    means = history.group_by("row", maintain_order=True).agg(
        total_volume=total,
        months=pl.len().cast(pl.Int64),
        tariff=pl.col("tariff").first(),
    )
    short = means.filter(
        pl.col("months") < in_force.edition("average_periods", on=on)["least_months"]
    )
    if not short.is_empty():
        raise UnableToCalculate(
            field="volumes",
            value=short["months"][0],
            reason="fewer than 3 months have no average: charge by the norm",
        )
    means = exact.checked(means, TOTAL, MONTHS)
    mean = TOTAL / MONTHS
    return means.with_columns(
        volume=mean.rounded(3),
        amount=(mean * TARIFF).rounded(2),
    )
