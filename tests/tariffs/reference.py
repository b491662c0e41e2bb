"""The decrees read a second time, day by day and slowly: plain fractions, no columns, nothing shared with ``tariffs`` but the rates' file.

Whoever doubts a sum of the columns compares it with this; hypothesis does so on random cases.
"""

import bisect
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

ONE_DAY = timedelta(days=1)
RATES_FILE = Path(__file__).parents[2] / "tariffs" / "parameters" / "key_rate.toml"
RATES = [
    (row["from"], Fraction(row["value"]))
    for row in tomllib.loads(RATES_FILE.read_text("utf-8"))["row"]
]
VERIFIED_UNTIL = date(2026, 10, 25)
CAP = Fraction("9.5")


def half_up(value: Fraction, places: int = 2) -> Decimal:
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def key_rate(day: date) -> Fraction:
    return RATES[bisect.bisect_right(RATES, day, key=lambda row: row[0]) - 1][1]


def fraction_of_rate(debtor: str, service: str, day_number: int) -> Fraction:
    """The table of law.md 2.1: which fraction of the rate is charged on the n-th day of delay."""
    if service == "capital_repair":
        bands = [(30, 0), (10**9, 300)]
    elif debtor == "citizen" or service == "housing":
        bands = [(30, 0), (90, 300), (10**9, 130)]
    elif service == "waste" or debtor == "other":
        bands = [(10**9, 130)]
    elif debtor == "hoa":
        bands = [(30, 0), (60, 300), (90, 300), (10**9, 130)]
    else:
        bands = [(60, 300), (90, 170), (10**9, 130)]
    denominator = next(denominator for last, denominator in bands if day_number <= last)
    return Fraction(1, denominator) if denominator else Fraction(0)


def capped(rate: Fraction, day: date) -> Fraction:
    if date(2022, 2, 28) <= day <= date(2022, 7, 31):
        return CAP
    if date(2022, 8, 1) <= day <= date(2026, 12, 31):
        return min(CAP, rate)
    return rate


def is_exempt(day: date, due: date) -> bool:
    covid = date(2020, 4, 6) <= day <= date(2020, 12, 31)
    bankruptcy = date(2022, 4, 1) <= day <= date(2022, 10, 1) and due < date(2022, 4, 1)
    return covid or bankruptcy


def penalty(
    *,
    debtor: str,
    service: str,
    due: date,
    amount: Decimal,
    payments: Sequence[tuple[date, Decimal]],
    as_of: date,
    cap: bool = True,
    by_day: bool = False,
) -> Fraction:
    """Walk through every day of delay of every rouble: until it is paid, that day included, or until the day of calculation."""
    known = [(day, Fraction(paid)) for day, paid in payments if day <= as_of]
    owed_to_the_end = Fraction(amount) - sum(paid for _, paid in known)
    total = Fraction(0)
    for last_day, part in [*known, (as_of, owed_to_the_end)]:
        days: Counter[tuple[Fraction, Fraction]] = Counter()
        day = due + ONE_DAY
        while day <= last_day:
            if not is_exempt(day, due):
                rate = key_rate(day if by_day else last_day)
                rate = capped(rate, day) if cap else rate
                days[rate, fraction_of_rate(debtor, service, (day - due).days)] += 1
            day += ONE_DAY
        total += part * sum(
            count * rate / 100 * fraction for (rate, fraction), count in days.items()
        )
    return total


def rests_on_an_unverified_rate(
    *,
    start: date,
    end: date,
    rate: Decimal,
    amount: Decimal,
    payments: Sequence[tuple[date, Decimal]],
    as_of: date,
    cap: bool,
    by_day: bool,
) -> bool:
    """Ask every day of a line about every rouble owed on it: does it bear the key rate of a day after 2026-10-25, below any cap?"""
    known = [(day, paid) for day, paid in payments if day <= as_of and paid]
    parts = [*known, (as_of, amount - sum(paid for _, paid in known))]
    for number in range((end - start).days):
        day = start + number * ONE_DAY
        for last_day, part in parts:
            asked = day if by_day else last_day
            uncapped = (
                not cap
                or not date(2022, 2, 28) <= day <= date(2026, 12, 31)
                or key_rate(asked) < CAP
            )
            if (
                part
                and day <= last_day
                and asked > VERIFIED_UNTIL
                and key_rate(asked) == rate
                and uncapped
            ):
                return True
    return False


def month_length(day: date) -> int:
    first = day.replace(day=1)
    return ((first + timedelta(days=32)).replace(day=1) - first).days


def norm(
    *, norm: Decimal, persons: int, start: date, end: date, tariff: Decimal, multiplier: Decimal
) -> tuple[Fraction, Decimal, Decimal]:
    """Add one day's share of the month's norm after another; money is rounded at each month's end."""
    volume, base, extra = Fraction(0), Decimal(0), Decimal(0)
    month_volume, day = Fraction(0), start
    while day < end:
        month_volume += persons * Fraction(norm) / month_length(day)
        day += ONE_DAY
        if day.day == 1 or day == end:
            volume += month_volume
            base += half_up(month_volume * Fraction(tariff))
            extra += half_up(month_volume * Fraction(tariff) * (Fraction(multiplier) - 1))
            month_volume = Fraction(0)
    return volume, base, extra


