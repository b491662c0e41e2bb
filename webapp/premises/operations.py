"""Keeping the lines that papers print in step with streets, houses and flats."""

from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from webapp.audit import operations as audit
from webapp.parties.models import Party
from webapp.premises.models import Building, Premises
from webapp.staff.models import User


@transaction.atomic
def refresh_addresses(*, premises: QuerySet[Premises], because_of: str, by: User) -> None:
    """Write the address of premises anew after their street, house or number was corrected (``because_of``: ``street:7``).

    Customers whose postal address was exactly the former line move with it: it came from the same registry with the same mistake.
    """
    stale = premises.annotate(line=_line()).exclude(address=F("line"))
    was_here = stale.exclude(address="").filter(address=OuterRef("address")).values("line")[:1]
    parties = Party.objects.filter(address__in=stale.exclude(address="").values("address")).update(
        address=Subquery(was_here)
    )
    moved = Premises.objects.filter(id__in=stale.values("id")).update(address=_line())
    if moved:
        details = {"premises": moved, "parties": parties}
        audit.record(
            name="premises.address.refreshed", subject=because_of, actor=by, details=details
        )


def _line() -> Concat:
    """Return in the words of the database what ``premises.queries.Address`` says."""
    house = Building.objects.filter(id=OuterRef("building_id")).annotate(
        line=Concat("street__settlement", Value(", "), "street__name", Value(", д. "), "number")
    )
    flat = Case(When(number="", then=Value("")), default=Concat(Value(", кв. "), F("number")))
    return Concat(Subquery(house.values("line")), flat)
