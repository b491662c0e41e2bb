"""What a court has denied of charges: nobody owes it, no money is laid on it."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from webapp.audit import operations as audit
from webapp.billing.models import Charge
from webapp.staff.models import User


@transaction.atomic
def deny(*, sums: Mapping[int, Decimal], ground: str, by: User | None) -> None:
    """Write how much of each charge a court has denied, in place of what was written before."""
    charges = Charge.objects.select_for_update(no_key=True).filter(id__in=sums)
    for charge in charges.order_by("id"):
        denied = sums[charge.pk]
        if charge.denied == denied:
            continue
        Charge.objects.filter(pk=charge.pk).update(denied=denied)
        audit.record(
            name="billing.charge.denied",
            subject=f"account:{charge.account_id}",
            actor=by,
            ground=ground[:300],
            details={"charge": charge.pk, "denied": str(denied)},
        )
