"""What an address or a form says, read without trust."""

from collections.abc import Iterable
from typing import Any

# keys of the database have no more
_MOST_DIGITS = 18


def whole_number(text: Any) -> int | None:
    """Return the number that is said; nothing when it is none, or larger than any key."""
    said = str(text or "")
    is_number = said.isascii() and said.isdigit()
    if not is_number or len(said) > _MOST_DIGITS:
        return None
    return int(said)


def whole_numbers(texts: Iterable[Any]) -> list[int]:
    """Return the numbers that are said, without what is none."""
    found = map(whole_number, texts)
    return [number for number in found if number is not None]
