"""Communal flats: Rules 354 pp. 50-52, appendix 2 formulas 7, 8, 9, 16."""

import polars as pl

from tariffs import exact
from tariffs.charges.quantities import PERSONS, TARIFF
from tariffs.exact import Exact, column

ACT = "п. 50–52, прил. 2 ф. 7–9, 16 Правил, утв. ПП РФ от 06.05.2011 № 354"
FLAT_VOLUME = column("flat_volume", places=6, most=10**9)
ROOMS_VOLUME = column("rooms_volume", places=6, most=10**9)
ROOM_VOLUME = column("room_volume", places=6, most=10**9)
FLAT_PERSONS = column("flat_persons", most=10**4, positive=True)
ROOM_AREA = column("room_area", places=3, most=10**5, positive=True)
FLAT_AREA = column("flat_area", places=3, most=10**5, positive=True)


def by_persons(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the flat's meter by residents: ``flat_volume persons flat_persons tariff`` (formula 7).

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, FLAT_VOLUME, PERSONS, FLAT_PERSONS, TARIFF)
    return _charged(frame, FLAT_VOLUME * PERSONS / FLAT_PERSONS)


def by_room_meters(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge the room's meter and a share by residents of what the flat used beside its rooms (formula 9).

    Reads ``flat_volume rooms_volume room_volume persons flat_persons tariff``; rooms_volume is the sum over all rooms.

    :raises UnableToCalculate: when the rooms used more than the flat.
    """
    frame = exact.checked(frame, FLAT_VOLUME, ROOMS_VOLUME, ROOM_VOLUME, PERSONS, FLAT_PERSONS, TARIFF)
    too_much = pl.col("rooms_volume") > pl.col("flat_volume")
    exact.refuse(frame, too_much, field="rooms_volume", reason="is more than flat_volume, {flat_volume}")
    return _charged(frame, ROOM_VOLUME + (FLAT_VOLUME - ROOMS_VOLUME) * PERSONS / FLAT_PERSONS)


def by_area(frame: pl.DataFrame) -> pl.DataFrame:
    """Share heat, or the flat's common property volume, by living areas: ``flat_volume room_area flat_area tariff`` (formulas 8, 16).

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, FLAT_VOLUME, ROOM_AREA, FLAT_AREA, TARIFF)
    return _charged(frame, FLAT_VOLUME * ROOM_AREA / FLAT_AREA)


def _charged(frame: pl.DataFrame, share: Exact) -> pl.DataFrame:
    return frame.with_columns(volume=share.rounded(3), amount=(share * TARIFF).rounded(2))
