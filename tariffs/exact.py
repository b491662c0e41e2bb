"""Formulas of the decrees on columns, without any loss.

Fractions of 128-bit whole numbers that are rounded where the rule says.

A :class:`Column` is a decimal column with a fixed number of places and a bound; ``+ - * /`` build
an :class:`Exact` fraction that knows how large it can become. A formula that could overflow is
refused when it is written, not when a bill is wrong.

>>> from decimal import Decimal
>>> area, norm = column("area", places=2, most=10**6), column("norm", places=6, most=10**4)
>>> frame = checked(pl.DataFrame({"area": [Decimal(54)], "norm": [Decimal("0.09")]}), area, norm)
>>> frame.select((area * norm / 12).rounded(3)).item()
Decimal('0.405')
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Union

import polars as pl

from tariffs.columns import WIDE
from tariffs.inputs import UnableToCalculate

CEILING = 2**127
Number = Union["Exact", int, Fraction]


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """The fraction ``top / (bottom * by)``.

    `most` bounds the top and `by_most` the divisor that comes from columns.
    """

    top: pl.Expr
    most: int
    bottom: int = 1
    by: pl.Expr | None = None
    by_most: int = 1

    def __post_init__(self) -> None:
        """Refuse a formula that could overflow."""
        if max(self.most, self.bottom * self.by_most) * 4 >= CEILING:
            raise OverflowError(
                f"the formula may reach {self.most}/{self.bottom * self.by_most}: bound "
                "its columns more tightly"
            )

    def __mul__(self, other: Number) -> "Exact":
        """Multiply exactly."""
        factor = of(other)
        if self.by is None:
            by = factor.by
        elif factor.by is None:
            by = self.by
        else:
            by = self.by * factor.by
        return Exact(
            self.top * factor.top,
            self.most * factor.most,
            self.bottom * factor.bottom,
            by,
            self.by_most * factor.by_most,
        )

    def __truediv__(self, other: Number) -> "Exact":
        """Divide exactly by something above zero."""
        if not isinstance(other, Exact):
            return self * (1 / Fraction(other))
        shared = math.gcd(self.bottom, other.bottom)
        scale = other.bottom // shared
        bottom = self.bottom // shared
        top = self.top * (_whole(scale) * _by(other))
        if self.by is None:
            by = other.top
        else:
            by = self.by * other.top
        return Exact(
            top,
            self.most * scale * other.by_most,
            bottom,
            by,
            self.by_most * other.most,
        )

    def __add__(self, other: Number) -> "Exact":
        """Add exactly."""
        one, two = _same_bottom(self, of(other))
        if one.by is None and two.by is None:
            return Exact(
                one.top + two.top,
                one.most + two.most,
                one.bottom,
            )
        top = one.top * _by(two) + two.top * _by(one)
        by = _by(one) * _by(two)
        return Exact(
            top,
            one.most * two.by_most + two.most * one.by_most,
            one.bottom,
            by,
            one.by_most * two.by_most,
        )

    def __sub__(self, other: Number) -> "Exact":
        """Subtract exactly."""
        return self + of(other) * -1

    def not_below_zero(self) -> "Exact":
        """Take zero in place of anything negative."""
        return Exact(
            pl.max_horizontal(self.top, _whole(0)),
            self.most,
            self.bottom,
            self.by,
            self.by_most,
        )

    def sum(self, *, most_rows: int) -> "Exact":
        """Add a group's rows exactly; only for a fraction whose bottom is the same in every row."""
        if self.by is not None:
            raise TypeError("rows with different divisors cannot be added as whole numbers")
        return Exact(
            self.top.sum(),
            self.most * most_rows,
            self.bottom,
        )

    def rounded(self, places: int) -> pl.Expr:
        """Round half up, away from zero on both sides, to a decimal with so many places."""
        shared = math.gcd(self.bottom, 10**places)
        factor = 10**places // shared
        bottom = self.bottom // shared
        doubled = self * (2 * factor)  # refuses to overflow
        divisor = _whole(bottom) * _by(self)
        whole = (doubled.top.abs() + divisor) // (2 * divisor) * doubled.top.sign()
        rounded: pl.Expr = whole.cast(WIDE).reinterpret(dtype=pl.Decimal(38, places))
        return rounded


@dataclass(frozen=True, slots=True, eq=False)
class Column(Exact):
    """A column of a frame: a decimal with fixed places, ``0 <= value < limit`` unless `signed`, or
    above zero if `positive`.
    """

    name: str = ""
    places: int = 0
    limit: int = 0
    positive: bool = False
    signed: bool = False


def column(
    name: str, *, places: int = 0, most: int = 10**6, positive: bool = False, signed: bool = False
) -> Column:
    """Name a column of a formula with its places and its bound."""
    top = pl.col(name).to_physical().cast(WIDE)
    scale = 10**places
    return Column(
        top,
        most * scale,
        scale,
        name=name,
        places=places,
        limit=most,
        positive=positive,
        signed=signed,
    )


