"""Which edition of the law a charge falls under.

That of the days charged, and none outside the days it is known for.
"""

from datetime import date
from functools import reduce

import polars as pl

from tariffs import exact
from tariffs.exact import Exact, of
from tariffs.parameters import Row, series

RULES_354 = "acts.pp_354"
PROVISIONS_442 = "acts.pp_442"
PRICING_1178 = "acts.pp_1178"
WASTE_ABSENCE_BY_AREA = "acts.waste_absence_by_area"
WASTE_HOUSEHOLDS = "acts.waste_households"
WASTE_ORGANIZATIONS = "acts.waste_organizations"


def edition(name: str, *, on: date | None) -> Row:
    """Give the edition of the day charged; where no day is given, the newest one.

    :raises NotInForce: when none is known for the day.
    """
    found = series(name)
    if on:
        return found.on(on)
    return found.rows[-1]


def check(frame: pl.DataFrame, name: str, *, first: str = "from", end: str = "to") -> None:
    """Refuse periods ``[first, end)`` that are not wholly within the days the act is known for.

    :raises NotInForce: naming the outermost such day.
    """
    for day in frame.select(
        first=pl.col(first).min(),
        last=pl.col(end).max().dt.offset_by("-1d"),
    ).row(0):
        if isinstance(day, date):  # a frame without rows has no days
            series(name).on(day)


def value(name: str, *, at: str) -> Exact:
    """Give a number of the law as it stood on each row's day; the days are checked already."""
    first, *later = series(name).rows
    return reduce(
        lambda older, row: exact.when(
            pl.col(at) >= row.start,
            then=row.fraction(),
            otherwise=older,
        ),
        later,
        of(first.fraction()),
    )
