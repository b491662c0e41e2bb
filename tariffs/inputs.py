"""What a rule refuses to count with.

Every refusal names the field and its value, so nothing is ever guessed or silently zero.
"""

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200
MOST = Decimal("1e15")
MOST_MONEY = Decimal(
    "1e13"
)  # roubles: products of kopecks, rates and days stay whole 64-bit numbers
MOST_PLACES = 15  # with the 15 digits before the point they fit a column of 38 digits
MOST_WRITTEN = 100
MOST_SHOWN = 200
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EXACTLY = Context(prec=40)


class UnableToCalculate(ValueError):
    """The input makes no sense to the rule: which field, its value and why.

    ``reason`` is an English sentence with ``{names}`` of the ``details``, so that it can be
    translated before they are filled in.
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
        return printable(
            f"{self.field}: {shown(self.value)}: {translate(self.reason).format(**self.details)}"
        )


def shown(value: object) -> str:
    """Write a value into a message, whatever it is.

    A long one is cut, one that cannot be written is called by its type.

    >>> shown("1" * 300)[-5:]
    '1111…'
    """
    try:
        text = str(value)
    except (ValueError, RecursionError):  # thousands of digits, thousands of brackets
        return type(value).__name__
    if len(text) <= MOST_SHOWN:
        return text
    return f"{text[:MOST_SHOWN]}…"


def printable(text: str) -> str:
    r"""Write halves of characters, which JSON can carry and no encoding can, as their codes.

    >>> printable("a\ud800")
    'a\\ud800'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def decimal(*, field: str, value: object, places: int | None = None) -> Decimal:
    """Read an exact number from a string, an integer or a Decimal; binary fractions are refused.

    >>> decimal(field="amount", value="12.50")
    Decimal('12.50')

    :raises UnableToCalculate: when it is no finite number or has more decimal places than `places`,
        15 at most.
    """
    number = _number(field, value)
    if not number.is_finite() or abs(number) >= MOST:
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="is not a number of a sensible size",
        )
    if places is None:
        most_places = MOST_PLACES
    else:
        most_places = places
    if number != (kept := _with_places(number, most_places)):
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="has more than {places} decimal places",
            places=most_places,
        )
    return kept


def _number(field: str, value: object) -> Decimal:
    """Read what Python reads as a number, but only in the digits of a bill.

    No underscores, no other alphabets' digits.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise UnableToCalculate(field=field, value=value, reason="give an exact number as a string")
    if isinstance(value, str) and len(value) > MOST_WRITTEN:
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="is not a number of a sensible size",
        )
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        raise UnableToCalculate(field=field, value=value, reason="is not a number")
    try:
        return Decimal(value)
    except InvalidOperation:  # an exponent beyond all sense
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="is not a number of a sensible size",
        ) from None


def _with_places(number: Decimal, most: int) -> Decimal:
    """Keep the places as written, between none and `most`.

    Columns take no exponent outside them.
    """
    exponent = min(
        0,
        max(-most, int(number.as_tuple().exponent)),
    )
    return number.quantize(Decimal(1).scaleb(exponent), context=EXACTLY)


def not_negative(*, field: str, value: object, places: int | None = None) -> Decimal:
    """Read an exact number that is zero or more.

    :raises UnableToCalculate: when it is negative or no number.
    """
    number = decimal(field=field, value=value, places=places)
    if number < 0:
        raise UnableToCalculate(field=field, value=value, reason="must not be negative")
    return number


def money(*, field: str, value: object) -> Decimal:
    """Read a sum in roubles that is zero or more, with whole kopecks, below ten trillion.

    :raises UnableToCalculate: when it is negative, too large or has a fraction of a kopeck.
    """
    amount = not_negative(field=field, value=value, places=2)
    if amount >= MOST_MONEY:
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="is not a number of a sensible size",
        )
    return amount


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
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="must be a whole number from {least} to {most}",
            least=least,
            most=most,
        )
    return int(number)


def day(*, field: str, value: object) -> date:
    """Read a date, given as one or as ``YYYY-MM-DD``; of the other ISO forms none is read.

    :raises UnableToCalculate: when it is no date.
    """
    try:
        found = _day(value)
    except ValueError:
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="is not a date like 2026-09-15",
        ) from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise UnableToCalculate(
            field=field,
            value=value,
            reason="must lie between the years 1900 and 2200",
        )
    return found


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return date.fromisoformat(value if isinstance(value, str) and DAY.fullmatch(value) else "")


def choice(*, field: str, value: object, among: Collection[str]) -> str:
    """Read one of the known words.

    :raises UnableToCalculate: when the word is unknown.
    """
    if isinstance(value, str) and value in among:
        return value
    raise UnableToCalculate(
        field=field,
        value=value,
        reason="must be one of {among}",
        among=", ".join(sorted(among)),
    )


def flag(*, field: str, value: object) -> bool:
    """Read a yes or no.

    :raises UnableToCalculate: when it is neither true nor false.
    """
    if isinstance(value, bool):
        return value
    raise UnableToCalculate(field=field, value=value, reason="must be true or false")


def text(*, field: str, value: object) -> str:
    """Read a free text; a whole number is taken for one.

    :raises UnableToCalculate: when it is anything else, or has halves of characters.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return shown(value)
    if isinstance(value, str) and value == printable(value):
        return value
    raise UnableToCalculate(field=field, value=value, reason="must be a text")
