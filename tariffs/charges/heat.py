"""Heat: Rules 354 pp. 42(1), 43, 47, appendix 2 formulas 2, 3."""

import polars as pl

from tariffs import exact
from tariffs.charges.lines import charged, distributed, refuse_larger
from tariffs.charges.quantities import AREA, BUILDING_VOLUME, NORM, TARIFF, TOTAL_AREA
from tariffs.exact import column

ACT = "п. 42(1), прил. 2 ф. 2, 3 Правил, утв. ПП РФ от 06.05.2011 № 354"
PLACES = 6  # of a volume in gigacalories
SEASON_MONTHS = column("season_months", most=13, positive=True)
PAID_MONTHS = column("paid_months", most=13, positive=True)
OWN_VOLUME = column("own_volume", places=6, most=10**6)
METERED_VOLUME = column("metered_volume", places=6, most=10**9)
HEAT_VOLUME = column("heat_volume", places=6, most=10**6)
HEAT_LOAD = column("heat_load", places=6, most=10**4)
CAPACITY_TARIFF = column("capacity_tariff", places=5, most=10**8)
YEAR_FACT = column("year_fact", places=6, most=10**9)
YEAR_BILLED = column("year_billed", places=6, most=10**9)


def by_norm(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge the norm per square metre.

    ``P = S * N * K * T``, K is the season's months over the months paid in.

    Reads ``area norm tariff season_months paid_months``; paid in the season only, both are equal.

    :raises UnableToCalculate: when the season is longer than the months it is paid in.
    """
    frame = exact.checked(frame, AREA, NORM, TARIFF, SEASON_MONTHS, PAID_MONTHS)
    refuse_larger(
        frame,
        SEASON_MONTHS,
        than=PAID_MONTHS,
        reason="is more than paid_months, {paid_months}",
    )
    return charged(
        frame,
        AREA * NORM * (SEASON_MONTHS / PAID_MONTHS),
        places=PLACES,
    )


def by_building_meter(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the building meter: ``P_i = (V_i + S_i * (V - sum V_i) / S) * T`` (formula 3).

    Without own meters all V_i are zero.

    Reads ``building_volume metered_volume own_volume area total_area tariff``; metered_volume is
    the sum over the premises. When the premises metered more than the building, the difference
    lowers their own volumes by areas, never below zero (p. 47).

    :raises UnableToCalculate: when a number is out of its bounds, or a part is larger than its
        whole.
    """
    frame = exact.checked(
        frame,
        BUILDING_VOLUME,
        METERED_VOLUME,
        OWN_VOLUME,
        AREA,
        TOTAL_AREA,
        TARIFF,
    )
    refuse_larger(frame, AREA, than=TOTAL_AREA, reason="is larger than total_area, {total_area}")
    refuse_larger(
        frame,
        OWN_VOLUME,
        than=METERED_VOLUME,
        reason="is more than metered_volume, {metered_volume}",
    )
    used = OWN_VOLUME + (BUILDING_VOLUME - METERED_VOLUME) * (AREA / TOTAL_AREA)
    return distributed(frame, used.not_below_zero(), places=PLACES)


def two_rate(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge energy and load.

    ``P = Q * T_energy + q * T_capacity`` from ``heat_volume tariff heat_load capacity_tariff``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, HEAT_VOLUME, TARIFF, HEAT_LOAD, CAPACITY_TARIFF)
    parts = frame.with_columns(
        energy=(HEAT_VOLUME * TARIFF).rounded(2),
        capacity=(HEAT_LOAD * CAPACITY_TARIFF).rounded(2),
    )
    return parts.with_columns(amount=pl.col("energy") + pl.col("capacity"))


def yearly_correction(frame: pl.DataFrame) -> pl.DataFrame:
    """Correct a year paid by the average.

    ``(V_fact - V_billed) * T * S_i / S`` from ``year_fact year_billed area total_area tariff``.

    :raises UnableToCalculate: when a number is out of its bounds or the premises is larger than the
        building.
    """
    frame = exact.checked(frame, YEAR_FACT, YEAR_BILLED, AREA, TOTAL_AREA, TARIFF)
    refuse_larger(frame, AREA, than=TOTAL_AREA, reason="is larger than total_area, {total_area}")
    return charged(
        frame,
        (YEAR_FACT - YEAR_BILLED) * (AREA / TOTAL_AREA),
        places=PLACES,
    )
