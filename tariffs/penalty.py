"""Late-payment penalty (пени) of one debtor, with the lines a court wants to see.

Housing Code art. 155 pp. 14, 14.1; 190-FZ art. 15 pp. 9.1-9.3; 416-FZ art. 13 pp. 6.2-6.4; 35-FZ
art. 37 p. 2; the standard waste contract. The arithmetic is :mod:`tariffs.accrual`; here the words
of a case are turned into columns and back.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from tariffs import accrual, allocation, inputs, money
from tariffs.parameters import Row, Series, series
from tariffs.penalty_options import Options

__all__ = [
    "Claim",
    "ClaimPenalty",
    "Line",
    "Options",
    "Penalty",
    "allocate_earliest",
    "explain",
    "reading_for",
    "scale_of",
    "totals",
]

DEBTORS = ("citizen", "hoa", "manager", "other")
SERVICES = (
    "housing",
    "electricity",
    "heat",
    "water",
    "wastewater",
    "waste",
    "capital_repair",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sum to be paid by a date, with the payments already allocated to it."""

    due: date
    amount: Decimal
    payments: tuple[tuple[date, Decimal], ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of days ``[start, end)`` with one base, one rate and one fraction.

    ``unverified_rate``: the rate was decided by a day after the last one on which the key rate was
    verified.
    """

    start: date
    end: date
    days: int
    base: Decimal
    rate: Decimal
    fraction: str
    amount: Decimal
    act: str
    unverified_rate: bool = False


@dataclass(frozen=True, slots=True)
class ClaimPenalty:
    """The penalty of one claim: rounded once, and the sum of its lines."""

    key: str
    due: date
    total: Decimal
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Penalty:
    """The penalty of all claims of a debtor."""

    total: Decimal
    claims: tuple[ClaimPenalty, ...]


def explain(
    *,
    debtor: str,
    service: str,
    as_of: date,
    claims: Sequence[Claim],
    options: Options | None = None,
    key_rate: Series | None = None,
) -> Penalty:
    """Count the penalty through `as_of`, the day of calculation included.

    Each claim is rounded once and its lines add up to it. Without options the law is read as it is
    for this debtor.

    :raises UnableToCalculate: when the debtor, the service or a sum makes no sense.
    :raises NotInForce: when the law of some of the days is not known.
    """
    rates = key_rate or series("key_rate")
    scale = scale_of(debtor=debtor, service=service)
    read = options or reading_for(debtor=debtor)
    asked = _Asked(scale, read, rates.unverified(), as_of)
    lines = _accrue(claims, asked, rates)
    of_claim: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for index, *line in lines.iter_rows():
        of_claim[index].append(tuple(line))
    explained = tuple(
        _claim_penalty(claim, of_claim[index], asked) for index, claim in enumerate(claims)
    )
    total = sum((each.total for each in explained), Decimal("0.00"))
    return Penalty(total=total, claims=explained)


def totals(
    *,
    scale: Series,
    as_of: date,
    claims: Sequence[Claim],
    options: Options,
    key_rate: Series | None = None,
) -> dict[str, Decimal]:
    """Count the penalty of each claim by its key, as :func:`explain` does, without the lines.

    Claims of many debtors and services go in one call, as long as they have one `scale`.

    :raises UnableToCalculate: when a sum makes no sense.
    :raises NotInForce: when the law of some of the days is not known.
    """
    rates = key_rate or series("key_rate")
    lines = _accrue(
        claims,
        _Asked(scale, options, rates.unverified(), as_of),
        rates,
    )
    sums = dict(lines.unique("claim").select("claim", "total").iter_rows())
    return {claim.key: money.to_roubles(sums.get(index, 0)) for index, claim in enumerate(claims)}


def reading_for(*, debtor: str) -> Options:
    """Read the law for a debtor: the rate is capped in housing relations only.

    A shop or a plant owes by the key rate (ВС РФ, 17.12.2024, № 305-ЭС24-17268).

    :raises UnableToCalculate: when the debtor is unknown.
    """
    inputs.choice(field="debtor", value=debtor, among=DEBTORS)
    capped = series("penalty_cap").rows[-1]["debtors"]
    return Options(cap=debtor in capped)


def scale_of(*, debtor: str, service: str) -> Series:
    """Choose the scale of fractions by who owes and for what.

    Payment for housing and utilities follows the Housing Code.

    :raises UnableToCalculate: when the debtor or the service is unknown.
    """
    inputs.choice(field="debtor", value=debtor, among=DEBTORS)
    inputs.choice(field="service", value=service, among=SERVICES)
    if service == "capital_repair":
        return series("penalty_scale.capital_repair")
    if debtor == "citizen" or service == "housing":
        return series("penalty_scale.housing")
    return series(
        "penalty_scale.waste" if service == "waste" else f"penalty_scale.{debtor}.{service}"
    )


def allocate_earliest(
    *, claims: Sequence[Claim], payments: Sequence[tuple[date, Decimal]]
) -> Sequence[Claim]:
    """Allocate payments, in order of their dates, to the earliest due claims, in proportion among
    claims due on one day.

    Civil Code art. 319.1 p. 3; Supreme Court Plenum 22 of 27.06.2017 p. 32. What exceeds all claims
    is left over as an advance.

    :raises UnableToCalculate: when a sum is negative or has a fraction of a kopeck.
    """
    owed = [_kopecks("claims.amount", claim.amount) - sum(_paid(claim)) for claim in claims]
    found = list(claims)
    for paid_on, amount in sorted(payments, key=lambda payment: payment[0]):
        _kopecks("payments.amount", amount)
        debts = [
            allocation.Debt(index, claims[index].due, money.to_roubles(kopecks))
            for index, kopecks in enumerate(owed)
            if kopecks > 0
        ]
        for index, portion in allocation.share(amount, debts):
            owed[index] -= money.to_kopecks(portion)
            claim = found[index]
            allocated = (*claim.payments, (paid_on, portion))
            found[index] = replace(claim, payments=allocated)
    return tuple(found)


def _accrue(claims: Sequence[Claim], asked: "_Asked", rates: Series) -> pl.DataFrame:
    _check(claims, asked.options)
    return accrual.accrue(
        *_frames(claims),
        scale=asked.scale,
        as_of=asked.as_of,
        options=asked.options,
        key_rate=rates,
    )


def _check(claims: Sequence[Claim], options: Options) -> None:
    inputs.choice(
        field="options.rate_mode",
        value=options.rate_mode,
        among=("on_payment", "by_day"),
    )
    for claim in claims:
        paid = sum(_paid(claim))
        if paid > _kopecks("claims.amount", claim.amount):
            raise inputs.UnableToCalculate(
                field="claims.payments",
                value=money.to_roubles(paid),
                reason="is more than the claim of {amount} due on {due}",
                amount=claim.amount,
                due=claim.due,
            )


def _paid(claim: Claim) -> list[int]:
    return [_kopecks("payments.amount", amount) for _, amount in claim.payments]


def _kopecks(field: str, amount: Decimal) -> int:
    return money.to_kopecks(inputs.money(field=field, value=amount))


def _frames(claims: Sequence[Claim]) -> tuple[pl.DataFrame, pl.DataFrame]:
    payments = [
        (index, *payment) for index, claim in enumerate(claims) for payment in claim.payments
    ]
    return (
        _frame(
            range(len(claims)),
            "due",
            [claim.due for claim in claims],
            [claim.amount for claim in claims],
        ),
        _frame(
            [row[0] for row in payments],
            "paid",
            [row[1] for row in payments],
            [row[2] for row in payments],
        ),
    )


def _frame(
    index: Sequence[int], day: str, days: list[date], amounts: list[Decimal]
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "claim": pl.Series(index, dtype=pl.Int64),
            day: pl.Series(days, dtype=pl.Date),
            "amount": pl.Series(
                [money.to_kopecks(amount) for amount in amounts],
                dtype=pl.Int64,
            ),
        }
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all lines of an answer have in common.

    `unverified` is the edition of the key rate that nobody has verified.
    """

    scale: Series
    options: Options
    unverified: Row | None
    as_of: date


def _claim_penalty(claim: Claim, rows: Sequence[tuple[object, ...]], asked: _Asked) -> ClaimPenalty:
    lines = tuple(_line(row, claim, asked) for row in rows)
    return ClaimPenalty(
        key=claim.key,
        due=claim.due,
        total=sum((line.amount for line in lines), Decimal("0.00")),
        lines=lines,
    )


def _line(row: tuple, claim: Claim, asked: _Asked) -> Line:  # type: ignore[type-arg]
    start, end, days, base, rate, denominator, amount, _ = row
    caps = [
        edition
        for edition in series("penalty_cap").rows
        if asked.options.cap and edition.meets(start=start, end=end)
    ]
    acts = [edition.act for edition in asked.scale.rows if edition.meets(start=start, end=end)]
    line = Line(
        start=start,
        end=end,
        days=days,
        base=money.to_roubles(base),
        rate=money.to_roubles(rate),
        fraction=f"1/{denominator}",
        amount=money.to_roubles(amount),
        act="; ".join(acts + [cap.act for cap in caps]),
    )
    decided_by_cap = any(cap.decimal() <= line.rate for cap in caps)
    if decided_by_cap:
        return line
    return replace(line, unverified_rate=_is_unverified(line, claim, asked))


def _is_unverified(line: Line, claim: Claim, asked: _Asked) -> bool:
    """Tell whether some of the line's base bears the rate of a day nobody has verified.

    Parts with one rate share their lines.
    """
    unverified = asked.unverified
    if unverified is None or line.rate != unverified.decimal():
        return False
    if asked.options.rate_mode == "by_day":
        return unverified.meets(start=line.start, end=line.end)
    return any(
        unverified.covers(day) and line.start <= day for day in _days_of_rates(claim, asked.as_of)
    )


def _days_of_rates(claim: Claim, as_of: date) -> list[date]:
    """List the days whose rates the parts of a claim bear.

    Of each payment known, and of the calculation if something is left.
    """
    days: list[date] = []
    left = claim.amount
    for day, amount in claim.payments:
        if amount and day <= as_of:
            days.append(day)
            left -= amount
    if left:
        days.append(as_of)
    return days
