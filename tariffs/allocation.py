"""Allocation of a payment to debts: Civil Code arts. 319, 319.1.

Supreme Court Plenum 54 of 22.11.2016 pp. 37-40, Plenum 22 of 27.06.2017 p. 32.

What the payer named comes first; then the costs of collection, interest for use, principal by due
date, penalty last; time-barred debts after all others. Among debts of one place in the line the
money is shared in proportion, by the largest remainder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import polars as pl

from tariffs import exact, inputs, money
from tariffs.columns import WIDE

ACT = "ст. 319, 319.1 ГК РФ; п. 37–40 ППВС РФ от 22.11.2016 № 54; п. 32 ППВС РФ от 27.06.2017 № 22"
MOST_DAYS = 2**32
ORDER = {"cost": 0, "interest": 1, "principal": 2, "penalty": 3}


@dataclass(frozen=True, slots=True)
class Debt[Key]:
    """A sum in roubles still owed and the day it fell due.

    The key is whatever the caller knows it by.
    """

    key: Key
    due: date
    amount: Decimal


def share[Key](amount: Decimal, debts: Sequence[Debt[Key]]) -> list[tuple[Key, Decimal]]:
    """Share one payment among debts of one kind.

    The earliest due first, in proportion among those due on one day.

    Civil Code art. 319.1 p. 3; Supreme Court Plenum 22 of 27.06.2017 p. 32. The same as
    :func:`allocate`, without a frame, for the few debts of one payer. Gives the portions above
    zero, in roubles, in the order in which they are paid; what they leave is an advance.

    >>> due = date(2026, 2, 10)
    >>> share(Decimal(100), [Debt("heat", due, Decimal(100)), Debt("water", due, Decimal(200))])
    [('heat', Decimal('33.33')), ('water', Decimal('66.67'))]

    :raises UnableToCalculate: when a sum is negative, too large or has a fraction of a kopeck.
    """
    left = _kopecks("amount", amount)
    portions: list[tuple[Key, Decimal]] = []
    by_due = sorted(debts, key=_due)
    for _day, due_together in groupby(by_due, key=_due):
        same_day = list(due_together)
        owed = [_kopecks("debts.amount", debt.amount) for debt in same_day]
        paid = min(left, sum(owed))
        if not paid:
            continue
        left -= paid
        parts = money.apportion(paid, weights=owed)
        for debt, part in zip(same_day, parts, strict=True):
            if part:
                portions.append((debt.key, money.to_roubles(part)))
    return portions


def _due(debt: Debt[Any]) -> date:
    return debt.due


def _kopecks(field: str, amount: Decimal) -> int:
    return money.to_kopecks(inputs.money(field=field, value=amount))


def in_line(debts: pl.DataFrame) -> pl.DataFrame:
    """Give each debt its ``place`` in the line, a number that grows.

    Reads ``kind due named barred``.

    :raises UnableToCalculate: when a kind is unknown.
    """
    for kind in debts["kind"].unique():
        inputs.choice(field="kind", value=kind, among=ORDER)
    group = pl.when("named").then(0).when("barred").then(2).otherwise(1)
    kind = pl.col("kind").replace_strict(ORDER, return_dtype=pl.Int64)
    turn = group * len(ORDER) + kind
    # days before 1970 are negative, and the place is not
    day = pl.col("due").to_physical().cast(pl.Int64)
    day_above_zero = day + MOST_DAYS // 2
    return debts.with_columns(place=turn * MOST_DAYS + day_above_zero)


def allocate(debts: pl.DataFrame, payments: pl.DataFrame) -> pl.DataFrame:
    """Share out one payment of each payer.

    Debts ``row place amount``, payments ``row paid``, all in kopecks.

    Adds ``allocated`` and ``place_allocated``; what is not allocated is an advance.

    :raises UnableToCalculate: when a sum is negative.
    """
    exact.refuse(
        debts,
        pl.col("amount") < 0,
        field="amount",
        reason="must not be negative",
    )
    exact.refuse(
        payments,
        pl.col("paid") < 0,
        field="paid",
        reason="must not be negative",
    )
    places = (
        debts.group_by("row", "place")
        .agg(
            owed=pl.col("amount").cast(WIDE).sum()
        )  # a thousand great debts are more than 64 bits hold
        .sort("row", "place")
        .join(payments, on="row", how="left", maintain_order="left")
        .with_columns(
            left=pl.col("paid").fill_null(0) - pl.col("owed").cum_sum().over("row") + pl.col("owed")
        )
        .select(
            "row",
            "place",
            "owed",
            place_allocated=pl.col("left").clip(0, pl.col("owed")).cast(pl.Int64),
        )
        .with_row_index("group")
    )
    found = debts.join(
        places,
        on=["row", "place"],
        how="left",
        maintain_order="left",
    )
    return found.with_columns(allocated=_share()).drop("owed", "group")


def _share() -> pl.Expr:
    """Share each place's money in proportion to its debts, whole kopecks by the largest remainder,
    the earlier row on a tie.
    """
    product = pl.col("place_allocated").cast(WIDE) * pl.col("amount").cast(WIDE)
    owed = pl.col("owed").clip(lower_bound=1)
    floor = (product // owed).cast(pl.Int64)
    remainder = product % owed
    turn = remainder.rank("ordinal", descending=True).over("group")
    left = pl.col("place_allocated") - floor.sum().over("group")
    gets_one_more = turn <= left
    return floor + gets_one_more.cast(pl.Int64)
