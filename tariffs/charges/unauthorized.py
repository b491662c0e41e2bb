"""Unauthorized connection or tampering by households: Rules 354 pp. 62, 81(11).

The charge goes back at most three months before the month of detection, ``detected``, and on until
what was done is undone, ``to``. Where the day of detection is not given, it is the last day
charged.
"""

import polars as pl

from tariffs import exact
from tariffs.charges import in_force, months
from tariffs.charges.lines import charged_above
from tariffs.charges.quantities import NORM, RESIDENTS, TARIFF
from tariffs.exact import Exact, column

ACT = "п. 62, 81(11) Правил, утв. ПП РФ от 06.05.2011 № 354"
POWER = column("power", places=3, most=10**6, positive=True)
DAYS = column("days", most=10**4, positive=True)
BILLED = column("billed", places=6, most=10**9)
HOURS_A_DAY = 24
MOST_MONTHS_BACK = 3
MOST_MONTHS = 120


def by_power(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge the equipment's power round the clock.

    ``power from to billed tariff`` give ``volume`` and ``amount``.

    :raises UnableToCalculate: when the period begins earlier than the law allows, or more was
        billed already.
    :raises NotInForce: when the law is not known for the period.
    """
    frame = exact.checked(_with_days(frame), POWER, BILLED, TARIFF, DAYS)
    in_force.check(frame, in_force.RULES_354)
    return _charged(frame, POWER * HOURS_A_DAY * DAYS)


def by_norm(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge ten norms per person (per owner, if nobody lives there).

    ``norm persons from to billed tariff``, months by days.

    :raises UnableToCalculate: when the period begins earlier than the law allows, or more was
        billed already.
    :raises NotInForce: when the law is not known for the period.
    """
    frame = exact.checked(_with_days(frame), NORM, RESIDENTS, BILLED, TARIFF)
    in_force.check(frame, "unauthorised_use_multiplier")
    monthly = RESIDENTS * NORM * in_force.value("unauthorised_use_multiplier", at="from")
    by_months = months.cut(frame.with_row_index("case"))
    shares = by_months.group_by("case", maintain_order=True).agg(pl.col("share_units").sum())
    return _charged(
        frame.with_columns(shares["share_units"].cast(pl.Decimal(38, 0))),
        monthly * months.share(most_months=MOST_MONTHS),
    ).drop("share_units")


def _with_days(frame: pl.DataFrame) -> pl.DataFrame:
    if "detected" in frame.columns:
        detected = pl.col("detected")
    else:
        detected = pl.col("to").dt.offset_by("-1d")
    month = detected.dt.truncate("1mo")
    earliest = month.dt.offset_by(f"-{MOST_MONTHS_BACK}mo")
    if "detected" in frame.columns:
        exact.refuse(
            frame,
            pl.col("from") > detected,
            field="from",
            reason="must not be later than detected, {detected}",
        )
    wrong = (pl.col("from") < earliest) | (pl.col("from") >= pl.col("to"))
    exact.refuse(
        frame,
        wrong,
        field="from",
        reason="must lie before {to}, at most three months before the month of detection",
    )
    months_after = MOST_MONTHS - MOST_MONTHS_BACK - 1
    endless = pl.col("to") > detected.dt.offset_by(f"{months_after}mo")
    exact.refuse(
        frame,
        endless,
        field="to",
        reason="is too many years after the detection",
    )
    span = pl.col("to") - pl.col("from")
    return frame.with_columns(days=span.dt.total_days())


def _charged(frame: pl.DataFrame, used: Exact) -> pl.DataFrame:
    return charged_above(
        frame,
        used,
        billed=BILLED,
        reason="is more than the volume of unauthorized use",
    )
