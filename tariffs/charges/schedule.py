"""When organizations pay for electricity.

PP 442 p. 82. 30 % by the 10th, 40 % by the 25th, the rest by the 18th of the next month.
"""

from datetime import date

import polars as pl

from tariffs import due_dates, exact
from tariffs.exact import column
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import series

ACT = "п. 82 Основных положений, утв. ПП РФ от 04.05.2012 № 442"
BASE = column("base", places=2, most=10**13)
FACT = column("fact", places=2, most=10**13)


def installments(frame: pl.DataFrame, *, period: date) -> pl.DataFrame:
    """Give rows ``row due amount``: the advances from ``base`` and what is left of ``fact``.

    An overpayment is negative.

    :raises UnableToCalculate: when the period is not the first day of a month.
    :raises NotInForce: when no schedule is known for the period.
    """
    if period.day != 1:
        raise UnableToCalculate(
            field="period",
            value=period,
            reason="must be the first day of a month",
        )
    edition = series("payment_schedule").on(period)
    frame = exact.checked(frame, BASE, FACT)
    advances = [
        frame.select(
            "row",
            due=pl.lit(period.replace(day=part["day"])),
            amount=(BASE * int(part["percent"]) / 100).rounded(2),
        )
        for part in edition["installments"]
    ]
    paid = pl.concat(advances).group_by("row").agg(pl.col("amount").sum().alias("paid"))
    rest = frame.join(paid, on="row", maintain_order="left")
    last = pl.lit(due_dates.business_due_date(period=period, service="electricity"))
    return pl.concat(
        [
            *advances,
            rest.select(
                "row",
                due=last,
                amount=pl.col("fact") - pl.col("paid"),
            ),
        ]
    ).sort("row", "due")
