"""The numbers of the law, dated and sourced.

One TOML file is one series of values, each in force on half-open dates.

A row holds from its ``from`` to its ``to`` (exclusive); without ``to``, until the next row, and the
last row without an end. A series with ``windows = true`` is a list of exceptional periods and may
have gaps; any other must not. Outside the dates the answer is :class:`NotInForce`, never a default;
and what was checked in one year is not believed beyond the end of the next.
"""

import functools
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class NotInForce(LookupError):
    """The law known here says nothing about the date."""

    reason = "nothing is known to be in force on this date"

    def __init__(self, *, name: str, on: date) -> None:
        """Name the parameter and the date that was asked for."""
        self.name = name
        self.on = on
        super().__init__(self.told())

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Tell it in the language that `translate` turns a reason into."""
        return f"{self.name}: {self.on.isoformat()}: {translate(self.reason)}"


class UnableToReadParameter(ValueError):
    """A parameter file contradicts itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One edition of a parameter: its values on ``[start, end)``."""

    start: date
    end: date | None
    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        """Give a value as the file has it."""
        return self.values[key]

    def decimal(self, key: str = "value") -> Decimal:
        """Give a number exactly as written."""
        return Decimal(self.values[key])

    def fraction(self, key: str = "value") -> Fraction:
        """Give a number as a fraction, for a formula on columns."""
        return Fraction(self.values[key])

    @property
    def act(self) -> str:
        """The act, in the words a paper cites."""
        return str(self.values.get("act", ""))

    def covers(self, on: date) -> bool:
        """Tell whether the edition is in force on the date."""
        return self.start <= on and (self.end is None or on < self.end)

    def meets(self, *, start: date, end: date) -> bool:
        """Tell whether the edition is in force on any day of ``[start, end)``."""
        return self.start < end and (self.end is None or start < self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A parameter over the years; compared and hashed by identity, so a caller can cache by it."""

    name: str
    title: str
    source: str
    last_checked: date
    windows: bool
    verified_until: date | None
    rows: tuple[Row, ...]

    @property
    def known_until(self) -> date:
        """Give the first day that the last check says nothing about."""
        return date(self.last_checked.year + 2, 1, 1)

    def on(self, on: date) -> Row:
        """Give the edition in force on the date.

        :raises NotInForce: when there is none.
        """
        for row in reversed(self.rows):
            if row.covers(on) and on < self.known_until:
                return row
        raise NotInForce(name=self.name, on=on)

    def unverified(self) -> Row | None:
        """Give the edition that is read beyond the last verified day, from the day after it.

        None when a newer one begins by then.
        """
        if self.verified_until is None:
            return None
        day = self.verified_until + timedelta(days=1)
        row = next(row for row in self.rows if row.covers(day))
        if row.start < day:
            return replace(row, start=day)
        return None

    def with_value(self, *, start: date, value: Decimal, act: str) -> "Series":
        """Give the same series with one more edition at its end.

        How staff add the next key rate to the seed.

        :raises UnableToReadParameter: when the new edition does not begin after the last one.
        """
        last = self.rows[-1]
        if start <= last.start:
            raise UnableToReadParameter(
                f"{self.name}: {start}: the new value must begin after {last.start}"
            )
        rows = (
            *self.rows[:-1],
            replace(last, end=start),
            Row(start, None, {"value": str(value), "act": act}),
        )
        return replace(self, rows=rows)


@functools.cache
def series(name: str) -> Series:
    """Read a parameter by its dotted name.

    ``penalty_scale.hoa.heat`` is ``penalty_scale/hoa/heat.toml``.

    :raises UnableToReadParameter: when the file is missing or its rows overlap or leave a gap.
    """
    path = FOLDER.joinpath(*name.split(".")).with_suffix(".toml")
    if not path.is_file():
        raise UnableToReadParameter(f"{name}: there is no such parameter")
    content = tomllib.loads(path.read_text("utf-8"))
    found = Series(
        name=name,
        title=content["title"],
        source=content["source"],
        last_checked=content["last_checked"],
        windows=content.get("windows", False),
        verified_until=content.get("verified_until"),
        rows=tuple(_rows(content["row"])),
    )
    _check(found)
    return found


def names() -> list[str]:
    """List the dotted names of all parameters."""
    files = sorted(FOLDER.rglob("*.toml"))
    return [".".join(path.relative_to(FOLDER).with_suffix("").parts) for path in files]


def _rows(written: list[dict[str, Any]]) -> Iterator[Row]:
    for row, following in zip_longest(written, written[1:]):
        end = row.get("to", following and following["from"])
        yield Row(
            row["from"],
            end,
            {key: value for key, value in row.items() if key not in ("from", "to")},
        )


def _check(found: Series) -> None:
    for row, following in pairwise(found.rows):
        if row.end is None or row.end > following.start:
            raise UnableToReadParameter(
                f"{found.name}: the row from {row.start} overlaps the row from {following.start}"
            )
        if row.end < following.start and not found.windows:
            raise UnableToReadParameter(
                f"{found.name}: nothing is in force from {row.end} to {following.start}"
            )
    for row in found.rows:
        if row.end is not None and row.end <= row.start:
            raise UnableToReadParameter(
                f"{found.name}: the row from {row.start} ends before it begins"
            )
