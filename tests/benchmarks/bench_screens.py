"""Every list and card of the office over a large town, asked as the people who see it."""

import statistics
from collections.abc import Iterable

from tests.benchmarks import on_a_database
from tests.benchmarks.measures import Measure

TITLE = "Lists and cards of a large town"
NOTES = (
    "100 000 accounts with 879 000 charges of six months and 743 000 payments, 5 000 open cases with their journals, papers and messages, "
    "20 000 open tasks; one town of 200 accounts and its copies. Each list is asked as it is, on its second and on its last page, in every "
    "order, with every criterion and for names, addresses and numbers, each card for several rows; the people who see it take turns. "
    "The time is that of the server from the request to the last byte, queries are the most of one page, kilobytes as they are sent."
)


def main() -> list[Measure]:
    """Measure."""
    return on_a_database.measure("tests.benchmarks.inside_screens")


def table(measures: Iterable[Measure]) -> list[str]:
    """Return the lines of a Markdown table, the slowest page first."""
    pages: dict[str, dict[str, tuple[float, ...]]] = {}
    for measure in measures:
        pages.setdefault(measure.what, {})[measure.unit] = measure.values
    rows = sorted(pages.items(), key=lambda page: -_p95(page[1]["ms"]))
    return [
        "| page | p50, ms | p95, ms | queries | KB | asked |",
        "|---|---:|---:|---:|---:|---:|",
        *(_row(name, seen) for name, seen in rows),
    ]


def _row(name: str, seen: dict[str, tuple[float, ...]]) -> str:
    spent = seen["ms"]
    kilobytes = max(seen["bytes"]) / 1024
    return (
        f"| `{name}` | {statistics.median(spent):.0f} | {_p95(spent):.0f} | {max(seen['queries']):.0f} "
        f"| {kilobytes:.1f} | {len(spent)} |"
    )


def _p95(values: tuple[float, ...]) -> float:
    return statistics.quantiles(values, n=20)[-1]
