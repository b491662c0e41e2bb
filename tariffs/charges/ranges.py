"""Consumption ranges of household electricity.

Each slice of the month's volume at its own tariff (Pricing Foundations, PP 1178).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

import polars as pl

from tariffs import exact
from tariffs.charges import in_force, months
from tariffs.charges.quantities import VOLUME
from tariffs.exact import Column, Exact, column

ACT = "Основы ценообразования, утв. ПП РФ от 29.12.2011 № 1178"
MOST_MONTHS = 100
MONTHS = column("months", most=1_000, positive=True)
HOUSEHOLDS = column("households", most=10**5, positive=True)
SMALL_MONTHS = column("months", most=100, positive=True)
SMALL_HOUSEHOLDS = column("households", most=10**4, positive=True)
TOTAL, ZONE_VOLUME = (column(name, places=3, most=10**6) for name in ("total", "volume"))
WHOLE = column("whole", places=3, most=10**6, positive=True)


def charge(frame: pl.DataFrame, *, slices: int, on: date | None = None) -> pl.DataFrame:
    """Charge by slices: ``volume``, ``bound_1..``, ``tariff_1..``, ``months`` and ``households`` by
    which the bounds are multiplied.

    With a period ``[from, to)`` in place of the months, the bounds are multiplied by its months,
    parts of a month by days.

    Gives ``volume_1..``, ``amount_1..`` (each rounded: each slice is a charge line) and their sum
    ``amount``. The region sets the bounds, `on` the day charged not above those of the Pricing
    Foundations; without the day this is not checked.

    :raises UnableToCalculate: when the bounds do not rise or are above what the law allows.
    :raises NotInForce: when the highest bounds are not known for the day.
    """
    by_days = "from" in frame.columns
    if by_days:
        frame = _with_share(frame)
        wide = months.share(most_months=MOST_MONTHS)
        households = SMALL_HOUSEHOLDS
        bounds = _bounds(slices, most=10**6)
    else:
        frame = exact.checked(frame, MONTHS)
        wide = MONTHS
        households = HOUSEHOLDS
        bounds = _bounds(slices, most=10**9)
    tariffs = [_tariff(number) for number in range(1, slices + 1)]
    frame = exact.checked(frame, VOLUME, households, *bounds, *tariffs)
    _check_rising(frame, bounds)
    _check_highest(frame, bounds, on=on)
    used = _slices(
        VOLUME,
        [bound * wide * households for bound in bounds],
    )
    volumes: dict[str, pl.Expr] = {}
    amounts: dict[str, pl.Expr] = {}
    for number, (part, tariff) in enumerate(zip(used, tariffs, strict=True), 1):
        volumes[f"volume_{number}"] = part.rounded(3)
        amounts[f"amount_{number}"] = (part * tariff).rounded(2)
    charged = frame.with_columns(**volumes, **amounts)
    charged = charged.with_columns(amount=pl.sum_horizontal([*amounts]))
    return charged.drop("share_units", strict=False)


def by_zones(zones: pl.DataFrame, *, slices: int, on: date | None = None) -> pl.DataFrame:
    """Charge zones of the day by ranges.

    Each zone is cut in the proportion in which the whole volume of its ``row`` is.

    Zones: ``row volume``, ``tariff_1..`` of the zone, and the bounds, months and households of the
    row, as in `charge`.

    :raises UnableToCalculate: when the bounds do not rise or are above what the law allows.
    :raises NotInForce: when the highest bounds are not known for the day.
    """
    bounds = _bounds(slices, most=10**6)
    tariffs = [_tariff(number) for number in range(1, slices + 1)]
    zones = exact.checked(zones, ZONE_VOLUME)
    zones = zones.with_columns(total=pl.col("volume").sum().over("row"))
    exact.refuse(
        zones,
        pl.col("total") >= TOTAL.limit,
        field="volume",
        reason="makes {total} with the other zones: too much for a month",
    )
    zones = exact.checked(
        zones,
        TOTAL,
        SMALL_MONTHS,
        SMALL_HOUSEHOLDS,
        *bounds,
        *tariffs,
    )
    _check_rising(zones, bounds)
    _check_highest(zones, bounds, on=on)
    used = _slices(
        TOTAL,
        [bound * SMALL_MONTHS * SMALL_HOUSEHOLDS for bound in bounds],
    )
    amounts = {
        f"amount_{number}": (ZONE_VOLUME * part * tariff / WHOLE).rounded(2)
        for number, (part, tariff) in enumerate(zip(used, tariffs, strict=True), 1)
    }
    # nothing used: nothing to divide
    not_zero = pl.max_horizontal(
        pl.col("total"),
        pl.lit(Decimal("0.001")),
    )
    with_whole = zones.with_columns(whole=not_zero)
    charged = with_whole.with_columns(**amounts).drop("whole")
    return charged.with_columns(amount=pl.sum_horizontal([*amounts]))


def _bounds(slices: int, *, most: int) -> list[Column]:
    """Name the upper bounds of all slices but the last, which has none."""
    return [
        column(
            f"bound_{number}",
            places=3,
            most=most,
            positive=True,
        )
        for number in range(1, slices)
    ]


def _with_share(frame: pl.DataFrame) -> pl.DataFrame:
    """Add up the shares of the months that each row's period touches."""
    in_force.check(frame, in_force.PRICING_1178)
    latest = pl.col("from").dt.offset_by(f"{MOST_MONTHS - 1}mo")
    exact.refuse(
        frame,
        pl.col("to") > latest,
        field="to",
        reason="is too many months after from, {from}",
    )
    periods = frame.select("from", "to").with_row_index("case")
    by_case = months.cut(periods).group_by("case", maintain_order=True)
    shares = by_case.agg(pl.col("share_units").sum())
    return frame.with_columns(shares["share_units"].cast(pl.Decimal(38, 0)))


def _tariff(number: int) -> Column:
    return column(
        f"tariff_{number}",
        places=5,
        most=10**7,
    )


def _slices(volume: Exact, bounds: Sequence[Exact]) -> list[Exact]:
    """Cut the volume at the bounds: what lies between each bound and the one below it."""
    above = [volume]
    for bound in bounds:
        above.append((volume - bound).not_below_zero())
    between = [part - higher for part, higher in pairwise(above)]
    return [*between, above[-1]]


def _check_rising(frame: pl.DataFrame, bounds: Sequence[Column]) -> None:
    for lower, upper in pairwise(bounds):
        falls = pl.col(lower.name) >= pl.col(upper.name)
        exact.refuse(frame, falls, field=upper.name, reason="must rise")


def _check_highest(frame: pl.DataFrame, bounds: Sequence[Column], *, on: date | None) -> None:
    if on is None:
        return
    highest = in_force.edition("electricity_ranges", on=on)
    for bound, name in zip(
        bounds,
        ("first", "second"),
        strict=False,
    ):  # above the last range there is none
        allowed = frame.with_columns(allowed=pl.lit(highest.decimal(name)))
        above = pl.col(bound.name) > pl.col("allowed")
        exact.refuse(
            allowed,
            above,
            field=bound.name,
            reason="is above the highest that the law allows, {allowed}",
        )
