"""The debtor has acknowledged a debt in writing: its limitation begins anew (ГК 203, 206 п. 2)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.billing.models import Charge
from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.recovery.models import CaseCharge
from webapp.staff.models import User


class UnableToAcknowledge(Exception):
    """No month of the claim was due by the day of the paper."""


@transaction.atomic
def acknowledge(
    *,
    case_id: int,
    on: date,
    ground: str,
    by: User,
    today: date,
    through: date | None = None,
) -> None:
    """Write down a signed acknowledgement, of all that was due or of months through one.

    Who acknowledges a part has not acknowledged the rest (ППВС 43 п. 20).

    :raises UnableToAcknowledge: when no month is acknowledged by it
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    claimed = CaseCharge.objects.filter(
        case=case,
        cut_on=None,
        charge__kind=Charge.Kind.PRINCIPAL,
        charge__due_date__lte=on,
    )
    if through:
        claimed = claimed.filter(charge__period__lte=through)
    earlier = claimed.exclude(acknowledged_on__gte=on)
    changed = earlier.update(acknowledged_on=on)
    if not changed:
        raise UnableToAcknowledge(
            _("No month of the claim that was due by this day is acknowledged by it.")
        )
    journal.tell(
        case_id=case.pk,
        fact="debt-acknowledged",
        by=by,
        today=today,
        ground=ground,
        on=on.isoformat(),
        months=changed,
    )
