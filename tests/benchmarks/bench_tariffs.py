"""Rows a second of every rule on a million rows, and the penalty against the slow reading of the decrees.

Run it alone: ``python -m tests.benchmarks.bench_tariffs [ROWS]``.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from tariffs import penalty
from tests.benchmarks import measures, tariff_runs
from tests.benchmarks.measures import Measure
from tests.benchmarks.tariff_runs import AS_OF
from tests.tariffs import reference

TITLE = "Law and arithmetic"
NOTES = """Every rule of `tariffs/` on a million rows, the same code that counts one account on a screen. The penalty brings its lines:
debts due over four years, two payments each, scales and rates in steps; the reference is the day-by-day reading of the tests."""
ROWS = 1_000_000
REPEATS = 3
REFERENCE_CLAIMS = 60


def reference_rate() -> float:
    """Give the claims a second of the slow reading, on the first of the same debts."""
    claims, payments = tariff_runs.overdue(REFERENCE_CLAIMS)
    paid: dict[int, list[tuple[date, Decimal]]] = {}
    for claim, day, amount in payments.iter_rows():
        paid.setdefault(claim, []).append((day, Decimal(amount).scaleb(-2)))
    started = time.perf_counter()
    for claim, due, amount in claims.iter_rows():
        owed = Decimal(amount).scaleb(-2)
        reference.penalty(
            debtor="citizen",
            service="heat",
            due=due,
            amount=owed,
            payments=paid[claim],
            as_of=AS_OF,
        )
    return REFERENCE_CLAIMS / (time.perf_counter() - started)


def one_case() -> float:
    """Give the milliseconds that the penalty of one case of 24 months takes, as the papers ask for it."""
    claims = [
        penalty.Claim(due=AS_OF - timedelta(30 * month), amount=Decimal("1234.56"))
        for month in range(1, 25)
    ]
    return (
        seconds(
            lambda: penalty.explain(debtor="citizen", service="heat", as_of=AS_OF, claims=claims)
        )
        * 1_000
    )


def seconds(run: Callable[[], object]) -> float:
    """Give the seconds one run takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main(rows: int = ROWS) -> list[Measure]:
    """Measure every rule on `rows` rows."""
    found = []
    for runs in tariff_runs.EVERY:
        for name, run, count in runs(rows):
            taken = [seconds(run) for _ in range(REPEATS)]
            if name.startswith("penalty"):
                found.append(
                    Measure(f"{name}, {count:,} items with two payments", "s", tuple(taken))
                )
            found.append(Measure(name, "rows/s", tuple(count / each for each in taken)))
    slow = tuple(reference_rate() for _ in range(REPEATS))
    found.append(Measure("penalty, day-by-day reference", "rows/s", slow))
    fast = statistics.median(found[1].values)
    found.append(
        Measure(
            "penalty on columns against the reference", "times", tuple(fast / each for each in slow)
        )
    )
    found.append(
        Measure(
            "penalty of one case of 24 months, lines included",
            "ms",
            tuple(one_case() for _ in range(REPEATS * 4)),
        )
    )
    return found


if __name__ == "__main__":
    sys.stdout.write("\n".join(measures.table(main(*map(int, sys.argv[1:2])))) + "\n")
