"""State duty (государственная пошлина) on a money claim.

Tax Code arts. 333.19 (general courts) and 333.21 (arbitration courts).

The table in force on the day of filing counts. The duty is built up exactly, in lines, and rounded
once at its end: to whole roubles (art. 52 p. 6, the default) or to kopecks, as some courts have
done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Literal

from tariffs import inputs, money
from tariffs.parameters import NotInForce, Row, series

Court = Literal["general", "arbitration"]
Track = Literal["claim", "order"]
Rounding = Literal["rouble", "kopeck"]
PLACES = {"rouble": 0, "kopeck": 2}


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One step of the calculation.

    The slice of the claim, its percentage and what it adds (or takes away). ``sentence`` says the
    step as a paper does, before the sum that the duty has come to with it.
    """

    start: Decimal
    end: Decimal
    rate: Decimal
    amount: Decimal
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty to pay; the lines add up to it."""

    duty: Decimal
    lines: tuple[DutyLine, ...]
    act: str


def duty(
    *, court: Court, track: Track, amount: Decimal, on: date, rounding: Rounding = "rouble"
) -> Duty:
    """Count the duty for a claim, or for an application for a court order, filed on the day.

    >>> duty(court="general", track="order", amount=Decimal("50000.00"), on=date(2026, 3, 2)).duty
    Decimal('2000.00')

    :raises UnableToCalculate: when the court, the track, the rounding or the sum makes no sense.
    :raises NotInForce: when no table is known for the day, or no orders were issued then.
    """
    inputs.choice(field="court", value=court, among=("general", "arbitration"))
    inputs.choice(field="track", value=track, among=("claim", "order"))
    inputs.choice(
        field="rounding",
        value=rounding,
        among=tuple(PLACES),
    )
    inputs.positive(field="amount", value=amount, places=2)
    table = series(f"state_duty.{court}").on(on)
    lines = [*_brackets(table, amount)]
    lines += _bounded(
        lines,
        amount,
        least=table.decimal("least"),
        most=table.decimal("most"),
    )
    if track == "order":
        lines += _order(lines, amount, table, court=court, on=on)
    lines += _rounded(lines, amount, places=PLACES[rounding])
    return Duty(
        duty=money.rounded(_sum(lines)),
        lines=tuple(lines),
        act=table.act,
    )


def _brackets(table: Row, amount: Decimal) -> Iterator[DutyLine]:
    """Give the fixed part below the claim's bracket and the percentage of what exceeds the
    bracket's bound.
    """
    bracket, above = _bracket(table["brackets"], amount)
    over, base, rate = (Decimal(bracket[key]) for key in ("over", "base", "rate"))
    if base:
        if over:
            upper = over
        else:
            upper = min(amount, Decimal(above["over"]))
        yield DutyLine(
            Decimal(0),
            upper,
            Decimal(0),
            base,
            f"{_written(base)} ₽",
            _of_base(over, base, above),
        )
    if rate:
        yield DutyLine(
            over,
            amount,
            rate,
            (amount - over) * rate / 100,
            f"{_written(rate)} % от суммы свыше {_written(over)} ₽",
            _of_rate(over, base, rate),
        )


def _bracket(brackets: list[dict[str, str]], amount: Decimal) -> tuple[dict[str, str], Any]:
    """Find the last bracket whose bound the claim exceeds, and the one above it."""
    pairs = [*zip_longest(brackets, brackets[1:])]
    exceeded = [pair for pair in pairs if amount > Decimal(pair[0]["over"])]
    return exceeded[-1]


def _bounded(
    lines: list[DutyLine], amount: Decimal, *, least: Decimal, most: Decimal
) -> Iterator[DutyLine]:
    found = _sum(lines)
    if found < least:
        yield DutyLine(
            Decimal(0),
            amount,
            Decimal(0),
            least - found,
            f"не менее {_written(least)} ₽",
            f"но не менее {_roubles(least)}",
        )
    if found > most:
        yield DutyLine(
            Decimal(0),
            amount,
            Decimal(0),
            most - found,
            f"не более {_written(most)} ₽",
            f"но не более {_roubles(most)}",
        )


def _order(
    lines: list[DutyLine], amount: Decimal, table: Row, *, court: Court, on: date
) -> Iterator[DutyLine]:
    if "order_share" not in table.values:
        raise NotInForce(name=f"state_duty.{court}.order_share", on=on)
    full = _sum(lines)
    share = table.decimal("order_share")
    least = table.decimal("order_least")
    part = full * share / 100
    yield DutyLine(
        Decimal(0),
        amount,
        Decimal(0),
        part - full,
        f"судебный приказ: {_written(share)} %",
        f"За выдачу судебного приказа — {_percents(share)} этой суммы",
    )
    if part < least:
        yield DutyLine(
            Decimal(0),
            amount,
            Decimal(0),
            least - part,
            f"не менее {_written(least)} ₽",
            f"но не менее {_roubles(least)}",
        )


def _rounded(lines: list[DutyLine], amount: Decimal, *, places: int) -> Iterator[DutyLine]:
    exact = _sum(lines)
    if difference := money.rounded(exact, places=places) - exact:
        if places == 0:
            text = "округление до рубля (п. 6 ст. 52 НК РФ)"
        else:
            text = "округление до копейки"
        yield DutyLine(
            Decimal(0),
            amount,
            Decimal(0),
            difference,
            text,
            f"{text[0].upper()}{text[1:]}",
        )


def _of_base(over: Decimal, base: Decimal, above: Any) -> str:
    """Say the fixed part with the claims that it is for."""
    claims = f"свыше {_roubles(over)}"
    if not over:
        claims = f"до {_roubles(Decimal(above['over']))}"
    return f"Цена требования {claims}: {_roubles(base)}"


def _of_rate(over: Decimal, base: Decimal, rate: Decimal) -> str:
    if base:
        return f"и {_percents(rate)} суммы свыше {_roubles(over)}"
    return f"{_percents(rate)} цены требования"


def _roubles(amount: Decimal) -> str:
    """Write whole roubles of the law, all of which end in hundreds: in the genitive plural."""
    return f"{_written(amount)}\u00a0рублей"


def _percents(rate: Decimal) -> str:
    """Write a percentage with its noun: 1 процент, 2,5 процента, 3 процента, 50 процентов."""
    if rate != int(rate) or rate in {2, 3, 4}:
        word = "процента"
    elif rate == 1:
        word = "процент"
    else:
        word = "процентов"
    return f"{_written(rate)}\u00a0{word}"


def _sum(lines: list[DutyLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def _written(number: Decimal) -> str:
    """Write a number of the law the Russian way: 1 000 000 and 2,5."""
    return f"{number:,}".replace(",", "\u00a0").replace(".", ",")
