"""Rounding of money and volumes, the only place where anything is rounded.

Amounts are rounded half up (0.005 becomes 0.01), away from zero on both sides: the way an
accountant rounds, the way banks and courts recount it, and not Python's half-even default. The
moment of rounding is named by the rule that calls.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")


def rounded(amount: Decimal, *, places: int = 2) -> Decimal:
    """Round half up to `places` decimal places.

    >>> rounded(Decimal("263.075"))
    Decimal('263.08')
    >>> rounded(Decimal("-0.005"))
    Decimal('-0.01')
    """
    return amount.quantize(
        Decimal(1).scaleb(-places),
        rounding=ROUND_HALF_UP,
    )


def to_kopecks(amount: Decimal) -> int:
    """Turn roubles with at most two decimal places into whole kopecks.

    >>> to_kopecks(Decimal("12.30"))
    1230

    :raises ValueError: when the amount has a fraction of a kopeck.
    """
    kopecks = amount.scaleb(2)
    if kopecks != int(kopecks):
        raise ValueError(f"amount: {amount}: has a fraction of a kopeck")
    return int(kopecks)


def to_roubles(kopecks: int) -> Decimal:
    """Turn whole kopecks into roubles with two decimal places.

    >>> to_roubles(5)
    Decimal('0.05')
    """
    return Decimal(kopecks).scaleb(-2).quantize(KOPECK)


def apportion(total: int, *, weights: Sequence[int]) -> list[int]:
    """Split whole units in proportion to weights so that the shares add up.

    Largest remainder, the earlier one on a tie.

    >>> apportion(100, weights=[1, 1, 1])
    [34, 33, 33]

    :raises ValueError: when no weight is above zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(f"weights: {list(weights)}: must not be negative and must not all be zero")
    shares = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    # the sort is stable: of equal remainders the earlier comes first
    by_remainder = sorted(
        range(len(weights)),
        key=remainders.__getitem__,
        reverse=True,
    )
    left = total - sum(shares)
    for index in by_remainder[:left]:
        shares[index] += 1
    return shares
