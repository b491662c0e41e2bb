"""Consumption ranges of household electricity: each slice of the month's volume at its own tariff (Pricing Foundations, PP 1178)."""

from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from tariffs import exact
from tariffs.charges.quantities import VOLUME
from tariffs.exact import Column, Exact, column
from tariffs.inputs import UnableToCalculate

ACT = "Основы ценообразования, утв. ПП РФ от 29.12.2011 № 1178"
MONTHS = column("months", most=1_000, positive=True)
HOUSEHOLDS = column("households", most=10**5, positive=True)


def charge(frame: pl.DataFrame, *, slices: int) -> pl.DataFrame:
    """Charge by slices: ``volume``, ``bound_1..``, ``tariff_1..``, ``months`` and ``households`` by which the bounds are multiplied.

    Gives ``volume_1..``, ``amount_1..`` (each rounded: each slice is a charge line) and their sum ``amount``.

    :raises UnableToCalculate: when the bounds do not rise.
    """
    bounds = [column(f"bound_{number}", places=3, most=10**9, positive=True) for number in range(1, slices)]
    tariffs = [_tariff(number) for number in range(1, slices + 1)]
    frame = exact.checked(frame, VOLUME, MONTHS, HOUSEHOLDS, *bounds, *tariffs)
    _check_rising(frame, bounds)
    used = _slices([bound * MONTHS * HOUSEHOLDS for bound in bounds])
    volumes = [part.rounded(3).alias(f"volume_{number}") for number, part in enumerate(used, 1)]
    amounts = [
        (part * tariff).rounded(2).alias(f"amount_{number}") for number, (part, tariff) in enumerate(zip(used, tariffs, strict=True), 1)
    ]
    names = [f"amount_{number}" for number in range(1, slices + 1)]
    return frame.with_columns(*volumes, *amounts).with_columns(amount=pl.sum_horizontal(names))


def _tariff(number: int) -> Column:
    return column(f"tariff_{number}", places=5, most=10**7)


def _slices(bounds: Sequence[Exact]) -> list[Exact]:
    """Cut the volume at the bounds: what lies between each bound and the one below it."""
    above = [VOLUME, *((VOLUME - bound).not_below_zero() for bound in bounds)]
    return [part - rest for part, rest in pairwise(above)] + [above[-1]]


def _check_rising(frame: pl.DataFrame, bounds: Sequence[Column]) -> None:
    for lower, upper in pairwise(bounds):
        wrong = frame.filter(pl.col(lower.name) >= pl.col(upper.name))
        if not wrong.is_empty():
            raise UnableToCalculate(field="bounds", value=wrong[upper.name][0], reason=f"must rise: it follows {wrong[lower.name][0]}")