def dial(previous: Decimal, current: Decimal, digits: int) -> Fraction:
    """Walk the dial on from the first reading to the second, through zero if need be."""
    return (Fraction(current) - Fraction(previous)) % 10**digits


def adding_up(exact: Sequence[Fraction], places: int = 3) -> list[Decimal]:
    """Round the sum; give every share its whole part, and what is left, one by one, to the greatest remainders."""
    scaled = [share * 10**places for share in exact]
    found = [int(share) for share in scaled]
    left = int(half_up(sum(scaled, Fraction(0)), 0)) - sum(found)
    for index in sorted(range(len(scaled)), key=lambda index: found[index] - scaled[index])[:left]:
        found[index] += 1
    return [Decimal(units).scaleb(-places) for units in found]


def months_of(start: date, end: date) -> Fraction:
    """Add up the days, each as its part of its month."""
    return sum(
        (Fraction(1, month_length(start + timedelta(day))) for day in range((end - start).days)),
        Fraction(0),
    )


def ranges(
    *, volume: Decimal, bounds: Sequence[Decimal | Fraction], tariffs: Sequence[Decimal]
) -> Decimal:
    """Pour the volume into the ranges from the lowest up."""
    total, rest, below = Decimal(0), Fraction(volume), Fraction(0)
    for bound, tariff in zip([*bounds, None], tariffs, strict=True):
        portion = rest if bound is None else min(rest, Fraction(bound) - below)
        total += half_up(portion * Fraction(tariff))
        rest -= portion
        below = Fraction(bound or 0)
    return total


def state_duty_general(amount: Decimal, *, is_old: bool = False) -> Fraction:
    """Tax Code art. 333.19 since 2024-09-09, sentence by sentence, or as it was before."""
    price = Fraction(amount)
    if is_old:
        return _old_general(price)
    steps = [
        (100_000, 4_000, 0, "0"),
        (300_000, 4_000, 100_000, "3"),
        (500_000, 10_000, 300_000, "2.5"),
        (1_000_000, 15_000, 500_000, "2"),
        (3_000_000, 25_000, 1_000_000, "1"),
        (8_000_000, 45_000, 3_000_000, "0.7"),
        (24_000_000, 80_000, 8_000_000, "0.35"),
        (50_000_000, 136_000, 24_000_000, "0.3"),
        (100_000_000, 214_000, 50_000_000, "0.2"),
        (10**18, 314_000, 100_000_000, "0.15"),
    ]
    _, base, over, percent = next(step for step in steps if price <= step[0])
    return min(base + (price - over) * Fraction(percent) / 100, Fraction(900_000))


def _old_general(price: Fraction) -> Fraction:
    if price <= 20_000:
        return max(price * 4 / 100, Fraction(400))
    if price <= 100_000:
        return 800 + (price - 20_000) * 3 / 100
    if price <= 200_000:
        return 3_200 + (price - 100_000) * 2 / 100
    if price <= 1_000_000:
        return 5_200 + (price - 200_000) / 100
    return min(13_200 + (price - 1_000_000) / 200, Fraction(60_000))


def _old_arbitration(price: Fraction) -> Fraction:
    if price <= 100_000:
        return max(price * 4 / 100, Fraction(2_000))
    if price <= 200_000:
        return 4_000 + (price - 100_000) * 3 / 100
    if price <= 1_000_000:
        return 7_000 + (price - 200_000) * 2 / 100
    if price <= 2_000_000:
        return 23_000 + (price - 1_000_000) / 100
    return min(33_000 + (price - 2_000_000) / 200, Fraction(200_000))


def state_duty_arbitration(amount: Decimal, *, is_old: bool = False) -> Fraction:
    """Tax Code art. 333.21 since 2024-09-09, or as it was before."""
    price = Fraction(amount)
    if is_old:
        return _old_arbitration(price)
    steps = [
        (100_000, 10_000, 0, "0"),
        (1_000_000, 10_000, 100_000, "5"),
        (10_000_000, 55_000, 1_000_000, "3"),
        (50_000_000, 325_000, 10_000_000, "1"),
        (10**18, 725_000, 50_000_000, "0.5"),
    ]
    _, base, over, percent = next(step for step in steps if price <= step[0])
    return min(base + (price - over) * Fraction(percent) / 100, Fraction(10_000_000))


def may_restrict_business(service: str, months: Sequence[tuple[int, int]]) -> bool:
    """Ask the law of the resource, month by month; months are (charged, unpaid) in kopecks."""
    owed, periods, dearest = 0, 0, 0
    for charged, unpaid in months:
        dearest = max(dearest, charged)
        if unpaid > 0:
            owed, periods = owed + unpaid, periods + 1
    if service == "electricity":
        return owed > 0
    if service == "heat":
        return owed > dearest
    return periods >= 2


