"""Numbers of contracts and taxpayers, phones and e-mail addresses, as registries write them."""

import functools
from collections.abc import Callable
from typing import Any

from webapp.billing.queries.registry import vocabulary
from webapp.parties.queries import requisites
from webapp.uploads.tables import cells
from webapp.uploads.tables.numbers import EXPONENT, number, short

_once = functools.lru_cache(maxsize=4096, typed=True)


def contract_number(value: Any) -> str:
    """Return the number of a contract; what people write where there is none is no number."""
    if cells.plain(value) in vocabulary.NO_CONTRACT:
        return ""
    return short(value)


def inn(value: Any) -> str:
    """Return a checked ИНН; Excel drops the leading zero, which is put back."""
    digits = number(value)
    if digits.isdigit() and len(digits) in {9, 11}:
        digits = f"0{digits}"
    return _requisite(requisites.inn, digits)


def kpp(value: Any) -> str:
    """Return a checked КПП; Excel drops the leading zero, which is put back."""
    digits = number(value)
    if digits.isdigit() and len(digits) == 8:
        digits = f"0{digits}"
    return _requisite(requisites.kpp, digits)


def ogrn(value: Any) -> str:
    """Return a checked ОГРН."""
    return _requisite(requisites.ogrn, number(value))


@_once
def emails(value: Any) -> tuple[str, ...]:
    """Return the e-mail addresses of a cell."""
    parts = requisites.contacts(str(value))
    return tuple(dict.fromkeys(_requisite(requisites.email, part) for part in parts))


@_once
def phones(value: Any) -> tuple[str, ...]:
    """Return the phone numbers of a cell as +79161234567."""
    if isinstance(value, str):
        line = str(value)
    else:
        line = number(value)
    if EXPONENT.fullmatch(line.strip()):
        number(line)
    return _requisite(requisites.phones, line)


@_once
def contacts(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the e-mail addresses and the phone numbers of one cell.

    The words with @, and the rest.
    """
    if not isinstance(value, str):
        return (), phones(value)
    addresses = []
    numbers = []
    for part in requisites.contacts(value):
        words = part.split()
        addresses += [word for word in words if "@" in word]
        numbers.append(" ".join(word for word in words if "@" not in word))
    found = tuple(dict.fromkeys(_requisite(requisites.email, word) for word in addresses))
    return found, phones("\n".join(numbers))


def _requisite[Found](check: Callable[[str], Found], value: str) -> Found:
    try:
        return check(value)
    except requisites.InvalidRequisite as error:
        raise cells.BadCell(str(error)) from error
