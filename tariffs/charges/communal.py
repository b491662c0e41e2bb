"""Communal flats: Rules 354 pp. 50-52, appendix 2 formulas 7, 8, 9, 16.

Where the key of the flat, ``flat``, is a column of the frame, the volumes of its rooms add up to
the flat's.
"""

import polars as pl

from tariffs import exact
from tariffs.charges.lines import distributed, refuse_larger
from tariffs.charges.quantities import PERSONS, TARIFF
from tariffs.exact import column

ACT = "п. 50–52, прил. 2 ф. 7–9, 16 Правил, утв. ПП РФ от 06.05.2011 № 354"
FLAT_VOLUME = column("flat_volume", places=6, most=10**9)
ROOMS_VOLUME = column("rooms_volume", places=6, most=10**9)
ROOM_VOLUME = column("room_volume", places=6, most=10**9)
FLAT_PERSONS = column("flat_persons", most=10**4, positive=True)
ROOM_AREA = column("room_area", places=3, most=10**5, positive=True)
FLAT_AREA = column("flat_area", places=3, most=10**5, positive=True)


def by_persons(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the flat's meter by residents: ``flat_volume persons flat_persons tariff`` (formula 7).

    :raises UnableToCalculate: when a number is out of its bounds or the room is larger than the
        flat.
    """
    frame = exact.checked(frame, FLAT_VOLUME, PERSONS, FLAT_PERSONS, TARIFF)
    refuse_larger(
        frame,
        PERSONS,
        than=FLAT_PERSONS,
        reason="is more than flat_persons, {flat_persons}",
    )
    return distributed(
        frame,
        FLAT_VOLUME * PERSONS / FLAT_PERSONS,
        within="flat",
    )


def by_room_meters(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge the room's meter and a share by residents of what the flat used beside its rooms
    (formula 9).

    Reads ``flat_volume rooms_volume room_volume persons flat_persons tariff``; rooms_volume is the
    sum over all rooms.

    :raises UnableToCalculate: when the rooms used more than the flat, or the room more than the
        rooms.
    """
    frame = exact.checked(
        frame,
        FLAT_VOLUME,
        ROOMS_VOLUME,
        ROOM_VOLUME,
        PERSONS,
        FLAT_PERSONS,
        TARIFF,
    )
    refuse_larger(
        frame,
        ROOMS_VOLUME,
        than=FLAT_VOLUME,
        reason="is more than flat_volume, {flat_volume}",
    )
    refuse_larger(
        frame,
        ROOM_VOLUME,
        than=ROOMS_VOLUME,
        reason="is more than rooms_volume, {rooms_volume}",
    )
    refuse_larger(
        frame,
        PERSONS,
        than=FLAT_PERSONS,
        reason="is more than flat_persons, {flat_persons}",
    )
    return distributed(
        frame,
        ROOM_VOLUME + (FLAT_VOLUME - ROOMS_VOLUME) * PERSONS / FLAT_PERSONS,
        within="flat",
    )


def by_area(frame: pl.DataFrame) -> pl.DataFrame:
    """Share heat, or the flat's common property volume, by living areas.

    ``flat_volume room_area flat_area tariff`` (formulas 8, 16).

    :raises UnableToCalculate: when a number is out of its bounds or the room is larger than the
        flat.
    """
    frame = exact.checked(frame, FLAT_VOLUME, ROOM_AREA, FLAT_AREA, TARIFF)
    refuse_larger(frame, ROOM_AREA, than=FLAT_AREA, reason="is larger than flat_area, {flat_area}")
    return distributed(
        frame,
        FLAT_VOLUME * ROOM_AREA / FLAT_AREA,
        within="flat",
    )
