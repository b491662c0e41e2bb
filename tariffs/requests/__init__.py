"""Requests to the rules as JSON: one dictionary in, one out.

Every field is read once, checked, and none is ignored.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from tariffs import inputs
from tariffs.inputs import UnableToCalculate

Answer = dict[str, Any]
FREE_FIELDS = {"rule", "id", "comment"}


class Request:
    """The fields of one request, or of one element of a list in it; remembers what was read."""

    def __init__(self, values: object, *, within: str = "") -> None:
        """Take the dictionary; `within` is the path to it, for the messages.

        :raises UnableToCalculate: when it is no dictionary.
        """
        if not isinstance(values, dict):
            raise UnableToCalculate(
                field=within or "request",
                value=values,
                reason="must be an object with named fields",
            )
        self._values = values
        self._within = within
        self._read = set(FREE_FIELDS)
        self._parts: list[Request] = []
        self._days: list[tuple[str, date]] = []

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not null."""
        self._read.add(name)
        return self._values.get(name) is not None

    def raw(self, name: str) -> Any:
        """Give the field as it came.

        :raises UnableToCalculate: when it is missing.
        """
        if not self.has(name):
            raise UnableToCalculate(field=self.path(name), value=None, reason="is missing")
        return self._values[name]

    def number(
        self, name: str, *, default: str | None = None, places: int | None = None
    ) -> Decimal:
        """Give an exact number."""
        return inputs.decimal(
            field=self.path(name),
            value=self._or(name, default),
            places=places,
        )

    def money(self, name: str, *, default: str | None = None) -> Decimal:
        """Give a sum that is not negative, with whole kopecks."""
        return inputs.money(
            field=self.path(name),
            value=self._or(name, default),
        )

    def whole(self, name: str, *, least: int = 0, most: int = 10**9) -> int:
        """Give a whole number within its bounds."""
        return inputs.whole(
            field=self.path(name),
            value=self.raw(name),
            least=least,
            most=most,
        )

    def day(self, name: str) -> date:
        """Give a date."""
        found = inputs.day(
            field=self.path(name),
            value=self.raw(name),
        )
        self._days.append((self.path(name), found))
        return found

    def nearest_day(self, on: date) -> tuple[str, date]:
        """Find which field brought a date that the law does not know: the one nearest to it."""
        days = [
            *self._days,
            *(day for part in self._parts for day in part._days),
        ]
        return min(
            days,
            key=lambda day: abs(day[1] - on),
            default=("rule", on),
        )

    def day_or_none(self, name: str) -> date | None:
        """Give a date, or None when there is none."""
        if self.has(name):
            return self.day(name)
        return None

    def word(self, name: str, *, among: Collection[str], default: str | None = None) -> str:
        """Give one of the known words."""
        return inputs.choice(
            field=self.path(name),
            value=self._or(name, default),
            among=among,
        )

    def flag(self, name: str, *, default: bool) -> bool:
        """Give a yes or no."""
        return inputs.flag(
            field=self.path(name),
            value=self.raw(name) if self.has(name) else default,
        )

    def text(self, name: str) -> str:
        """Give a free text, empty when there is none."""
        if self.has(name):
            return inputs.text(
                field=self.path(name),
                value=self.raw(name),
            )
        return ""

    def part(self, name: str) -> "Request":
        """Give the object in a field, an empty one when there is none."""
        return self._part(
            self.raw(name) if self.has(name) else {},
            name,
        )

    def parts(self, name: str, *, optional: bool = False) -> "list[Request]":
        """Give the objects of a list."""
        return [
            self._part(each, f"{name}[{index}]")
            for index, each in enumerate(self.items(name, optional=optional))
        ]

    def items(self, name: str, *, optional: bool = False) -> list[Any]:
        """Give a list; an empty one only if it is optional.

        :raises UnableToCalculate: when it is no list, or empty.
        """
        if optional and not self.has(name):
            found = []
        else:
            found = self.raw(name)
        if not isinstance(found, list) or (not found and not optional):
            raise UnableToCalculate(
                field=self.path(name),
                value=found,
                reason="must be a list that is not empty",
            )
        return found

    def path(self, name: str) -> str:
        """Give the name of a field with the path to it."""
        if self._within:
            return f"{self._within}.{name}"
        return name

    def check_all_read(self) -> None:
        """Refuse fields that the rule does not know: a misspelt one must not be ignored.

        :raises UnableToCalculate: when there is such a field.
        """
        for name, value in self._values.items():
            if name not in self._read:
                raise UnableToCalculate(
                    field=self.path(str(name)),
                    value=value,
                    reason="is not a field of this rule",
                )
        for part in self._parts:
            part.check_all_read()

    def _or(self, name: str, default: str | None) -> Any:
        if default is not None and not self.has(name):
            return default
        return self.raw(name)

    def _part(self, values: object, name: str) -> "Request":
        found = Request(values, within=self.path(name))
        self._parts.append(found)
        return found
