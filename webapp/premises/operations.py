"""Keeping the lines that papers print in step with streets, houses and flats."""

from django.db import transaction
from django.db.models import QuerySet

from webapp.audit import operations as audit
from webapp.parties.models import Party
from webapp.premises import queries
from webapp.premises.models import Premises
from webapp.staff.models import User

BATCH = 1000


@transaction.atomic
def refresh_addresses(*, premises: QuerySet[Premises], because_of: str, by: User) -> None:
    """Write the address of premises anew after their street, house or number was corrected
    (``because_of``: ``street:7``).

    Customers whose postal address was exactly the former line move with it: it came from the same
    registry with the same mistake.
    """
    rows = premises.select_for_update(of=("self",)).select_related("building__street")
    moved: dict[str, str] = {}
    stale: list[Premises] = []
    for one in rows.order_by("id"):
        line = str(queries.address_of(one))
        if line != one.address:
            moved[one.address] = line
            one.address = line
            stale.append(one)
    if not stale:
        return
    Premises.objects.bulk_update(stale, ["address"], batch_size=BATCH)
    details = {"premises": len(stale), "parties": _move_parties(moved)}
    audit.record(
        name="premises.address.refreshed",
        subject=because_of,
        actor=by,
        details=details,
    )


def _move_parties(moved: dict[str, str]) -> int:
    known = moved.keys() - {""}
    parties = list(Party.objects.filter(address__in=known).order_by("id"))
    for party in parties:
        party.address = moved[party.address]
    return Party.objects.bulk_update(parties, ["address"], batch_size=BATCH)
