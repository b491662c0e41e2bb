"""Late-payment penalty on columns: one claim or ten million go through the same expressions.

The statutes say: for each day from a given day after the due date, a fraction of the rate "in force
on the day of actual payment" from the sum not paid in time. So each part of a claim that was paid
on its own day accrues at that day's rate, through that day; what is still unpaid accrues at the
rate of the day of calculation, through that day. Parts with one rate share lines whose base is the
balance of them, as in the calculations courts are used to. ``rate_mode = "by_day"`` takes each
day's own rate instead.
"""

import functools
from datetime import date
from fractions import Fraction
from itertools import groupby

import polars as pl

from tariffs import calendar, columns, exact
from tariffs.parameters import Row, Series, series
from tariffs.penalty_options import Exempt, Options

RATE_UNIT = 100  # rates are counted in hundredths of a percent
FRACTION_UNIT = 66_300  # the least common multiple of 300, 170 and 130
UNIT = 100 * RATE_UNIT * FRACTION_UNIT
UNBOUNDED = 2**31 - 1
NEVER = -(2**31)
MOST_KOPECKS = 10**15  # below it a penalty of a century fits 64 bits


def accrue(
    claims: pl.DataFrame,
    payments: pl.DataFrame,
    *,
    scale: Series,
    as_of: date,
    options: Options,
    key_rate: Series,
) -> pl.DataFrame:
    """Charge penalty for the days after each due date through `as_of`.

    Claims: ``claim`` (any whole number, each its own), ``due``, ``amount`` (kopecks). Payments:
    ``claim``, ``paid``, ``amount``, already allocated; those after `as_of` are not known yet.
    Lines: ``claim start end days base rate denominator amount total``; end is exclusive, rate in
    hundredths of a percent, total is the claim's sum, rounded half up once, to which its amounts
    add up.

    :raises UnableToCalculate: when something is missing, a sum is negative, a claim is given twice,
        paid more than it is, or unknown.
    :raises NotInForce: when the scale or a rate is not known from the day after a due date, overdue
        or not, through `as_of`.
    """
    _check(claims, payments)
    numbered = _with_due_number(claims, options)
    _check_in_force(numbered, as_of, scale, key_rate)
    parts = _parts(numbered, payments, as_of=columns.day_number(as_of))
    lines = _at_rates(parts, options=options, key_rate=key_rate)
    return _amounts(_by_fraction(lines, scale=scale))


def _check(claims: pl.DataFrame, payments: pl.DataFrame) -> None:
    """Refuse what the columns below would count wrongly without a word."""
    exact.required(claims, whole=("claim", "amount"), days=("due",))
    exact.required(payments, whole=("claim", "amount"), days=("paid",))
    for frame in (claims, payments):
        exact.refuse(
            frame,
            pl.col("amount") < 0,
            field="amount",
            reason="must not be negative",
        )
        exact.refuse(
            frame,
            pl.col("amount") >= MOST_KOPECKS,
            field="amount",
            reason="is not a number of a sensible size",
        )
    if claims["claim"].n_unique() < claims.height:
        exact.refuse(
            claims,
            pl.col("claim").is_duplicated(),
            field="claim",
            reason="is given twice",
        )


