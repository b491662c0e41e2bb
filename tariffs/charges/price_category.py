"""Electricity of organizations by price categories 1-6: PP 442 pp. 86-97, PP 1179.

Network services PP 861 p. 15(1).

First: the month's volume at one price. Second: zones of the day. Third to sixth: by the hour, with
capacity apart; the fourth and the sixth pay for the network at two rates; the fifth and the sixth
plan each hour and pay for deviations. Prices are without VAT; each component is a charge line and
is rounded by itself.
"""

import polars as pl

from tariffs import exact, inputs
from tariffs.charges.quantities import TARIFF, VOLUME
from tariffs.exact import Column, column

ACT = (
    "п. 86–97 Основных положений, утв. ПП РФ от 04.05.2012 № 442; Правила, утв. ПП РФ от "
    "29.12.2011 № 1179"
)
SMALL_POWER_KW = 670
MOST_HOURS = 10**4


def _price(name: str, *, signed: bool = False) -> Column:
    return column(
        name,
        places=5,
        most=10**7,
        signed=signed,
    )


ENERGY, TRANSMISSION, SALES, INFRASTRUCTURE = (
    _price(name) for name in ("energy", "transmission", "sales", "infrastructure")
)
LOSSES = _price("losses")
MAINTENANCE = _price("maintenance")
CAPACITY = column("capacity", places=6, most=10**8)
NETWORK_CAPACITY = column("network_capacity", places=6, most=10**8)
CAPACITY_PRICE = _price("capacity_price")
CAPACITY_SALES = _price("capacity_sales")
FACT, PLAN = (column(name, places=6, most=10**8) for name in ("fact", "plan"))
PRICE, EXCESS_PRICE, SHORTFALL_PRICE = (
    _price(name) for name in ("price", "excess_price", "shortfall_price")
)
PLAN_RATE = _price("plan_rate", signed=True)
DEVIATION_RATE = _price("deviation_rate", signed=True)


def eligible(*, category: int, max_power_kw: int) -> bool:
    """Tell whether a consumer of that power may choose the category (p. 97).

    From 670 kW on only the third to the sixth.

    :raises UnableToCalculate: when there is no such category.
    """
    inputs.whole(field="category", value=category, least=1, most=6)
    return max_power_kw < SMALL_POWER_KW or category >= 3


def first(frame: pl.DataFrame) -> pl.DataFrame:
    """Charge the month's ``volume`` at ``energy + transmission + sales + infrastructure``.

    Gives ``price`` and ``amount``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    frame = exact.checked(frame, VOLUME, ENERGY, TRANSMISSION, SALES, INFRASTRUCTURE)
    price = ENERGY + TRANSMISSION + SALES + INFRASTRUCTURE
    return frame.with_columns(
        price=price.rounded(5),
        amount=(VOLUME * price).rounded(2),
    )


def second(zones: pl.DataFrame) -> pl.DataFrame:
    """Charge each zone of the day, a row of ``volume`` and ``tariff``, which is the whole price of
    the zone: gives ``amount``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    return exact.checked(zones, VOLUME, TARIFF).with_columns(amount=(VOLUME * TARIFF).rounded(2))


def by_hours(
    accounts: pl.DataFrame, hours: pl.DataFrame, *, two_rate: bool, planned: bool
) -> pl.DataFrame:
    """Charge the third (one-rate) to the sixth (two-rate and planned) category.

    Accounts: ``row sales infrastructure capacity capacity_price capacity_sales``, and
    ``transmission`` or, two-rate, ``losses maintenance network_capacity``, and, planned,
    ``plan_rate deviation_rate``. Hours: ``row fact price``, and, planned, ``plan excess_price
    shortfall_price``. Gives one column a component, ``*_amount``, and their sum ``amount``.

    :raises UnableToCalculate: when a number is out of its bounds.
    """
    prices = [SALES, INFRASTRUCTURE, CAPACITY, CAPACITY_PRICE, CAPACITY_SALES]
    prices += [LOSSES, MAINTENANCE, NETWORK_CAPACITY] if two_rate else [TRANSMISSION]
    amounts = _energy_amounts() | _network_amounts(two_rate)
    if planned:
        prices += [PLAN_RATE, DEVIATION_RATE]
        amounts |= _plan_amounts()
    accounts = exact.checked(accounts, *prices)
    charged = accounts.join(
        _sums(hours, planned=planned),
        on="row",
        maintain_order="left",
    )
    charged = charged.with_columns(**amounts)
    return charged.with_columns(amount=pl.sum_horizontal([*amounts]))


def _sums(hours: pl.DataFrame, *, planned: bool) -> pl.DataFrame:
    """Add up the hours of each row; sums of products keep all eleven places."""
    over = (FACT - PLAN).not_below_zero()
    under = (PLAN - FACT).not_below_zero()
    hours = exact.checked(
        hours,
        FACT,
        PRICE,
        *((PLAN, EXCESS_PRICE, SHORTFALL_PRICE) if planned else ()),
    )
    sums = {"volume": FACT, "energy_sum": FACT * PRICE}
    if planned:
        sums |= {
            "excess_sum": over * EXCESS_PRICE,
            "shortfall_sum": under * SHORTFALL_PRICE,
            "plan_sum": PLAN,
            "deviation_sum": over + under,
        }
    totals = {name: term.sum(most_rows=MOST_HOURS).rounded(11) for name, term in sums.items()}
    return hours.group_by("row", maintain_order=True).agg(**totals)


def _total(name: str) -> Column:
    return column(name, places=11, most=10**16)


def _energy_amounts() -> dict[str, pl.Expr]:
    used = column("volume", places=11, most=10**12)
    return {
        "energy_amount": _total("energy_sum").rounded(2),
        "sales_amount": (used * SALES).rounded(2),
        "infrastructure_amount": (used * INFRASTRUCTURE).rounded(2),
        "capacity_amount": (CAPACITY * (CAPACITY_PRICE + CAPACITY_SALES)).rounded(2),
    }


def _network_amounts(two_rate: bool) -> dict[str, pl.Expr]:
    used = column("volume", places=11, most=10**12)
    if not two_rate:
        return {"transmission_amount": (used * TRANSMISSION).rounded(2)}
    return {
        "losses_amount": (used * LOSSES).rounded(2),
        "maintenance_amount": (NETWORK_CAPACITY * MAINTENANCE).rounded(2),
    }


def _plan_amounts() -> dict[str, pl.Expr]:
    planned, deviation = (
        column(name, places=11, most=10**12) for name in ("plan_sum", "deviation_sum")
    )
    return {
        "excess_amount": _total("excess_sum").rounded(2),
        "shortfall_amount": _total("shortfall_sum").rounded(2),
        "plan_amount": (planned * PLAN_RATE).rounded(2),
        "deviation_amount": (deviation * DEVIATION_RATE).rounded(2),
    }


def break_even_hours(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the ``hours`` of use a month above which two network rates are cheaper.

    ``maintenance / (transmission - losses)``.

    :raises UnableToCalculate: when losses are not below the one-rate price.
    """
    frame = exact.checked(frame, MAINTENANCE, TRANSMISSION, LOSSES)
    not_below = pl.col("losses") >= pl.col("transmission")
    exact.refuse(
        frame,
        not_below,
        field="losses",
        reason="must be below transmission, {transmission}",
    )
    return frame.with_columns(hours=(MAINTENANCE / (TRANSMISSION - LOSSES)).rounded(0))
