"""Who pays for a month of a home: the holders of a right to it, by share and by days.

The duty to pay arises with the right (Housing Code art. 153); co-owners pay by their shares (Civil
Code art. 249; Supreme Court Plenum 22 of 27.06.2017 p. 27), and a home sold in a month is paid for
by both, each for its days. For a minor its parents pay (Civil Code arts. 26, 28; p. 28).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from tariffs.parameters import series

ACT = "ст. 153, 155 ЖК РФ; ст. 21, 26, 28, 249 ГК РФ; п. 27, 28 ППВС РФ от 27.06.2017 № 22"
_KOPECK = Decimal("0.01")
_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Holder:
    """A share in a home over ``[starts_on, ends_on)``; ``key`` tells holders apart."""

    key: int
    share: Fraction
    starts_on: date
    ends_on: date | None = None


def parts(*, holders: Iterable[Holder], period: date) -> dict[int, Fraction]:
    """Return what part of the month that begins with ``period`` each holder pays for.

    >>> sold = Holder(1, Fraction(1), date(2020, 1, 1), date(2026, 6, 11))
    >>> bought = Holder(2, Fraction(1), date(2026, 6, 11))
    >>> parts(holders=[sold, bought], period=date(2026, 6, 1))
    {1: Fraction(1, 3), 2: Fraction(2, 3)}
    """
    ends = period + relativedelta(months=1)
    length = (ends - period).days
    found: dict[int, Fraction] = {}
    for holder in holders:
        since = max(holder.starts_on, period)
        until = min(
            holder.ends_on or ends,
            ends,
        )
        days = (until - since).days
        if days > 0:
            part = holder.share * Fraction(days, length)
            found[holder.key] = found.get(holder.key, Fraction(0)) + part
    return found


def unknown(shared: dict[int, Fraction]) -> Fraction:
    """Return for what part of a month nobody is known to pay."""
    return max(
        Fraction(0),
        _WHOLE - sum(shared.values(), Fraction(0)),
    )


def split(*, amount: Decimal, by: Sequence[Fraction]) -> list[Decimal]:
    """Return a sum in parts of whole kopecks that add up to it: what is left goes to the largest
    remainders.

    >>> split(amount=Decimal("100.00"), by=[Fraction(1, 3)] * 3)
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    whole = sum(by, Fraction(0))
    kopecks = int(amount / _KOPECK)
    exact = [kopecks * part / whole for part in by]
    floors = [int(one) for one in exact]
    by_remainder = sorted(
        range(len(by)),
        key=lambda place: floors[place] - exact[place],
    )
    for place in by_remainder[: kopecks - sum(floors)]:
        floors[place] += 1
    return [one * _KOPECK for one in floors]


def is_minor(*, born: date, on: date) -> bool:
    """Say whether somebody is not of age on a day.

    >>> is_minor(born=date(2008, 6, 1), on=date(2026, 5, 31))
    True
    >>> is_minor(born=date(2008, 6, 1), on=date(2026, 6, 1))
    False
    """
    years = int(series("liability.majority_years").on(on).decimal())
    of_age: date = born + relativedelta(years=years)
    return on < of_age