def _with_due_number(claims: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Count the due date in day numbers, moved to a working day when the option says so (Civil
    Code art. 193).
    """
    if options.shift_due_date:
        days = claims["due"].unique()
        claims = claims.with_columns(
            pl.col("due").replace(
                days,
                [calendar.next_working(day) for day in days],
            )
        )
    return claims.select("claim", pl.col("due").to_physical(), "amount")


def _parts(claims: pl.DataFrame, payments: pl.DataFrame, *, as_of: int) -> pl.DataFrame:
    """Cut each claim into the parts paid on their own days and the part not paid.

    The day of payment is still charged.
    """
    paid = payments.select("claim", pl.col("paid").to_physical(), paid_amount="amount").filter(
        pl.col("paid") <= as_of
    )
    in_parts = paid.join(claims, on="claim")
    if in_parts.height < paid.height:
        exact.refuse(
            paid,
            ~pl.col("claim").is_in(claims["claim"].implode()),
            field="claim",
            reason="is not among the claims",
        )
    paid_sums = paid.group_by("claim").agg(pl.col("paid_amount").cast(columns.WIDE).sum())
    with_sums = claims.join(paid_sums, on="claim", how="left", maintain_order="left")
    exact.refuse(
        with_sums,
        pl.col("paid_amount") > pl.col("amount"),
        field="paid_amount",
        reason="is more than the claim of {amount} kopecks",
    )
    rest = (pl.col("amount") - pl.col("paid_amount").fill_null(0)).cast(pl.Int64)
    unpaid = with_sums.select(
        "claim",
        "due",
        base=rest,
        end=pl.lit(as_of + 1, dtype=pl.Int32),
    )
    of_payments = in_parts.select(
        "claim",
        "due",
        base="paid_amount",
        end=pl.col("paid") + 1,
    )
    parts = pl.concat([of_payments, unpaid]).with_columns(start=pl.col("due") + 1)
    return parts.filter(
        pl.col("base") > 0,
        pl.col("start") < pl.col("end"),
    )


def _check_in_force(claims: pl.DataFrame, as_of: date, scale: Series, key_rate: Series) -> None:
    """Refuse dates on which the law is not known: an answer of zero there would be a guess too."""
    days = []
    if not claims.is_empty():
        edges = claims.select(
            first=pl.col("due").min(),
            last=pl.col("due").max(),
        ).row(0)
        days = [columns.day_of(due + 1) for due in edges]
    for day in (*days, as_of):
        scale.on(day)
        key_rate.on(day)


def _at_rates(parts: pl.DataFrame, *, options: Options, key_rate: Series) -> pl.DataFrame:
    """Give the lines their rates.

    Of the day each part ends on, or by day of the window they lie in.

    By day the rate does not depend on the part, so the balance is drawn first and far fewer lines
    are cut.
    """
    windows = _rate_windows(key_rate, options)
    if options.rate_mode == "by_day":
        unbounded = pl.lit(UNBOUNDED, dtype=pl.Int64)
        balances = _balances(parts.with_columns(rate=unbounded))
        return _in_windows(balances, windows)
    days, values = _steps(key_rate)
    last_day = parts["end"] - 1
    next_step = days.search_sorted(last_day, side="right").cast(pl.Int64)
    rated = parts.with_columns(rate=values[next_step - 1])
    return _balances(_in_windows(rated, windows))


def _in_windows(lines: pl.DataFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """Cut where cap, moratoria and rates begin and end.

    The rate is bounded there, and exempt days are left out.
    """
    pieces = columns.split(
        lines,
        table=windows,
        origin=pl.lit(0, dtype=pl.Int32),
    )
    charged = pieces.filter(pl.col("due") >= pl.col("exempt_before"))
    return charged.select(
        "claim",
        "due",
        "base",
        "start",
        "end",
        rate=pl.coalesce("flat", pl.min_horizontal("rate", "ceiling")),
    )


@functools.lru_cache(maxsize=64)
def _steps(key_rate: Series) -> tuple[pl.Series, pl.Series]:
    days = [columns.day_number(row.start) for row in key_rate.rows]
    return pl.Series(days, dtype=pl.Int32), pl.Series(
        [_hundredths(row) for row in key_rate.rows],
        dtype=pl.Int64,
    )


def _balances(pieces: pl.DataFrame) -> pl.DataFrame:
    """Turn pieces of one start and one rate into the falling balance.

    A line runs from the last payment and bears all still owed.

    A window per claim, start and rate would be six times slower than one running sum from the end,
    less what it was where the next family begins.
    """
    family = ("claim", "start", "rate")
    ordered = pieces.sort(*family, "end")
    differs = [pl.col(name) != pl.col(name).shift(1) for name in family]
    begins = pl.any_horizontal(differs).fill_null(True)
    owed = pl.col("base").cast(columns.WIDE).cum_sum(reverse=True)
    summed = ordered.with_columns(begins=begins, owed=owed)
    ends = pl.col("begins").shift(-1, fill_value=True)
    owed_by_next = pl.col("owed").shift(-1, fill_value=0)
    owed_later = pl.when(ends).then(owed_by_next).backward_fill()
    after_last_payment = pl.col("end").shift(1)
    drawn = summed.with_columns(
        start=pl.when("begins").then("start").otherwise(after_last_payment),
        base=(pl.col("owed") - owed_later).cast(pl.Int64),
    )
    return drawn.filter(pl.col("start") < pl.col("end"))


def _by_fraction(lines: pl.DataFrame, *, scale: Series) -> pl.DataFrame:
    """Cut the lines at the days after the due date where the fraction of the rate changes."""
    editions = []
    for start, end, table in _fractions(scale):
        inside = lines.with_columns(
            start=pl.max_horizontal(
                "start",
                pl.lit(start, dtype=pl.Int32),
                pl.col("due") + table["at"][0],
            ),
            end=pl.min_horizontal("end", pl.lit(end, dtype=pl.Int32)),
        )
        editions.append(
            columns.split(
                inside.filter(pl.col("start") < pl.col("end")),
                table=table,
                origin=pl.col("due"),
            )
        )
    return pl.concat(editions)


@functools.cache
def _fractions(scale: Series) -> list[tuple[int, int, pl.DataFrame]]:
    """List the editions of a scale; neighbors with the same bands are one."""
    editions = []
    for bands, rows in groupby(scale.rows, key=lambda row: row["bands"]):
        first, *_, last = [*rows] * 2
        table = pl.DataFrame(
            {
                "at": pl.Series(
                    [band["from_day"] for band in bands],
                    dtype=pl.Int32,
                ),
                "denominator": pl.Series(
                    [Fraction(band["fraction"]).denominator for band in bands],
                    dtype=pl.Int64,
                ),
            }
        )
        editions.append(
            (
                columns.day_number(first.start),
                columns.day_number(last.end) if last.end else columns.FOREVER,
                table,
            )
        )
    return editions


@functools.lru_cache(maxsize=64)
def _rate_windows(key_rate: Series, options: Options) -> pl.DataFrame:
    """Lay the cap, the moratoria and (by day) the rates on one line of days.

    Equal neighbors are one window.
    """
    cap: tuple[Row, ...] = ()
    rates: tuple[Row, ...] = ()
    moratoria = series("penalty_moratoria").rows
    if options.cap:
        cap = series("penalty_cap").rows
    if options.rate_mode == "by_day":
        rates = key_rate.rows
    edges = {key_rate.rows[0].start}
    for row in (*cap, *moratoria, *rates):
        edges.update(day for day in (row.start, row.end) if day)
    edges.update(day for one in options.exempt for day in one.edges)
    windows: list[tuple[int, int | None, int, int]] = []
    for day in sorted(edges):
        flat, ceiling = _bounds(_row(cap, day), _row(rates, day))
        exempt_before = _exempt_before(_row(moratoria, day))
        if any(_is_in(one, day) for one in options.exempt):
            exempt_before = UNBOUNDED
        window = (flat, ceiling, exempt_before)
        if not windows or windows[-1][1:] != window:
            at = columns.day_number(day)
            windows.append((at, *window))
    kinds = {
        "at": pl.Int32,
        "flat": pl.Int64,
        "ceiling": pl.Int64,
        "exempt_before": pl.Int32,
    }
    return pl.DataFrame(windows, schema=kinds, orient="row")


def _is_in(exempt: Exempt, day: date) -> bool:
    return exempt.start <= day and (exempt.end is None or day < exempt.end)


def _row(rows: tuple[Row, ...], day: date) -> Row | None:
    return next((row for row in rows if row.covers(day)), None)


def _bounds(cap: Row | None, rate: Row | None) -> tuple[int | None, int]:
    """Say which rate is fixed for the window, if any, and how high another may be."""
    if cap:
        ceiling = _hundredths(cap)
    else:
        ceiling = UNBOUNDED
    if cap and cap["mode"] == "flat":
        return ceiling, ceiling
    return (min(_hundredths(rate), ceiling) if rate else None), ceiling


def _exempt_before(moratorium: Row | None) -> int:
    """Say which debts a moratorium exempts.

    Those due before the day it names, all when it names none.
    """
    if moratorium is None:
        return NEVER
    arose_before = moratorium.values.get("arose_before")
    if arose_before:
        return columns.day_number(arose_before)
    return UNBOUNDED


def _hundredths(row: Row) -> int:
    return int(row.decimal() * RATE_UNIT)


def _amounts(lines: pl.DataFrame) -> pl.DataFrame:
    """Count each line exactly, round each claim once, and let the lines add up to it."""
    counted = (
        lines.select(
            "claim",
            "start",
            "end",
            "base",
            "denominator",
            "rate",
            days=pl.col("end") - pl.col("start"),
        )
        .sort("claim", "start", "rate")
        .with_columns(
            exact=pl.col("base").cast(columns.WIDE)
            * (pl.col("rate") * pl.col("days") * (FRACTION_UNIT // pl.col("denominator")))
        )
        .with_columns(*columns.apportioned("exact", UNIT, within="claim"))
    )
    return counted.select(
        "claim",
        pl.col("start", "end").cast(pl.Date),
        "days",
        "base",
        "rate",
        "denominator",
        "amount",
        "total",
    )
