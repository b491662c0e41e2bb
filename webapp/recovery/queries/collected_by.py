"""What bailiffs had collected by an order before it was cancelled."""

from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.staff.amounts import money

REVERSAL = "order_reversal"
_ZERO = Decimal(0)


def order(*, filed: CourtCase) -> Decimal:
    """Return what was collected by an order, as bailiffs told it. Roubles."""
    writs = Writ.objects.filter(case=filed.case_id)
    sued = CourtCase.objects.filter(case=filed.case_id, pk__gt=filed.pk)
    told = CourtEvent.objects.filter(case=filed.case_id, kind=CourtEvent.Kind.COLLECTED)
    later = sued.order_by("id").values_list("filed_on", flat=True).first()
    if later:
        writs = writs.filter(issued_on__lt=later)
        told = told.filter(happened_on__lt=later)
    by_writs = writs.aggregate(total=Sum("collected"))["total"] or _ZERO
    on_the_way = told.aggregate(total=Sum("principal"))["total"] or _ZERO
    return max(by_writs, on_the_way)


def explained(case: Case, _today: object) -> str:
    """Return what a lawyer is to mind when an order is cancelled after money was collected."""
    filed = CourtCase.objects.filter(case=case, track=CourtCase.Track.ORDER).latest("id")
    text = _(
        "%(sum)s ₽ were collected by the order № %(number)s before it was cancelled. The debtor "
        "may ask for reversal (ГПК 443–445; АПК 325, 326): file the claim in time and tell the "
        "court that the sum is counted as payment; the claim says so."
    )
    return text % {"sum": money(order(filed=filed)), "number": filed.number}
