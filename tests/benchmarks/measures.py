"""What was measured, and how it is written down: medians with their spread, never a single lucky number."""

import json
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity, measured several times."""

    what: str
    unit: str
    values: tuple[float, ...]


def row(measure: Measure) -> str:
    """Return a measure as a row of a Markdown table.

    >>> row(Measure("rows read", "rows/s", (900.0, 1200.0, 1000.0)))
    '| rows read | 1 000 | 900 – 1 200 | rows/s | 3 |'
    """
    median, low, high = statistics.median(measure.values), min(measure.values), max(measure.values)
    spread = number(low) if low == high else f"{number(low)} – {number(high)}"
    return (
        f"| {measure.what} | {number(median)} | {spread} | {measure.unit} | {len(measure.values)} |"
    )


def table(measures: Iterable[Measure]) -> list[str]:
    """Return the lines of a Markdown table."""
    return [
        "| what | median | least – most | unit | n |",
        "|---|---:|---:|---|---:|",
        *map(row, measures),
    ]


def number(value: float) -> str:
    """Return a number with as many digits as say something.

    >>> number(0.1234), number(12.34), number(12345.6)
    ('0.12', '12.3', '12 346')
    """
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".replace(",", " ")


def to_json(measures: Iterable[Measure]) -> str:
    """Return measures as one line."""
    return json.dumps([asdict(measure) for measure in measures], ensure_ascii=False)


def from_json(line: str) -> list[Measure]:
    """Return the measures of a line."""
    return [Measure(item["what"], item["unit"], tuple(item["values"])) for item in json.loads(line)]
