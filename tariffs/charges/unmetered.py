"""Uncontrolled consumption of organizations: PP 442 pp. 187-189 and appendix 3.

The factor is for a lawyer to confirm.
"""

from datetime import date

import polars as pl

from tariffs import exact
from tariffs.charges import in_force
from tariffs.charges.lines import charged_above
from tariffs.charges.quantities import TARIFF
from tariffs.exact import Exact, column, of

ACT = "п. 187, 189, прил. 3 Основных положений, утв. ПП РФ от 04.05.2012 № 442"
MAX_POWER = column("max_power", places=3, most=10**6, positive=True)
CURRENT = column("current", places=3, most=10**5, positive=True)
VOLTAGE = column("phase_voltage", places=3, most=10**3, positive=True)
COSINE = column("cosine", places=3, most=2, positive=True)
PHASES = column("phases", most=4, positive=True)
HOURS = column(
    "hours", most=8_761, positive=True
)  # appendix 3: not more than 8 760, in a leap year too
BILLED = column("billed", places=6, most=10**9)


def by_power(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge the greatest power for the hours, at most a year: ``max_power hours billed tariff``.

    :raises UnableToCalculate: when a number is out of its bounds or more was billed already.
    """
    return _charged(
        exact.checked(frame, MAX_POWER, HOURS, BILLED, TARIFF),
        MAX_POWER * HOURS,
    )


def by_current(
    frame: pl.DataFrame, *, without_contract: bool, on: date | None = None
) -> pl.DataFrame:
    """Charge the cable's permitted current.

    ``phases current phase_voltage cosine hours billed tariff``, amperes and kilovolts.

    Unmetered use under a contract is raised by the factor of appendix 3 in force `on` the day (the
    newest if none is given), use without a contract is not.

    :raises UnableToCalculate: when a number is out of its bounds, the phases are not 1 or 3, or
        more was billed already.
    :raises NotInForce: when the factor is not known for the day.
    """
    frame = exact.checked(frame, PHASES, CURRENT, VOLTAGE, COSINE, HOURS, BILLED, TARIFF)
    wrong_phases = ~pl.col("phases").is_in([1, 3])
    wrong = wrong_phases | (pl.col("cosine") > 1)
    exact.refuse(
        frame,
        wrong,
        field="phases",
        reason="must be 1 or 3, with a cosine up to 1, not {cosine}",
    )
    if without_contract:
        factor = of(1)
    else:
        factor = of(in_force.edition("unmetered_use_multiplier", on=on).fraction())
    return _charged(
        frame,
        PHASES * CURRENT * VOLTAGE * COSINE * HOURS * factor,
    )


def _charged(frame: pl.DataFrame, used: Exact) -> pl.DataFrame:
    return charged_above(
        frame,
        used,
        billed=BILLED,
        reason="is more than the volume of unmetered use",
    )
