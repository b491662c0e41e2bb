"""Which services may be restricted for a debt, and on what ground.

ПП 354 п. 117-122, ПП 442, 190-ФЗ ст. 22, 416-ФЗ ст. 21.

A citizen's heating is never restricted, cold water not in an apartment building; the handling of
waste never, whoever owes. The debts of a managing company or an association are the house's: a
restriction would fall on residents who have paid (ПП 354 п. 122).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from tariffs import inputs
from tariffs.parameters import series

Debtor = Literal["citizen", "business", "manager"]
DEBTORS = ("citizen", "business", "manager")
SERVICES = ("electricity", "heat", "water", "hot_water", "wastewater", "waste")
ANYWHERE = "anywhere"
OUTSIDE = "outside_apartment_buildings"
_KOPECK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Ground:
    """The acts that papers cite, in the nominative.

    On restricting a service, and on bringing it back.
    """

    act: str
    resumption: str


def ground(*, service: str, debtor: str, in_apartment_building: bool, on: date) -> Ground | None:
    """Find the ground to restrict a service for a debt; nothing when the law forbids it.

    >>> winter = date(2026, 11, 21)
    >>> ground(service="heat", debtor="citizen", in_apartment_building=True, on=winter) is None
    True

    :raises UnableToCalculate: when the service or the debtor is unknown.
    :raises NotInForce: when the law of the day is not known.
    """
    inputs.choice(
        field="service",
        value=service,
        among=SERVICES,
    )
    inputs.choice(
        field="debtor",
        value=debtor,
        among=DEBTORS,
    )
    if debtor == "manager":
        return None
    row = series(f"restriction.{debtor}.{service}").on(on)
    where = row["value"]
    if where == ANYWHERE:
        return Ground(row.act, row["resumption"])
    if where == OUTSIDE and not in_apartment_building:
        return Ground(row.act, row["resumption"])
    return None


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one service: what was charged, and what of it is unpaid."""

    charged: Decimal
    debt: Decimal


def told_before(*, service: str, debtor: str, on: date) -> tuple[str, ...]:
    """Tell who hears of the restriction of a service a day before it, beside the warning.

    >>> told_before(service="heat", debtor="business", on=date(2026, 11, 21))
    ('потребитель',)

    :raises UnableToCalculate: when the service or the debtor is unknown.
    :raises NotInForce: when the law of the day is not known.
    """
    inputs.choice(
        field="service",
        value=service,
        among=SERVICES,
    )
    inputs.choice(
        field="debtor",
        value=debtor,
        among=DEBTORS,
    )
    if debtor == "manager":
        return ()
    return tuple(series(f"restriction.{debtor}.{service}").on(on).values.get("told", ()))


def by_norm(*, norm: Decimal, persons: int, tariff: Decimal) -> Decimal:
    """Tell what a month of a service costs by the norm of its day, meter or not (ПП 354 п. 118).

    >>> by_norm(norm=Decimal(85), persons=2, tariff=Decimal("5.38"))
    Decimal('914.60')

    :raises UnableToCalculate: when one of them is negative.
    """
    for field, value in (("norm", norm), ("persons", persons), ("tariff", tariff)):
        inputs.not_negative(field=field, value=Decimal(value))
    return (norm * persons * tariff).quantize(_KOPECK, ROUND_HALF_UP)


def is_enough_of_citizen(*, owed: Decimal, monthly: Decimal, on: date) -> bool:
    """Tell whether a citizen owes more for a service than so many months by the norm.

    >>> is_enough_of_citizen(owed=Decimal(3000), monthly=Decimal(1500), on=date(2026, 11, 21))
    False

    :raises UnableToCalculate: when the charge is negative.
    :raises NotInForce: when the law of the day is not known.
    """
    inputs.not_negative(field="monthly", value=monthly)
    return owed > series("notice.debt_months").on(on).decimal() * monthly


def is_enough_of_business(*, service: str, months: Sequence[Month], on: date) -> bool:
    """Tell whether business owes enough for a service to be restricted.

    For heat more than the dearest of the months claimed, for water so many months and more, for
    electricity anything: each law has its own measure.

    :raises UnableToCalculate: when the service is unknown.
    :raises NotInForce: when the law of the day is not known.
    """
    inputs.choice(
        field="service",
        value=service,
        among=SERVICES,
    )
    least = series(f"restriction.business.{service}").on(on)
    unpaid = [month for month in months if month.debt > 0]
    if "months_at_least" in least.values:
        return len(unpaid) >= least.decimal("months_at_least")
    dearest = max((month.charged for month in months), default=Decimal(0))
    owed = sum((month.debt for month in unpaid), Decimal(0))
    return owed > least.decimal("more_than_months") * dearest
