"""Limitation of each monthly claim: Civil Code arts. 196, 200, 202 (3), 203, 204, 206 (2).

Supreme Court Plenum 43 of 29.09.2015 pp. 8, 16-18, 20.

Three years from the due date. A pretrial claim that the law demands stops the term for the days
that the law gives for an answer. An acknowledgement begins it anew, though no later than ten years
from the due date. The days between the filing for a court order and its cancellation do not count;
after the cancellation at least six months are left. While an order is pending or in force the term
stands still, and when it will end nobody can know: it is `suspended` and has no last day. Its end
is not moved off a day off: to file earlier is never wrong.
"""

from datetime import date

import polars as pl

from tariffs import exact
from tariffs.parameters import series

ACT = (
    "ст. 196, 200, п. 3 ст. 202, ст. 203, 204, п. 2 ст. 206 ГК РФ; п. 8, 16–18, 20 ППВС РФ от "
    "29.09.2015 № 43"
)
DAYS = ("due", "acknowledged", "claimed", "filed", "cancelled")
"""What is read of a claim; all but the due date may be null, or no column at all."""


def expire(frame: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Add the last day to sue, ``expires``, and whether the claim is ``barred`` or the term is
    ``suspended`` on the day.

    Reads ``due`` and, null when there was none, the days on which the debt was ``acknowledged`` in
    writing and a pretrial claim was sent (``claimed``), ``filed`` and ``cancelled`` of the court
    order. `expires` is null while an order that was filed in time has not been cancelled; what
    comes after the day does not count yet.

    :raises UnableToCalculate: when an order was cancelled before it was filed, or filed before the
        claim was due.
    :raises NotInForce: when a term of the day is not known.
    """
    absent = [pl.lit(None, pl.Date).alias(name) for name in DAYS if name not in frame.columns]
    frame = frame.with_columns(absent)
    _check(frame)
    left = _law("limitation.months_after_cancellation", on)
    day = pl.lit(on)
    filed = pl.col("filed")
    cancelled = pl.col("cancelled")
    acknowledged = _acknowledged(on)
    # an acknowledgement after the filing begins the term anew behind whatever the order left
    is_later = (acknowledged > filed).fill_null(False)
    end = _end(pl.when(is_later).then(None).otherwise(acknowledged), on)
    in_time = (filed <= end) & (filed <= day)
    in_time = in_time.fill_null(False)
    # the term stood still from the filing to the cancellation, and is never shorter than `left`
    with_rest = cancelled + (end - filed)
    at_least = cancelled.dt.offset_by(f"{left}mo")
    resumed = pl.max_horizontal(with_rest, at_least)
    is_pending = in_time & (cancelled.is_null() | (cancelled > day))
    counted = pl.when(in_time).then(resumed).otherwise(end)
    anew = pl.max_horizontal(counted, _years(acknowledged, on))
    expires = pl.when(is_later & counted.is_not_null()).then(anew).otherwise(counted)
    found = frame.with_columns(expires=expires, suspended=is_pending)
    barred = day > pl.col("expires")
    return found.with_columns(barred=barred.fill_null(False))


def _acknowledged(on: date) -> pl.Expr:
    """Return the acknowledgement that counts: of a debt that was due, within the ten years."""
    due, told = pl.col("due"), pl.col("acknowledged")
    most = due.dt.offset_by(f"{_law('limitation.most_years', on)}y")
    counts = (told >= due) & (told <= most) & (told <= pl.lit(on))
    return pl.when(counts).then(told).otherwise(None)


def _end(acknowledged: pl.Expr, on: date) -> pl.Expr:
    """Return the end of the three years, moved by the days of a pretrial claim within them.

    One sent after the filing for an order is not counted: to file earlier is never wrong.
    """
    start = pl.coalesce(acknowledged, pl.col("due"))
    end = _years(start, on)
    claimed, filed = pl.col("claimed"), pl.col("filed")
    stops = (claimed >= start) & (claimed <= end) & (claimed <= pl.lit(on))
    stops &= filed.is_null() | (claimed <= filed)
    moved = end.dt.offset_by(f"{_law('notice.pretrial_days', on)}d")
    return pl.when(stops.fill_null(False)).then(moved).otherwise(end)


def _years(start: pl.Expr, on: date) -> pl.Expr:
    return start.dt.offset_by(f"{_law('limitation.years', on)}y")


def _law(name: str, on: date) -> int:
    return int(series(name).on(on).decimal())


def last_day(*, due: date, on: date) -> date:
    """Tell the last day to sue for one claim for which no court order has been asked.

    >>> last_day(due=date(2026, 3, 16), on=date(2026, 11, 21))
    datetime.date(2029, 3, 16)

    :raises NotInForce: when the term of the day is not known.
    """
    frame = pl.DataFrame({"due": [due]}, schema={"due": pl.Date})
    found: date = expire(frame, on=on).item(0, "expires")
    return found


def _check(frame: pl.DataFrame) -> None:
    for field, earlier in (("filed", "due"), ("cancelled", "filed")):
        wrong = (pl.col(field) < pl.col(earlier)) | (
            pl.col(field).is_not_null() & pl.col(earlier).is_null()
        )
        exact.refuse(
            frame,
            wrong,
            field=field,
            reason="must not be earlier than the filing or the due date",
        )
