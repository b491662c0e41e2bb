"""What a charge line is made of, and what it must not be made of.

The ways of charging share this and nothing else.
"""

import polars as pl

from tariffs import columns, exact
from tariffs.charges.quantities import TARIFF
from tariffs.columns import WIDE
from tariffs.exact import Column, Exact

MOST_ROWS = 10**4  # of one building
LARGEST_REMAINDER = 2**63 - 1


def charged(frame: pl.DataFrame, used: Exact, *, places: int = 3) -> pl.DataFrame:
    """Add the ``volume`` that was used and the ``amount`` it costs at ``tariff``.

    The amount comes from the unrounded volume.
    """
    return frame.with_columns(
        volume=used.rounded(places),
        amount=(used * TARIFF).rounded(2),
    )


def distributed(
    frame: pl.DataFrame, share: Exact, *, places: int = 3, within: str = "building"
) -> pl.DataFrame:
    """Charge a ``share`` of what a whole building used.

    Where its key is a column of the frame, its volumes add up to the whole.

    Each building's shares are rounded by largest remainder, so that their sum is the rounded sum of
    the exact shares; amounts come from the unrounded shares, as everywhere. The divisor of the
    shares is the same for all rows of a building.
    """
    found = charged(frame, share, places=places)
    if within in frame.columns:
        return found.with_columns(volume=adding_up(share, within=within, places=places))
    return found


def adding_up(share: Exact, *, within: str, places: int = 3) -> pl.Expr:
    """Round the shares of each group so that they add up to the rounded whole.

    Largest remainder, the earlier row on a tie.
    """
    scaled = share * 10**places
    bound = scaled * MOST_ROWS  # refuses to overflow
    if bound.bottom * bound.by_most > LARGEST_REMAINDER:
        raise OverflowError(
            f"a remainder may reach {bound.bottom * bound.by_most}: bound the columns more tightly"
        )
    if scaled.by is None:
        by = pl.lit(1, dtype=WIDE)
    else:
        by = scaled.by
    units = columns.shared(
        scaled.top,
        by * pl.lit(scaled.bottom, dtype=WIDE),
        within=within,
    )
    rounded: pl.Expr = units.cast(WIDE).reinterpret(dtype=pl.Decimal(38, places))
    return rounded


def charged_above(frame: pl.DataFrame, used: Exact, *, billed: Column, reason: str) -> pl.DataFrame:
    """Charge what was used beyond what was `billed` already.

    :raises UnableToCalculate: for the reason given, when more was billed than used.
    """
    found = charged(frame, used - billed)
    exact.refuse(
        found,
        pl.col("volume") < 0,
        field=billed.name,
        reason=reason,
    )
    return found


def refuse_lowering(frame: pl.DataFrame) -> None:
    """Refuse a ``multiplier`` below 1.

    The coefficients of the Rules raise a charge, none lowers it.

    :raises UnableToCalculate: naming it.
    """
    exact.refuse(
        frame,
        pl.col("multiplier") < 1,
        field="multiplier",
        reason="must be at least 1",
    )


def refuse_larger(frame: pl.DataFrame, part: Column, *, than: Column, reason: str) -> None:
    """Refuse a part that is larger than its whole: nobody is charged for more than there is.

    :raises UnableToCalculate: for the reason given, naming the part.
    """
    exact.refuse(
        frame,
        pl.col(part.name) > pl.col(than.name),
        field=part.name,
        reason=reason,
    )
