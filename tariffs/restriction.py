"""Which services may be restricted for a debt, and on what ground.

ПП 354 п. 117-122, ПП 442, 190-ФЗ ст. 22, 416-ФЗ ст. 21.

A citizen's heating is never restricted, cold water not in an apartment building; the handling of
waste never, whoever owes. The debts of a managing company or an association are the house's: a
restriction would fall on residents who have paid (ПП 354 п. 122).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tariffs import inputs
from tariffs.parameters import series

Debtor = Literal["citizen", "business", "manager"]
DEBTORS = ("citizen", "business", "manager")
SERVICES = ("electricity", "heat", "water", "hot_water", "wastewater", "waste")
ANYWHERE = "anywhere"
OUTSIDE = "outside_apartment_buildings"


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
    inputs.choice(field="service", value=service, among=SERVICES)
    inputs.choice(field="debtor", value=debtor, among=DEBTORS)
    if debtor == "manager":
        return None
    row = series(f"restriction.{debtor}.{service}").on(on)
    where = row["value"]
    if where == ANYWHERE:
        return Ground(row.act, row["resumption"])
    if where == OUTSIDE and not in_apartment_building:
        return Ground(row.act, row["resumption"])
    return None


def least_debt(*, debtor: str, monthly: Decimal, on: date) -> Decimal:
    """Tell the sum that the debt for one service must exceed.

    Of a citizen so many monthly charges (ПП 354 п. 118), of business any debt.

    >>> least_debt(debtor="citizen", monthly=Decimal(1500), on=date(2026, 11, 21))
    Decimal('3000')

    :raises UnableToCalculate: when the debtor is unknown or the charge is negative.
    :raises NotInForce: when the law of the day is not known.
    """
    inputs.choice(field="debtor", value=debtor, among=DEBTORS)
    inputs.not_negative(field="monthly", value=monthly)
    if debtor == "citizen":
        return series("notice.debt_months").on(on).decimal() * monthly
    return Decimal(0)
