"""Which court and which procedure a debt goes to: Civil Procedure Code arts. 23, 121-122, 232.2.

Arbitration Procedure Code 227, 229.2.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tariffs import inputs
from tariffs.parameters import series

Debtor = Literal["citizen", "sole_trader", "organization"]


@dataclass(frozen=True, slots=True)
class Track:
    """The way a debt goes to court, and the ground for it."""

    court: Literal["general", "arbitration"]
    track: Literal["order", "claim"]
    court_kind: Literal["magistrate", "district", "arbitration"]
    simplified: bool
    ground: str


def choose(*, debtor: Debtor, amount: Decimal, on: date, order_cancelled: bool = False) -> Track:
    """Choose the court and the procedure.

    An order while the sum allows it and none was cancelled, else a claim.

    >>> choose(debtor="citizen", amount=Decimal("30000"), on=date(2026, 11, 21)).court_kind
    'magistrate'

    :raises UnableToCalculate: when the debtor is unknown or the sum is not above zero.
    :raises NotInForce: when the thresholds of the day are not known.
    """
    inputs.choice(
        field="debtor",
        value=debtor,
        among=("citizen", "sole_trader", "organization"),
    )
    inputs.positive(field="amount", value=amount, places=2)
    if debtor == "citizen":
        return _general(amount, on, order_cancelled)
    return _arbitration(debtor, amount, on, order_cancelled)


def _general(amount: Decimal, on: date, order_cancelled: bool) -> Track:
    ordered, ground = _within("order_general", amount, on)
    if ordered and not order_cancelled:
        return Track("general", "order", "magistrate", False, ground)
    magistrate, ground = _within("magistrate_claim", amount, on)
    simplified, simplified_ground = _within("simplified_general", amount, on)
    grounds = [
        ground if magistrate else "ст. 24 ГПК РФ",
        *([simplified_ground] if simplified else []),
    ]
    return Track(
        "general",
        "claim",
        "magistrate" if magistrate else "district",
        simplified,
        "; ".join(grounds),
    )


def _arbitration(debtor: str, amount: Decimal, on: date, order_cancelled: bool) -> Track:
    ordered, ground = _within("order_arbitration", amount, on)
    if ordered and not order_cancelled:
        return Track("arbitration", "order", "arbitration", False, ground)
    simplified, ground = _within(f"simplified_{debtor}", amount, on)
    return Track(
        "arbitration",
        "claim",
        "arbitration",
        simplified,
        ground if simplified else "ст. 27, 28 АПК РФ",
    )


def _within(name: str, amount: Decimal, on: date) -> tuple[bool, str]:
    threshold = series(f"court.{name}").on(on)
    return (
        amount <= threshold.decimal(),
        f"{threshold.act}: не более {threshold.decimal():,} ₽".replace(
            ",",
            "\u00a0",
        ),
    )
