"""By the norm: Rules 354 p. 42, appendix 2 formulas 4, 4(1).

Shares of a month pp. 56-57(1); absence pp. 86-97.

``P = n * N * T * K``, for part of a month by days. The part above K = 1 stands apart, as the bill
must show it (p. 69).
"""

import polars as pl

from tariffs import exact
from tariffs.charges import in_force, months
from tariffs.charges.lines import refuse_lowering
from tariffs.charges.quantities import MULTIPLIER, NORM, RESIDENTS, TARIFF
from tariffs.parameters import series

ACT = "п. 42, прил. 2 ф. 4, 4(1) Правил, утв. ПП РФ от 06.05.2011 № 354"
ACT_ABSENCE = "п. 86–97 Правил, утв. ПП РФ от 06.05.2011 № 354"
MULTIPLIERS = {
    "electricity": "norm_multiplier",
    "hot_water": "norm_multiplier",
    "cold_water": "cold_water_multiplier",
}
"""The series of the coefficient of a dwelling where a meter could stand and does not, by the
service.
"""


def lines(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge by months: ``norm persons from to tariff multiplier`` give a row a month with ``volume
    base multiplier_part amount``.

    The norm is per person and calendar month; the multiplier is at least 1.

    :raises UnableToCalculate: when a number is out of its bounds or a period runs backwards.
    :raises NotInForce: when the Rules are not known for the period.
    """
    frame = exact.checked(frame, NORM, RESIDENTS, TARIFF, MULTIPLIER)
    refuse_lowering(frame)
    in_force.check(frame, in_force.RULES_354)
    used = RESIDENTS * NORM * months.share()
    extra = used * (MULTIPLIER - 1)
    parted = months.cut(frame).with_columns(
        volume=used.rounded(3),
        base=(used * TARIFF).rounded(2),
        multiplier_part=(extra * TARIFF).rounded(2),
    )
    return parted.with_columns(amount=pl.col("base") + pl.col("multiplier_part"))


def with_multiplier(frame: pl.DataFrame, *, service: str) -> pl.DataFrame:
    """Cut each row's ``[from, to)`` where the coefficient of the law changes, and add it as
    ``multiplier``.

    :raises NotInForce: when no coefficient is known for some of the days.
    """
    name = MULTIPLIERS[service]
    in_force.check(frame, name)
    pieces = [
        frame.with_columns(
            pl.max_horizontal("from", pl.lit(edition.start)).alias("from"),
            pl.min_horizontal("to", pl.lit(edition.end)).alias("to"),
            multiplier=pl.lit(edition.decimal()),
        )
        for edition in series(name).rows
    ]
    return pl.concat(pieces).filter(pl.col("from") < pl.col("to"))


def totals(charged: pl.DataFrame) -> pl.DataFrame:
    """Add the months of each ``row``.

    The volume exactly and then rounded, the amounts as they stand in the lines.
    """
    used = (RESIDENTS * NORM * months.share()).sum(most_rows=months.MOST_MONTHS)
    sums = [pl.col(name).sum() for name in ("base", "multiplier_part", "amount")]
    return charged.group_by("row", maintain_order=True).agg(
        used.rounded(3).alias("volume"),
        *sums,
    )


def absence(frame: pl.DataFrame) -> pl.DataFrame:
    """Recalculate for absent persons.

    ``departure`` and ``arrival`` days are not counted, more than five full days are needed.

    Gives rows by months with ``days``, ``volume`` and ``amount``, both to be taken off the charge:
    ``n * N * T * d / D``.

    :raises UnableToCalculate: when five full days or fewer lie between departure and arrival.
    :raises NotInForce: when the Rules are not known for the days away.
    """
    frame = exact.checked(frame, NORM, RESIDENTS, TARIFF)
    absent = months.away(frame)
    in_force.check(absent, in_force.RULES_354)
    used = RESIDENTS * NORM * months.share()
    taken_off = used * -1
    cost = taken_off * TARIFF
    return months.cut(absent).with_columns(
        volume=taken_off.rounded(3),
        amount=cost.rounded(2),
    )