def of(number: Number) -> Exact:
    """Take a fraction of the law (a whole number, a Fraction) into a formula."""
    if isinstance(number, Exact):
        return number
    ratio = Fraction(number)
    return Exact(
        _whole(ratio.numerator),
        max(abs(ratio.numerator), 1),
        ratio.denominator,
    )


def when(condition: pl.Expr, *, then: Number, otherwise: Number) -> Exact:
    """Choose between two fractions row by row."""
    one, two = _same_bottom(of(then), of(otherwise))
    top = pl.when(condition).then(one.top).otherwise(two.top)
    if one.by is not None or two.by is not None:
        by = pl.when(condition).then(_by(one)).otherwise(_by(two))
    else:
        by = None
    return Exact(
        top,
        max(one.most, two.most),
        one.bottom,
        by,
        max(one.by_most, two.by_most),
    )


def least(one: Exact, two: Exact) -> Exact:
    """Take the lesser of two fractions without divisors from columns."""
    one, two = _same_bottom(one, two)
    return Exact(
        pl.min_horizontal(one.top, two.top),
        max(one.most, two.most),
        one.bottom,
    )


def checked(frame: pl.DataFrame, *columns: Column) -> pl.DataFrame:
    """Give the frame with its columns as decimals of their places, every value proved to be within
    its bounds.

    :raises UnableToCalculate: naming the column and the first value that is missing, too precise,
        too large or of the wrong sign.
    """
    for each in columns:
        frame = frame.with_columns(_decimal(frame, each))
    return frame


def required(
    frame: pl.DataFrame,
    *,
    whole: Sequence[str] = (),
    days: Sequence[str] = (),
    any_type: Sequence[str] = (),
) -> None:
    """Refuse a frame without these columns, or with gaps in them.

    Costs nothing on any number of rows.

    :raises UnableToCalculate: when a column is missing, has a null, or is not of whole numbers or
        of dates.
    """
    for name in (*whole, *days, *any_type):
        if name not in frame.columns or frame[name].null_count():
            raise UnableToCalculate(field=name, value=None, reason="is missing")
    for name in whole:
        if not frame[name].dtype.is_integer():
            raise UnableToCalculate(
                field=name,
                value=frame[name].dtype,
                reason="must be a column of whole numbers",
            )
    for name in days:
        if frame[name].dtype != pl.Date:
            raise UnableToCalculate(
                field=name,
                value=frame[name].dtype,
                reason="must be a column of dates",
            )


def refuse(frame: pl.DataFrame, where: pl.Expr, *, field: str, reason: str) -> None:
    """Refuse a frame that has such a row; the reason may name columns of the row in braces.

    :raises UnableToCalculate: naming the field and its value in the first such row.
    """
    wrong = frame.filter(where)
    if not wrong.is_empty():
        row = wrong.row(0, named=True)
        raise UnableToCalculate(
            field=field,
            value=row.pop(field),
            reason=reason,
            **{name: row[name] for name in row if f"{{{name}}}" in reason},
        )


def _decimal(frame: pl.DataFrame, each: Column) -> pl.Series:
    if each.name not in frame.columns:
        raise UnableToCalculate(field=each.name, value=None, reason="is missing")
    given = frame[each.name]
    if given.null_count():
        raise UnableToCalculate(field=each.name, value=None, reason="is missing")
    if not (given.dtype.is_decimal() or given.dtype.is_integer() or given.dtype == pl.Null):
        raise UnableToCalculate(
            field=each.name,
            value=given.dtype,
            reason="must be a column of decimals or whole numbers",
        )
    found = given.cast(pl.Decimal(38, each.places), strict=False)
    physical = pl.col("found").to_physical()
    scale = 10**each.places
    if each.signed:
        lowest = 1 - each.limit * scale
    else:
        lowest = int(each.positive)
    fits = physical.is_between(
        _whole(lowest),
        _whole(each.limit * scale - 1),
    ) & (pl.col("found") == pl.col("given"))
    bad = pl.DataFrame({"given": given, "found": found}).filter(~fits.fill_null(False))
    if bad.is_empty():
        return found
    raise UnableToCalculate(
        field=each.name,
        value=bad["given"][0],
        reason=_bounds(each),
        limit=each.limit,
        places=each.places,
    )


def _bounds(each: Column) -> str:
    if each.signed:
        return "must lie between -{limit} and {limit} and have at most {places} decimal places"
    if each.positive:
        return "must be above zero, below {limit} and have at most {places} decimal places"
    return "must not be negative, must be below {limit} and have at most {places} decimal places"


def _same_bottom(one: Exact, two: Exact) -> tuple[Exact, Exact]:
    bottom = math.lcm(one.bottom, two.bottom)
    return _widened(one, bottom), _widened(two, bottom)


def _widened(number: Exact, bottom: int) -> Exact:
    factor = bottom // number.bottom
    return Exact(
        number.top * _whole(factor),
        number.most * factor,
        bottom,
        number.by,
        number.by_most,
    )


def _by(number: Exact) -> pl.Expr:
    if number.by is None:
        return _whole(1)
    return number.by


def _whole(number: int) -> pl.Expr:
    return pl.lit(number, dtype=WIDE)
