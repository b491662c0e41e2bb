"""What bailiffs had collected by an order before it was cancelled."""

from datetime import date
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
    sued = CourtCase.objects.filter(case=filed.case_id, pk__gt=filed.pk)
    later = sued.exclude(track=filed.track).order_by("id")
    return _between(filed, later.values_list("filed_on", flat=True).first())


def filing(*, filed: CourtCase) -> Decimal:
    """Return what was collected by a judgment, as bailiffs told it. Roubles."""
    return _between(filed, None)


def _between(filed: CourtCase, later: date | None) -> Decimal:
    """Return what came by the writs of a filing before a day, of its own debtor alone."""
    whose = ("", filed.debtor)
    writs = Writ.objects.filter(
        case=filed.case_id,
        debtor__in=whose,
        issued_on__gte=filed.filed_on,
    )
    told = CourtEvent.objects.filter(
        case=filed.case_id,
        kind=CourtEvent.Kind.COLLECTED,
        debtor__in=whose,
        happened_on__gte=filed.filed_on,
    )
    if later:
        writs = writs.filter(issued_on__lt=later)
        told = told.filter(happened_on__lt=later)
    by_writs = writs.aggregate(total=Sum("collected"))["total"] or _ZERO
    on_the_way = told.aggregate(total=Sum("principal"))["total"] or _ZERO
    return max(by_writs, on_the_way)


def _reversed(case: Case) -> CourtCase:
    """Return what fell after money was collected by it: the newest of them."""
    courts = CourtCase.objects.filter(case=case, ruling__in=("CANCELLED", "DENIED"))
    return courts.latest("ruled_on", "id")


def explained(case: Case, _today: object) -> str:
    """Return what a lawyer is to mind when an order is cancelled after money was collected."""
    filed = _reversed(case)
    if filed.track == CourtCase.Track.LAWSUIT:
        text = _(
            "%(sum)s ₽ were collected by the judgment № %(number)s before it was reversed. The "
            "court may order the sum to be given back (ГПК 443–445; АПК 325, 326): answer the "
            "debtor's application, and enter the ruling as an event."
        )
        return text % {"sum": money(filing(filed=filed)), "number": filed.number}
    text = _(
        "%(sum)s ₽ were collected by the order № %(number)s before it was cancelled. The debtor "
        "may ask for reversal (ГПК 443–445; АПК 325, 326): file the claim in time and tell the "
        "court that the sum is counted as payment; the claim says so."
    )
    return text % {"sum": money(order(filed=filed)), "number": filed.number}
