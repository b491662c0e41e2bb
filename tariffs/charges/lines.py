"""What a charge line is made of, and what it must not be made of: the ways of charging share this and nothing else."""

import polars as pl

from tariffs import exact
from tariffs.charges.quantities import TARIFF
from tariffs.exact import Column, Exact


def charged(frame: pl.DataFrame, used: Exact, *, places: int = 3) -> pl.DataFrame:
    """Add the ``volume`` that was used and the ``amount`` it costs at ``tariff``; the amount comes from the unrounded volume."""
    return frame.with_columns(volume=used.rounded(places), amount=(used * TARIFF).rounded(2))


def charged_above(frame: pl.DataFrame, used: Exact, *, billed: Column, reason: str) -> pl.DataFrame:
    """Charge what was used beyond what was `billed` already.

    :raises UnableToCalculate: for the reason given, when more was billed than used.
    """
    found = charged(frame, used - billed)
    exact.refuse(found, pl.col("volume") < 0, field=billed.name, reason=reason)
    return found


def refuse_lowering(frame: pl.DataFrame) -> None:
    """Refuse a ``multiplier`` below 1: the coefficients of the Rules raise a charge, none lowers it.

    :raises UnableToCalculate: naming it.
    """
    exact.refuse(frame, pl.col("multiplier") < 1, field="multiplier", reason="must be at least 1")


def refuse_larger(frame: pl.DataFrame, part: Column, *, than: Column, reason: str) -> None:
    """Refuse a part that is larger than its whole: nobody is charged for more than there is.

    :raises UnableToCalculate: for the reason given, naming the part.
    """
    exact.refuse(frame, pl.col(part.name) > pl.col(than.name), field=part.name, reason=reason)
