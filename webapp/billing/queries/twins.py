"""Accounts that a number may have meant.

The same letters and digits but for what spreadsheets and keyboards change.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import CharField, F, Func, Value
from django.utils.translation import gettext as _

from webapp.billing.queries.registry import Row
from webapp.contracts.models import Account
from webapp.premises import queries as premises
from webapp.premises.addresses import Address
from webapp.staff import characters
from webapp.uploads.tables.cells import plain

_LEADING_ZEROS = r"(^|[^0-9])0+(?=[0-9])"


def look(number: str) -> str:
    """Return what is the same for numbers that look the same in print: «А-123»
    in either alphabet.
    """
    return (
        characters.without_breaks(number).translate(characters.LOOKALIKES).upper().replace(" ", "")
    )


def key(number: str) -> str:
    """Return what is left of a number when its leading zeros, blanks, hyphens and points are lost
    as well.
    """
    return re.sub(
        r"\W",
        "",
        re.sub(_LEADING_ZEROS, r"\1", look(number)),
    ).lstrip("0")


class Twins:
    """The accounts of the database and of the file, by what is left of their numbers."""

    def __init__(self, rows: Sequence[Row], known: Iterable[str]) -> None:
        known = set(known)
        self._accounts: dict[str, list[Account]] = {}
        self._rows: dict[str, dict[str, Row]] = {}
        for account in _alike({row.account for row in rows} - known):
            self._accounts.setdefault(key(account.number), []).append(account)
        for row in rows:
            self._rows.setdefault(key(row.account), {}).setdefault(row.account, row)

    def fault(self, row: Row) -> str:
        """Say which account the new number of a row may have meant, in the database or in another
        row of the file; else nothing.

        Of two rows nobody knows which is spoilt: both are asked about.
        """
        for account in self._accounts.get(key(row.account), ()):
            address = premises.address_of(account.premises)
            other = _Other(
                account.number,
                account.party.name,
                account.party.inn,
                address,
            )
            if why := other.likeness(row):
                return _message(account.number, why)
        for first in self._rows[key(row.account)].values():
            other = _Other(first.account, first.name, first.inn, first.address)
            if why := other.likeness(row):
                return _either_is_spoilt(first, why)
        return ""


@dataclass(frozen=True, slots=True)
class _Other:
    """An account of the same digits."""

    number: str
    name: str
    inn: str
    address: Address

    def likeness(self, row: Row) -> str:
        """Say why this account and that of a row seem to be one, if they do."""
        if self.number == row.account:
            return ""
        if look(self.number) == look(row.account):
            return _("it looks the same and only its letters are of the other alphabet")
        if self.address.is_same_place(row.address):
            return _("it has the same digits and the same address")
        if plain(self.name) == plain(row.name) or (row.inn and row.inn == self.inn):
            return _("it has the same digits and the same customer")
        return ""


def _message(number: str, why: str) -> str:
    message = _(
        "There is the account «%(number)s» in the database, and %(why)s: a spreadsheet loses "
        "zeros and signs. Write the number as it is there; if this is really another "
        "account, enter it on the page of accounts first."
    )
    return message % {"number": number, "why": why}


def _either_is_spoilt(other: Row, why: str) -> str:
    message = _(
        "There is the account «%(number)s» in row %(row)s, and %(why)s: a spreadsheet loses "
        "zeros and signs. Write one number in both rows; if these are really two accounts, "
        "enter them on the page of accounts first."
    )
    return message % {"number": other.account, "row": other.number, "why": why}


def _alike(numbers: set[str]) -> Iterator[Account]:
    """Accounts are asked for by their digits, which any database compares alike.

    ``key`` has the last word.
    """
    digits = {re.sub(r"[^0-9]", "", key(number)).lstrip("0") for number in numbers} - {""}
    if not digits:
        return
    bare = _replaced(
        _replaced(F("number"), _LEADING_ZEROS, r"\1"),
        "[^0-9]",
        "",
    )
    found = Account.objects.annotate(digits=_replaced(bare, "^0+", "")).filter(digits__in=digits)
    yield from found.select_related("party", "premises__building__street").order_by("id")


def _replaced(text: F | Func, pattern: str, by: str) -> Func:
    return Func(
        text,
        Value(pattern),
        Value(by),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
