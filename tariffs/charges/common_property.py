"""Common property consumption (ОДН).

Rules 354 pp. 40, 44-48, appendix 2 formulas 10, 11, 12, 15; Rules 124 p. 21(1).

With a building meter ``V_i = (V_building - V_premises) * S_i / S``, not above the norm where one is
given (p. 44); without one the norm's volume is shared. A negative remainder is never charged: it
reduces the premises' own volumes or is carried over. Where the key of the building, ``building``,
is a column of the frame, the volumes of its premises add up to what is shared.
"""

import polars as pl

from tariffs import exact
from tariffs.charges.lines import distributed, refuse_larger
from tariffs.charges.quantities import (
    AREA,
    BUILDING_VOLUME,
    PERSONS,
    PREMISES_VOLUME,
    TARIFF,
    TOTAL_AREA,
    TOTAL_PERSONS,
    VOLUME,
    VOLUME_PLACES,
)
from tariffs.exact import Exact, column

ACT = "п. 44–48, прил. 2 ф. 10, 12, 15 Правил, утв. ПП РФ от 06.05.2011 № 354"
ACT_NEGATIVE = (
    "п. 45–47 Правил, утв. ПП РФ от 06.05.2011 № 354; п. 21(1) Правил, утв. ПП РФ от "
    "14.02.2012 № 124"
)
NORM_VOLUME = column("common_volume_norm", places=VOLUME_PLACES, most=10**9)
REMAINDER: Exact = BUILDING_VOLUME - PREMISES_VOLUME
CARRIED = column("carried", places=VOLUME_PLACES, most=10**9)


def by_meter(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the building meter's remainder.

    ``building_volume premises_volume area total_area tariff`` (formulas 10, 12).

    Gives ``building_remainder`` (signed), ``volume`` and ``amount``.

    :raises UnableToCalculate: when a number is out of its bounds or a premises is larger than the
        building.
    """
    frame = _with_areas(frame, BUILDING_VOLUME, PREMISES_VOLUME)
    return distributed(
        frame,
        REMAINDER.not_below_zero() * AREA / TOTAL_AREA,
    ).with_columns(building_remainder=REMAINDER.rounded(VOLUME_PLACES))


def by_meter_within_norm(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the remainder up to ``common_volume_norm``.

    What exceeds it, ``excess``, is the manager's to pay (p. 44).

    :raises UnableToCalculate: as `by_meter`.
    """
    frame = _with_areas(frame, BUILDING_VOLUME, PREMISES_VOLUME, NORM_VOLUME)
    shared = exact.least(REMAINDER.not_below_zero(), NORM_VOLUME)
    excess = (REMAINDER - NORM_VOLUME).not_below_zero()
    return distributed(frame, shared * AREA / TOTAL_AREA).with_columns(
        building_remainder=REMAINDER.rounded(VOLUME_PLACES),
        excess=excess.rounded(VOLUME_PLACES),
    )


def by_norm(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the norm's volume of a building without a meter.

    ``common_volume_norm area total_area tariff`` (formula 15).

    :raises UnableToCalculate: as `by_meter`.
    """
    return distributed(
        _with_areas(frame, NORM_VOLUME),
        NORM_VOLUME * AREA / TOTAL_AREA,
    )


def reduced(frame: pl.DataFrame) -> pl.DataFrame:
    """Take a negative remainder off the premises' own ``volume`` by persons, never below zero
    (p. 47): gives ``reduced_volume``.

    :raises UnableToCalculate: when a number is out of its bounds or there are more persons than in
        all.
    """
    frame = exact.checked(
        frame,
        BUILDING_VOLUME,
        PREMISES_VOLUME,
        VOLUME,
        PERSONS,
        TOTAL_PERSONS,
        TARIFF,
    )
    refuse_larger(
        frame,
        PERSONS,
        than=TOTAL_PERSONS,
        reason="is more than total_persons, {total_persons}",
    )
    return _less(frame, PERSONS / TOTAL_PERSONS)


def reduced_by_area(frame: pl.DataFrame) -> pl.DataFrame:
    """Take a negative remainder of heat off the premises' own ``volume`` by areas, never below zero
    (p. 47).

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    return _less(
        _with_areas(frame, BUILDING_VOLUME, PREMISES_VOLUME, VOLUME),
        AREA / TOTAL_AREA,
    )


def carried(frame: pl.DataFrame) -> pl.DataFrame:
    """Carry a managing company's negative difference.

    ``carried`` from before gives ``volume`` to pay now and ``carried_on``.

    Rules 124 p. 21(1) as read by the Supreme Court on 20.06.2018, AKPI18-386.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, BUILDING_VOLUME, PREMISES_VOLUME, CARRIED, TARIFF)
    now = REMAINDER - CARRIED
    return frame.with_columns(
        building_remainder=REMAINDER.rounded(VOLUME_PLACES),
        volume=now.not_below_zero().rounded(3),
        carried_on=(now * -1).not_below_zero().rounded(VOLUME_PLACES),
        amount=(now.not_below_zero() * TARIFF).rounded(2),
    )


def _with_areas(frame: pl.DataFrame, *columns: exact.Column) -> pl.DataFrame:
    frame = exact.checked(frame, AREA, TOTAL_AREA, TARIFF, *columns)
    refuse_larger(frame, AREA, than=TOTAL_AREA, reason="is larger than total_area, {total_area}")
    return frame


def _less(frame: pl.DataFrame, share: Exact) -> pl.DataFrame:
    left = (VOLUME - (REMAINDER * -1).not_below_zero() * share).not_below_zero()
    return frame.with_columns(
        building_remainder=REMAINDER.rounded(VOLUME_PLACES),
        reduced_volume=left.rounded(3),
        amount=(left * TARIFF).rounded(2),
    )
