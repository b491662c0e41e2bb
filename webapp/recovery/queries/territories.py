"""The houses that sections of magistrates serve: streets, sides, ranges, single houses."""

import re

from webapp.premises import addresses
from webapp.premises.addresses import Address, House
from webapp.recovery.models import Authority, Territory

_LEADING = re.compile(r"\d+")


def are_known() -> bool:
    """Say whether anybody has told which houses sections serve."""
    return Territory.objects.exists()


def of_address(*, address: Address) -> list[Authority]:
    """Return the sections that serve a house; a house told by name goes before ranges."""
    key = addresses.road_key(
        settlement=address.settlement,
        street=address.street,
    )
    rows = list(Territory.objects.filter(key=key).select_related("authority").order_by("id"))
    named = [row for row in rows if row.house and row.house == addresses.house_key(address.house)]
    found = named or [row for row in rows if not row.house and _covers(row, address.house)]
    return list(dict.fromkeys(row.authority for row in found))


def _covers(row: Territory, house: House) -> bool:
    leading = _LEADING.match(house.number)
    if leading is None:
        return row.parity == Territory.Parity.ALL and row.first is None and row.last is None
    number = int(leading[0])
    is_odd = number % 2 == 1
    if row.parity == Territory.Parity.ODD and not is_odd:
        return False
    if row.parity == Territory.Parity.EVEN and is_odd:
        return False
    return (row.first or 0) <= number and (row.last is None or number <= row.last)
