"""Limitation of each monthly claim: Civil Code arts. 196, 200, 204.

Supreme Court Plenum 43 of 29.09.2015 pp. 17, 18.

Three years from the due date. The days between the filing for a court order and its cancellation do
not count; after the cancellation at least six months are left. While an order is pending or in
force the term stands still, and when it will end nobody can know: it is `suspended` and has no last
day. Its end is not moved off a day off: to file earlier is never wrong.
"""

from datetime import date

import polars as pl

from tariffs import exact
from tariffs.parameters import series

ACT = "ст. 196, 200, 204 ГК РФ; п. 17, 18 ППВС РФ от 29.09.2015 № 43"


def expire(frame: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Add the last day to sue, ``expires``, and whether the claim is ``barred`` or the term is
    ``suspended`` on the day.

    Reads ``due`` and, null when there was none, ``filed`` and ``cancelled`` of the court order.
    `expires` is null while an order that was filed in time has not been cancelled; an order filed
    after the day does not count yet.

    :raises UnableToCalculate: when an order was cancelled before it was filed, or filed before the
        claim was due.
    :raises NotInForce: when the term of the day is not known.
    """
    _check(frame)
    years = int(series("limitation.years").on(on).decimal())
    left = int(series("limitation.months_after_cancellation").on(on).decimal())
    day = pl.lit(on)
    filed = pl.col("filed")
    cancelled = pl.col("cancelled")
    end = pl.col("due").dt.offset_by(f"{years}y")
    in_time = (filed <= end) & (filed <= day)
    in_time = in_time.fill_null(False)
    # the term stood still from the filing to the cancellation, and is never shorter than `left`
    with_rest = cancelled + (end - filed)
    at_least = cancelled.dt.offset_by(f"{left}mo")
    resumed = pl.max_horizontal(with_rest, at_least)
    still_standing = cancelled.is_null() | (cancelled > day)
    found = frame.with_columns(
        expires=pl.when(in_time).then(resumed).otherwise(end),
        suspended=in_time & still_standing,
    )
    barred = day > pl.col("expires")
    return found.with_columns(barred=barred.fill_null(False))


def last_day(*, due: date, on: date) -> date:
    """Tell the last day to sue for one claim for which no court order has been asked.

    >>> last_day(due=date(2026, 3, 16), on=date(2026, 11, 21))
    datetime.date(2029, 3, 16)

    :raises NotInForce: when the term of the day is not known.
    """
    frame = pl.DataFrame(
        {"due": [due], "filed": [None], "cancelled": [None]},
        schema=dict.fromkeys(("due", "filed", "cancelled"), pl.Date),
    )
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
