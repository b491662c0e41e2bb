"""Capacity an organization pays for: to the supplier PP 442 p. 95, for the network PP 861 p. 15(1). The mean over working days."""

from collections.abc import Collection

import polars as pl

from tariffs import calendar, exact
from tariffs.exact import column
from tariffs.inputs import UnableToCalculate

ACT_SUPPLIER = "п. 95 Основных положений, утв. ПП РФ от 04.05.2012 № 442"
ACT_NETWORK = "п. 15(1) Правил, утв. ПП РФ от 27.12.2004 № 861"
VOLUME = column("volume", places=6, most=10**8)
TOTAL = column("total", places=6, most=10**12)
DAYS = column("days", most=10**4, positive=True)


def supplier(hours: pl.DataFrame, *, peaks: pl.DataFrame) -> pl.DataFrame:
    """Average the volumes of the region's peak hours: hours ``row date hour volume``, peaks ``date hour`` of the working days.

    Gives ``row days capacity``.

    :raises UnableToCalculate: when a volume of a peak hour is missing.
    :raises NotInForce: when the working calendar of the year is not known.
    """
    peaks = _working(peaks)
    found = exact.checked(hours, VOLUME).join(peaks, on=["date", "hour"])
    return _mean(found, days=peaks.height)


def network(hours: pl.DataFrame, *, planned_hours: Collection[int]) -> pl.DataFrame:
    """Average the greatest volumes within the System Operator's planned peak hours of each working day: hours ``row date hour volume``.

    Gives ``row days capacity``.

    :raises UnableToCalculate: when a working day has no volume in the planned hours.
    :raises NotInForce: when the working calendar of the year is not known.
    """
    within = _working(exact.checked(hours, VOLUME)).filter(pl.col("hour").is_in(list(planned_hours)))
    greatest = within.group_by("row", "date", maintain_order=True).agg(pl.col("volume").max())
    return _mean(greatest, days=_working(hours.select("date")).n_unique())


def _working(frame: pl.DataFrame) -> pl.DataFrame:
    days = [day for day in frame["date"].unique() if calendar.is_working(day)]
    return frame.filter(pl.col("date").is_in(days))


def _mean(found: pl.DataFrame, *, days: int) -> pl.DataFrame:
    total = VOLUME.sum(most_rows=MOST_DAYS).rounded(6)
    sums = found.group_by("row", maintain_order=True).agg(total=total, days=pl.len().cast(pl.Int64))
    wrong = sums.filter(pl.col("days") != days)
    if sums.is_empty() or not wrong.is_empty():
        given = wrong["days"][0] if not wrong.is_empty() else 0
        raise UnableToCalculate(
            field="hours", value=given, reason="there must be one volume for each of the {days} working days", days=days
        )
    return exact.checked(sums, TOTAL, DAYS).with_columns(capacity=(TOTAL / DAYS).rounded(6)).select("row", "days", "capacity")


MOST_DAYS = 10**3
