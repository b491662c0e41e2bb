"""Sewage and hot water: Rules 354 pp. 38, 42, appendix 2 p. 26."""

import polars as pl

from tariffs import exact
from tariffs.charges.lines import charged, refuse_lowering
from tariffs.charges.quantities import MULTIPLIER, TARIFF, VOLUME
from tariffs.exact import column

ACT_SEWAGE = "п. 42 Правил, утв. ПП РФ от 06.05.2011 № 354"
ACT_HOT = "п. 38, прил. 2 п. 26 Правил, утв. ПП РФ от 06.05.2011 № 354"
COLD_VOLUME = column("cold_volume", places=6, most=10**8)
HOT_VOLUME = column("hot_volume", places=6, most=10**8)
WATER_TARIFF = column("water_tariff", places=5, most=10**7)
HEAT_TARIFF = column("heat_tariff", places=5, most=10**7)
HEATING_NORM = column("heating_norm", places=6, most=10)


def sewage(frame: pl.DataFrame) -> pl.DataFrame:
    """Drain what was supplied.

    ``cold_volume hot_volume tariff`` give ``volume = cold + hot`` and ``amount``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, COLD_VOLUME, HOT_VOLUME, TARIFF)
    return charged(frame, COLD_VOLUME + HOT_VOLUME)


def hot_two_component(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge water and the heat in it.

    ``P = V * T_water * K + V * q * T_heat``, q is always the norm; K raises the water only.

    Reads ``volume heating_norm water_tariff heat_tariff multiplier``; gives ``water multiplier_part
    heat_volume heat amount``.

    :raises UnableToCalculate: when a number is out of its bounds or the multiplier is below 1.
    """
    frame = exact.checked(frame, VOLUME, HEATING_NORM, WATER_TARIFF, HEAT_TARIFF, MULTIPLIER)
    refuse_lowering(frame)
    heat = VOLUME * HEATING_NORM
    parts = frame.with_columns(
        water=(VOLUME * WATER_TARIFF).rounded(2),
        multiplier_part=(VOLUME * (MULTIPLIER - 1) * WATER_TARIFF).rounded(2),
        heat_volume=heat.rounded(6),
        heat=(heat * HEAT_TARIFF).rounded(2),
    )
    return parts.with_columns(amount=pl.sum_horizontal("water", "multiplier_part", "heat"))


def hot_one_part(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge hot water at one tariff: ``volume tariff`` give ``amount``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, VOLUME, TARIFF)
    return frame.with_columns(amount=(VOLUME * TARIFF).rounded(2))
