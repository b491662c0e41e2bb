"""State duty that a court gives back: Tax Code art. 333.40.

All of it when the court did not decide on the claim, and a share when the parties settled: the
sooner, the more. What is given back may be counted against the duty of a like claim instead (p. 6).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tariffs import inputs, money
from tariffs.parameters import series

Ending = Literal["undecided", "settled"]
Instance = Literal["first", "appeal", "cassation"]
ENDINGS = ("undecided", "settled")
_SERIES = {
    "undecided": "duty_back.undecided",
    "settled": "duty_back.settled",
}
INSTANCES = ("first", "appeal", "cassation")


@dataclass(frozen=True, slots=True)
class Back:
    """What of a duty comes back: a share of what was paid, in roubles, and by what act."""

    amount: Decimal
    percent: Decimal
    act: str


def back(*, ending: Ending, paid: Decimal, on: date, instance: Instance = "first") -> Back:
    """Count what comes back of a duty when a claim has ended so on a day.

    >>> back(ending="settled", paid=Decimal("4000.00"), on=date(2026, 3, 2)).amount
    Decimal('2800.00')

    :raises UnableToCalculate: when the ending or the court is unknown, or the sum is below zero
    :raises NotInForce: when the share of the day is not known
    """
    inputs.choice(field="ending", value=ending, among=ENDINGS)
    inputs.choice(field="instance", value=instance, among=INSTANCES)
    inputs.not_negative(field="paid", value=paid, places=2)
    share = "value"
    if ending == "settled":
        share = instance
    row = series(_SERIES[ending]).on(on)
    percent = row.decimal(share)
    return Back(
        amount=money.rounded(paid * percent / 100),
        percent=percent,
        act=row.act,
    )