def allocation(paid: int, debts: Sequence[tuple[str, date, bool, bool, int]]) -> list[int]:
    """Serve the places of the line one after another, each in proportion; debts are (kind, due, named, barred, kopecks)."""
    order = ["cost", "interest", "principal", "penalty"]

    def place(debt: tuple[str, date, bool, bool, int]) -> tuple[object, ...]:
        kind, due, named, barred, _ = debt
        return (0 if named else 2 if barred else 1, order.index(kind), due)

    served, rest = [0] * len(debts), paid
    for one_place in sorted({place(debt) for debt in debts}):
        here = [index for index, debt in enumerate(debts) if place(debt) == one_place]
        owed = sum(debts[index][4] for index in here)
        portion = min(rest, owed)
        rest -= portion
        exact = {
            index: Fraction(portion * debts[index][4], owed) if owed else Fraction(0)
            for index in here
        }
        for index in here:
            served[index] = int(exact[index])
        left = portion - sum(int(value) for value in exact.values())
        for index in sorted(here, key=lambda index: int(exact[index]) - exact[index])[:left]:
            served[index] += 1
    return served


def absence(
    norm: Fraction, *, persons: int, departure: date, arrival: date, tariff: Decimal
) -> tuple[Decimal, Decimal]:
    """Take off a day's share of the month's norm for every full day away; rounded at each month's end."""
    volume, amount, month, day = Decimal(0), Decimal(0), Fraction(0), departure + ONE_DAY
    while day < arrival:
        month += persons * norm / month_length(day)
        day += ONE_DAY
        if day.day == 1 or day == arrival:
            volume, amount, month = (
                volume - half_up(month, 3),
                amount - half_up(month * Fraction(tariff)),
                Fraction(0),
            )
    return volume, amount


def method(
    *, tampered: bool, meter: bool, installable: bool, dwelling: bool, cause: str, missing: int
) -> str:
    """Rules 354 pp. 42, 43, 59, 60, 62 told as a story, from the gravest."""
    if tampered:
        return "UNAUTHORISED_USE"
    if meter and cause == "NONE":
        return "METER"
    if meter and (
        cause == "AWAITING_REPLACEMENT"
        or (cause != "REFUSED_SUPPLIER" and missing <= (3 if dwelling else 2))
    ):
        return "AVERAGE"
    if not dwelling:
        return "CONTRACT_METHOD"
    without_coefficient = cause == "NO_READING" if meter else not installable
    return "NORM" if without_coefficient else "NORM_WITH_MULTIPLIER"


def replacement(
    *, period: int, refusals: int, power: Decimal, hours: int, **past: Decimal | None
) -> tuple[Fraction, str]:
    """PP 442 pp. 166, 178-181, the first that applies."""
    by_power = Fraction(power) * hours, "MAX_POWER"
    if refusals >= 2:
        return by_power
    if past["control"] is not None:
        return Fraction(past["control"]), "CONTROL_METER"
    if period > 2:
        return by_power
    if past["last_year"] is not None:
        return Fraction(past["last_year"]), "LAST_YEAR"
    return Fraction(past["last"] or 0), "LAST_PERIOD"


def later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first + (min(day.day, month_length(first)) - 1) * ONE_DAY


@dataclass
class Clock:
    """A term of limitation that begins anew, stops and goes on, day after day."""

    end: date
    most: date
    left: int = 0
    anew: date = date.min
    is_asked: bool = False
    is_pending: bool = False

    def acknowledge(self, day: date) -> None:
        if day > self.most:
            return
        if self.is_pending:
            self.anew = later(day, 36)
        elif self.is_asked:
            self.end = max(self.end, later(day, 36))
        else:
            # the days of a demand before it are not counted: to sue earlier is never wrong
            self.end = later(day, 36)

    def demand(self, day: date) -> None:
        if day <= self.end and not self.is_asked:
            self.end += 30 * ONE_DAY

    def file(self, day: date) -> None:
        self.is_asked, self.is_pending, self.left = True, day <= self.end, (self.end - day).days

    def cancel(self, day: date) -> None:
        if not self.is_pending:
            return
        end, left = day, self.left
        while left:
            end, left = end + ONE_DAY, left - 1
        self.end, self.is_pending = max(end, later(day, 6), self.anew), False


def limitation(
    *,
    due: date,
    filed: date | None,
    cancelled: date | None,
    on: date,
    acknowledged: date | None = None,
    claimed: date | None = None,
) -> tuple[date | None, bool, bool]:
    """Walk the calendar from the due day to the day that is asked about."""
    clock, day = Clock(end=later(due, 36), most=later(due, 120)), due
    order = [(acknowledged, clock.acknowledge), (claimed, clock.demand)]
    order += [(filed, clock.file), (cancelled, clock.cancel)]
    while day <= on:
        for known, happen in order:
            if known == day:
                happen(day)
        day += ONE_DAY
    if not clock.is_pending:
        return clock.end, on > clock.end, False
    if cancelled is None:
        return None, False, True
    clock.cancel(cancelled)
    return clock.end, False, True
