"""What a rule refuses to count with: every refusal names the field and its value, so nothing is ever guessed or silently zero."""

from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal, InvalidOperation

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


class UnableToCalculate(ValueError):
    """The input makes no sense to the rule: which field, its value and why.

    ``reason`` is an English sentence with ``{names}`` of the ``details``, so that it can be translated before they are filled in.
    """

    def __init__(self, *, field: str, value: object, reason: str, **details: object) -> None:
        """Keep the parts, and join them for the log and the command line."""
        self.field = field
        self.value = value
        self.reason = reason
        self.details = details
        super().__init__(self.told())

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Tell it in the language that `translate` turns a reason into."""
        return f"{self.field}: {self.value!s}: {translate(self.reason).format(**self.details)}"


def decimal(*, field: str, value: object, places: int | None = None) -> Decimal:
    """Read an exact number from a string, an integer or a Decimal; binary fractions are refused.

    >>> decimal(field="amount", value="12.50")
    Decimal('12.50')

    :raises UnableToCalculate: when it is no finite number or has more decimal places than `places`.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise UnableToCalculate(field=field, value=value, reason="give an exact number as a string")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise UnableToCalculate(field=field, value=value, reason="is not a number") from None
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        raise UnableToCalculate(field=field, value=value, reason="is not a number of a sensible size")
    if places is not None and number != round(number, places):
        raise UnableToCalculate(field=field, value=value, reason="has more than {places} decimal places", places=places)
    return number


def not_negative(*, field: str, value: object, places: int | None = None) -> Decimal:
    """Read an exact number that is zero or more.

    :raises UnableToCalculate: when it is negative or no number.
    """
    number = decimal(field=field, value=value, places=places)
    if number < 0:
        raise UnableToCalculate(field=field, value=value, reason="must not be negative")
    return number


def positive(*, field: str, value: object, places: int | None = None) -> Decimal:
    """Read an exact number above zero.

    :raises UnableToCalculate: when it is zero, negative or no number.
    """
    number = decimal(field=field, value=value, places=places)
    if number <= 0:
        raise UnableToCalculate(field=field, value=value, reason="must be above zero")
    return number


def whole(*, field: str, value: object, least: int = 0, most: int = 10**9) -> int:
    """Read a whole number between two bounds, both included.

    :raises UnableToCalculate: when it is no whole number or lies outside the bounds.
    """
    number = decimal(field=field, value=value)
    if number != int(number) or not least <= number <= most:
        raise UnableToCalculate(field=field, value=value, reason="must be a whole number from {least} to {most}", least=least, most=most)
    return int(number)


def day(*, field: str, value: object) -> date:
    """Read a date, given as one or as an ISO string.

    :raises UnableToCalculate: when it is no date.
    """
    try:
        found = value if isinstance(value, date) else date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise UnableToCalculate(field=field, value=value, reason="is not a date like 2026-09-15") from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise UnableToCalculate(field=field, value=value, reason="must lie between the years 1900 and 2200")
    return found


def choice(*, field: str, value: object, among: Collection[str]) -> str:
    """Read one of the known words.

    :raises UnableToCalculate: when the word is unknown.
    """
    if isinstance(value, str) and value in among:
        return value
    raise UnableToCalculate(field=field, value=value, reason="must be one of {among}", among=", ".join(sorted(among)))


def flag(*, field: str, value: object) -> bool:
    """Read a yes or no.

    :raises UnableToCalculate: when it is neither true nor false.
    """
    if isinstance(value, bool):
        return value
    raise UnableToCalculate(field=field, value=value, reason="must be true or false")
