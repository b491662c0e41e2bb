"""Waste: Rules 354 pp. 148(1)-148(46), appendix 2 formulas 9(1)-9(4).

PP 293 of 07.03.2025; PP 671 of 24.05.2024.
"""

import polars as pl

from tariffs import exact
from tariffs.charges import in_force, months
from tariffs.charges.lines import charged, distributed, refuse_larger
from tariffs.charges.quantities import AREA, RESIDENTS, TARIFF, TOTAL_AREA, TOTAL_PERSONS
from tariffs.exact import column

ACT_ABSENCE = "п. 86(1) Правил, утв. ПП РФ от 06.05.2011 № 354"
ACT = "п. 148(1)–148(46), прил. 2 ф. 9(1)–9(4) Правил, утв. ПП РФ от 06.05.2011 № 354"
YEARLY_NORM = column("yearly_norm", places=6, most=10**4)
UNITS = column("units", places=3, most=10**6)
CONTAINER = column("container_volume", places=3, most=10**3, positive=True)
CONTAINERS = column("containers", most=10**4)
PICKUPS = column("pickups", most=10**4)
REMOVED = column("removed_volume", places=6, most=10**8)
MASS = column("mass", places=6, most=10**6)
MONTHS = 12
SMALL_AREA = column("area", places=3, most=10**5, positive=True)
SMALL_NORM = column("yearly_norm", places=6, most=10)
ABSENT, FEW_PERSONS = (column(name, most=10**3, positive=True) for name in ("absent", "persons"))


def by_persons(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge ``P = n * N / 12 * T`` from ``persons yearly_norm tariff`` (formula 9(1)).

    Nobody lives there: count the owners.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    return charged(
        exact.checked(frame, RESIDENTS, YEARLY_NORM, TARIFF),
        RESIDENTS * YEARLY_NORM / MONTHS,
    )


def by_area(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge ``P = S * N / 12 * T`` from ``area yearly_norm tariff`` (formula 9(2)).

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    return charged(
        exact.checked(frame, AREA, YEARLY_NORM, TARIFF),
        AREA * YEARLY_NORM / MONTHS,
    )


def by_units(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge an organization by its category's norm.

    ``P = units * N / 12 * T`` from ``units yearly_norm tariff``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    return charged(
        exact.checked(frame, UNITS, YEARLY_NORM, TARIFF),
        UNITS * YEARLY_NORM / MONTHS,
    )


def by_containers(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge an organization's own containers.

    ``P = V * count * pickups * T`` from ``container_volume containers pickups tariff``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    return charged(
        exact.checked(frame, CONTAINER, CONTAINERS, PICKUPS, TARIFF),
        CONTAINER * CONTAINERS * PICKUPS,
    )


def by_fact_and_persons(frame: pl.DataFrame) -> pl.DataFrame:
    """Share what was taken away by persons.

    ``removed_volume persons total_persons tariff`` (formula 9(3)).

    :raises UnableToCalculate: when a number is out of its bounds or there are more persons than in
        all.
    """
    frame = exact.checked(frame, REMOVED, RESIDENTS, TOTAL_PERSONS, TARIFF)
    refuse_larger(
        frame,
        RESIDENTS,
        than=TOTAL_PERSONS,
        reason="is more than total_persons, {total_persons}",
    )
    return distributed(frame, REMOVED * RESIDENTS / TOTAL_PERSONS)


def by_fact_and_area(frame: pl.DataFrame) -> pl.DataFrame:
    """Share what was taken away by areas: ``removed_volume area total_area tariff`` (formula 9(4)).

    :raises UnableToCalculate: when a number is out of its bounds or the area is larger than all.
    """
    frame = exact.checked(frame, REMOVED, AREA, TOTAL_AREA, TARIFF)
    refuse_larger(frame, AREA, than=TOTAL_AREA, reason="is larger than total_area, {total_area}")
    return distributed(frame, REMOVED * (AREA / TOTAL_AREA))


def absence_by_area(frame: pl.DataFrame) -> pl.DataFrame:
    """Recalculate for absent persons where waste is charged by area (p. 86(1)).

    ``S * N / 12 * T * n_absent / n * d / D`` taken off.

    Reads ``area yearly_norm tariff absent persons departure arrival``, persons is all who live
    there. Gives rows by months with ``days``, ``volume`` and ``amount``.

    :raises UnableToCalculate: when more are absent than live there, or five full days or fewer lie
        between departure and arrival.
    :raises NotInForce: for days before 1 March 2023.
    """
    frame = exact.checked(frame, SMALL_AREA, SMALL_NORM, ABSENT, FEW_PERSONS, TARIFF)
    refuse_larger(frame, ABSENT, than=FEW_PERSONS, reason="is more than persons, {persons}")
    absent = months.away(frame)
    in_force.check(absent, in_force.WASTE_ABSENCE_BY_AREA)
    return charged(
        months.cut(absent),
        SMALL_AREA * SMALL_NORM / MONTHS * ABSENT * months.share() * -1 / FEW_PERSONS,
    )


def by_mass(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge the weighed mass: ``mass tariff``, tonnes and roubles a tonne.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    return charged(
        exact.checked(frame, MASS, TARIFF),
        MASS * 1,
    )
