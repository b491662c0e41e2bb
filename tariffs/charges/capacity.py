"""Capacity an organization pays for.

To the supplier PP 442 p. 95, for the network PP 861 p. 15(1). The mean over working days.

The working days are those of the ``month`` (its first day); where no month is given, those from the
first to the last day that has hours. Each must be there once: a day left out would change the mean
without a word.
"""

from collections.abc import Collection
from datetime import date

import polars as pl

from tariffs import calendar, exact
from tariffs.charges import in_force
from tariffs.exact import column
from tariffs.inputs import UnableToCalculate

ACT_SUPPLIER = "п. 95 Основных положений, утв. ПП РФ от 04.05.2012 № 442"
ACT_NETWORK = "п. 15(1) Правил, утв. ПП РФ от 27.12.2004 № 861"
VOLUME = column("volume", places=6, most=10**8)
TOTAL = column("total", places=6, most=10**12)
DAYS = column("days", most=10**4, positive=True)
MOST_SPAN_DAYS = 31


def supplier(
    hours: pl.DataFrame, *, peaks: pl.DataFrame, month: date | None = None
) -> pl.DataFrame:
    """Average the volumes of the region's peak hours.

    Hours ``row date hour volume``, peaks ``date hour`` of the working days.

    Gives ``row days capacity``.

    :raises UnableToCalculate: when an hour is given twice, or a working day has not one peak hour
        with its volume.
    :raises NotInForce: when the working calendar of the year is not known.
    """
    hours = _checked(hours)
    days = _working_days(peaks, month=month)
    _check_twice(peaks, "date", field="peaks")
    return _mean(
        hours.join(
            peaks.filter(pl.col("date").is_in(days)),
            on=["date", "hour"],
        ),
        days=days,
    )


def network(
    hours: pl.DataFrame, *, planned_hours: Collection[int], month: date | None = None
) -> pl.DataFrame:
    """Average the greatest volumes within the System Operator's planned peak hours of each working
    day: hours ``row date hour volume``.

    Gives ``row days capacity``.

    :raises UnableToCalculate: when an hour is given twice, or a working day has no volume in the
        planned hours.
    :raises NotInForce: when the working calendar of the year is not known.
    """
    checked = _checked(hours)
    days = _working_days(hours, month=month)
    on_working_day = pl.col("date").is_in(days)
    in_planned_hour = pl.col("hour").is_in(list(planned_hours))
    within = checked.filter(on_working_day & in_planned_hour)
    by_day = within.group_by("row", "date", maintain_order=True)
    return _mean(
        by_day.agg(pl.col("volume").max()),
        days=days,
    )


def _checked(hours: pl.DataFrame) -> pl.DataFrame:
    _check_twice(hours, "row", "date", "hour", field="hours")
    return exact.checked(hours, VOLUME)


def _check_twice(frame: pl.DataFrame, *key: str, field: str) -> None:
    twice = frame.filter(pl.struct(key).is_duplicated())
    if not twice.is_empty():
        raise UnableToCalculate(
            field=field,
            value=twice["date"][0],
            reason="is given twice",
        )


def _working_days(frame: pl.DataFrame, *, month: date | None) -> list[date]:
    if month is not None and month.day != 1:
        raise UnableToCalculate(
            field="month",
            value=month,
            reason="must be the first day of a month",
        )
    if month is None:
        first = frame["date"].min()
    else:
        first = month
    if month is None:
        last = frame["date"].max()
    else:
        last = pl.select(pl.lit(month).dt.month_end()).item()
    spanned = pl.select(pl.date_range(first, last)).to_series()  # type: ignore[arg-type]
    if len(spanned) > MOST_SPAN_DAYS:
        raise UnableToCalculate(
            field="hours",
            value=last,
            reason="must lie within one month, which began on {first}",
            first=first,
        )
    in_force.edition(in_force.PROVISIONS_442, on=spanned[0])
    return [day for day in spanned if calendar.is_working(day)]


def _mean(found: pl.DataFrame, *, days: list[date]) -> pl.DataFrame:
    """Average one volume a day; each row must have all the days."""
    total = VOLUME.sum(most_rows=MOST_SPAN_DAYS).rounded(6)
    sums = found.group_by("row", maintain_order=True).agg(
        total=total,
        days=pl.len().cast(pl.Int64),
    )
    wrong = sums.filter(pl.col("days") != len(days))
    if sums.is_empty() or not wrong.is_empty():
        if not wrong.is_empty():
            given = wrong["days"][0]
        else:
            given = 0
        raise UnableToCalculate(
            field="hours",
            value=given,
            reason="there must be one volume for each of the {days} working days",
            days=len(days),
        )
    return (
        exact.checked(sums, TOTAL, DAYS)
        .with_columns(capacity=(TOTAL / DAYS).rounded(6))
        .select("row", "days", "capacity")
    )
