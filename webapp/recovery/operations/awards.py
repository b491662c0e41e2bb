"""What a ruling adds to the debt of a case.

Costs and penalty become charges, and cease to be when the ruling does.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction

from webapp.billing.models import Charge
from webapp.billing.operations import awards
from webapp.payments import operations as payments
from webapp.processes.operations import journal
from webapp.recovery.models import CaseCharge, CourtCase
from webapp.recovery.operations import denials
from webapp.recovery.queries import claims
from webapp.recovery.queries.contexts import values
from webapp.staff.models import User


@transaction.atomic
def enter(*, court: CourtCase, by: User | None, today: date) -> None:
    """Charge what a ruling in force awarded besides the principal, and lay on it
    what the debtor has paid in advance.

    Entered twice it is charged once.

    :raises UnableToCharge: when the present month is closed
    """
    denials.follow(court=court, by=by)
    if court.in_force_on is None:
        return
    granted = claims.granted(court)
    account = values.lead_account(court.case)
    charged = awards.charge(
        source=claims.source(court_case_id=court.pk),
        account_id=account.pk,
        service_id=claims.lead_service(case_id=court.case_id),
        sums={Charge.Kind.COSTS: granted.duty, Charge.Kind.PENALTY: granted.penalty},
        due_date=court.in_force_on,
        by=by,
        today=today,
    )
    rows = [
        CaseCharge(
            case=court.case,
            charge=charge,
            debt_at_opening=charge.amount,
        )
        for charge in charged
    ]
    CaseCharge.objects.bulk_create(rows, ignore_conflicts=True)
    payments.allocate_advances(account_ids=[account.pk], by=by)


@transaction.atomic
def cancel(*, court_case_id: int, ground: str, by: User | None, today: date) -> Decimal:
    """Withdraw what a ruling awarded, for it is cancelled or overturned, and lay what was
    paid of it on the rest of the debt.

    Return how much had been charged; cancelled twice, nothing happens the second time.

    :raises UnableToCancel: when the month in which it was entered is closed
    """
    denials.lift(court_case_id=court_case_id, ground=ground, by=by)
    source = claims.source(court_case_id=court_case_id)
    charged = {charge.pk: charge for charge in Charge.objects.filter(source=source)}
    if not charged:
        return Decimal(0)
    payments.free(
        charge_ids=list(charged),
        ground=ground,
        by=by,
    )
    CaseCharge.objects.filter(charge__in=charged).delete()
    awards.cancel(source=source, ground=ground, by=by)
    payments.allocate_advances(
        account_ids={charge.account_id for charge in charged.values()}, by=by
    )
    case_id = CourtCase.objects.values_list("case_id", flat=True).get(pk=court_case_id)
    journal.tell(
        case_id=case_id,
        fact="award-cancelled",
        by=by,
        today=today,
        ground=ground[:300],
    )
    return sum((charge.amount for charge in charged.values()), Decimal(0))
