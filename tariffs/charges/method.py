"""Which way of charging a month takes: Rules 354 pp. 42, 43, 59, 60, 60(3), 62.

The first condition that holds decides.
"""

from datetime import date

import polars as pl

from tariffs import inputs
from tariffs.charges import in_force
from tariffs.inputs import UnableToCalculate

ACT = "п. 42, 43, 59, 60, 60(3), 62 Правил, утв. ПП РФ от 06.05.2011 № 354"
CAUSES = ("NONE", "FAILED", "NO_READING", "REFUSED", "AWAITING_REPLACEMENT", "REFUSED_SUPPLIER")
NORMS = ("NORM", "NORM_WITH_MULTIPLIER")
FLAGS = ("tampered", "meter", "installable", "dwelling")


def choose(frame: pl.DataFrame, *, on: date | None = None) -> pl.DataFrame:
    """Add ``method``: METER, AVERAGE, NORM, NORM_WITH_MULTIPLIER, CONTRACT_METHOD or
    UNAUTHORISED_USE.

    Premises that are no dwelling have no norm: where a dwelling is charged by it, their supplier
    calculates by the contract (p. 43).

    Reads the flags ``tampered meter installable dwelling``, the ``cause`` for which there is no
    reading (NONE when there is one; FAILED meter, lost or expired; NO_READING sent; REFUSED access;
    AWAITING_REPLACEMENT by the supplier; REFUSED_SUPPLIER twice) and ``missing_periods``, the
    number of periods without readings, this one included.

    How many periods the average lasts is the law of the day `on`, the newest if none is given.

    :raises UnableToCalculate: when a flag is missing or a cause unknown.
    :raises NotInForce: when that is not known for the day.
    """
    _check(frame)
    limits = in_force.edition("average_periods", on=on)
    most = (
        pl.when("dwelling")
        .then(int(limits["most_periods"]))
        .otherwise(int(limits["most_periods_non_dwelling"]))
    )
    cause = pl.col("cause")
    in_time = pl.col("missing_periods") <= most
    norm, raised = (
        pl.when("dwelling").then(pl.lit(name)).otherwise(pl.lit("CONTRACT_METHOD"))
        for name in NORMS
    )
    method = (
        pl.when("tampered")
        .then(pl.lit("UNAUTHORISED_USE"))
        .when(~pl.col("meter"))
        .then(pl.when("installable").then(raised).otherwise(norm))
        .when(cause == "NONE")
        .then(pl.lit("METER"))
        .when(cause == "REFUSED_SUPPLIER")
        .then(raised)
        .when(in_time | (cause == "AWAITING_REPLACEMENT"))
        .then(pl.lit("AVERAGE"))
        .otherwise(pl.when(cause == "NO_READING").then(norm).otherwise(raised))
    )
    return frame.with_columns(method=method)


def _check(frame: pl.DataFrame) -> None:
    for name in FLAGS:
        if frame[name].null_count() or frame[name].dtype != pl.Boolean:
            raise UnableToCalculate(field=name, value=None, reason="must be true or false")
    for cause in frame["cause"].unique():
        inputs.choice(field="cause", value=cause, among=CAUSES)
