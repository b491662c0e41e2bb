"""Losses between the meter and the balance border.

PP 442 pp. 144-148, Ministry of Energy order 326 of 30.12.2008.
"""

import polars as pl

from tariffs import exact
from tariffs.charges.quantities import VOLUME, VOLUME_PLACES
from tariffs.exact import column

ACT = "п. 144–148 Основных положений, утв. ПП РФ от 04.05.2012 № 442"
PERCENT = column("percent", places=4, most=100)
ACTIVE, REACTIVE = (column(name, places=2, most=10**8) for name in ("active", "reactive"))
RESISTANCE = column("resistance", places=4, most=10**3)
FORM = column("form_factor_squared", places=3, most=10**2, positive=True)
VOLTAGE = column("voltage", places=2, most=10**3, positive=True)
HOURS = column("hours", most=10**4, positive=True)
IDLE, SHORT = (column(name, places=3, most=10**4) for name in ("idle_loss", "short_circuit_loss"))
LOAD, RATED_LOAD = (
    column(name, places=2, most=10**6, positive=True) for name in ("load", "rated_load")
)
RATED_VOLTAGE = column("rated_voltage", places=2, most=10**3, positive=True)
HEAD, OTHERS, TRANSIT = (
    column(name, places=6, most=10**9)
    for name in ("head_volume", "subscribers_volume", "transit_volume")
)


def by_percent(frame: pl.DataFrame) -> pl.DataFrame:
    """Bring a metered ``volume`` to the border by ``percent``.

    More if the meter is ``inside`` the consumer's part, less if not.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, VOLUME, PERCENT)
    part = PERCENT / 100
    at_border = VOLUME * (
        exact.when(
            pl.col("inside"),
            then=part,
            otherwise=part * -1,
        )
        + 1
    )
    return frame.with_columns(border_volume=at_border.rounded(VOLUME_PLACES))


def in_line(frame: pl.DataFrame) -> pl.DataFrame:
    """Count a line's loss, kWh.

    ``(Wa² + Wr²) * R * Kf² / (U² * T) / 1000`` from ``active reactive resistance
    form_factor_squared voltage hours``: kWh, kvarh, ohm, kV.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, ACTIVE, REACTIVE, RESISTANCE, FORM, VOLTAGE, HOURS)
    squares = ACTIVE * ACTIVE + REACTIVE * REACTIVE
    loss = squares * RESISTANCE * FORM / VOLTAGE / VOLTAGE / HOURS / 1000
    return frame.with_columns(loss=loss.rounded(VOLUME_PLACES))


def in_transformer(frame: pl.DataFrame) -> pl.DataFrame:
    """Count a transformer's loss, kWh: ``P_idle * T * (U/Un)² + P_short * (S/Sn)² * Kf² * T``.

    Reads ``idle_loss short_circuit_loss voltage rated_voltage load rated_load form_factor_squared
    hours``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(
        frame,
        IDLE,
        SHORT,
        VOLTAGE,
        RATED_VOLTAGE,
        LOAD,
        RATED_LOAD,
        FORM,
        HOURS,
    )
    idle = IDLE * HOURS * VOLTAGE * VOLTAGE / RATED_VOLTAGE / RATED_VOLTAGE
    loaded = SHORT * FORM * HOURS * LOAD * LOAD / RATED_LOAD / RATED_LOAD
    parts = frame.with_columns(
        idle_part=idle.rounded(VOLUME_PLACES),
        load_part=loaded.rounded(VOLUME_PLACES),
    )
    loss = pl.col("idle_part") + pl.col("load_part")
    return parts.with_columns(loss=loss)


def own_volume(frame: pl.DataFrame) -> pl.DataFrame:
    """Take subscribers and transit off the head meter.

    ``head_volume subscribers_volume transit_volume``, all at one border.

    :raises UnableToCalculate: when more was passed on than came in.
    """
    frame = exact.checked(frame, HEAD, OTHERS, TRANSIT)
    found = frame.with_columns(own_volume=(HEAD - OTHERS - TRANSIT).rounded(VOLUME_PLACES))
    exact.refuse(
        found,
        pl.col("own_volume") < 0,
        field="head_volume",
        reason="is less than what was passed on",
    )
    return found
