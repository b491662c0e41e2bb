"""What a court has ordered to be given back to a debtor, and what of it is still in the house."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.recovery.models import CourtEvent, Writ
from webapp.recovery.queries import claims
from webapp.staff.amounts import money

TASK = "give_back"


def may_be_told(case: Case) -> bool:
    """Say whether an event may be entered: after the end, only where a writ brought something."""
    if not case.closed_on:
        return True
    return Writ.objects.filter(
        case=case,
        collected__gt=0,
    ).exists() or _has_collected(case)


def _has_collected(case: Case) -> bool:
    return CourtEvent.objects.filter(
        case=case,
        kind=CourtEvent.Kind.COLLECTED,
    ).exists()


def ordered(*, case: Case) -> Decimal:
    """Return the sum that the newest ruling on reversal names. Roubles."""
    told = CourtEvent.objects.filter(
        case=case,
        kind=CourtEvent.Kind.REVERSAL_ORDERED,
    )
    return told.latest("id").principal or Decimal(0)


def explained(case: Case, _today: date) -> str:
    """Return what is to be given back, and by what ruling."""
    told = CourtEvent.objects.filter(
        case=case,
        kind=CourtEvent.Kind.REVERSAL_ORDERED,
    )
    event = told.latest("id")
    text = _(
        "By the ruling of %(day)s (%(note)s) give %(sum)s ₽ back to the debtor (ГПК 445; АПК 326). "
        "What the money had paid is owed again, unless a court has denied it."
    )
    return text % {
        "day": f"{event.happened_on:%d.%m.%Y}",
        "note": event.note,
        "sum": money(event.principal or Decimal(0)),
    }


def came_by_writs(*, case: Case) -> QuerySet[Payment]:
    """Return the payments since the first writ, the newest first: one of several parts is none."""
    first = Writ.objects.filter(case=case).order_by("issued_on").first()
    posted = Payment.objects.filter(
        status=Payment.Status.POSTED,
        account__in=claims.accounts(case),
        parent=None,
    )
    if first is None:
        return posted.none()
    return posted.filter(paid_on__gte=first.issued_on).order_by("-paid_on", "-id")


def doubt(*, case: Case, amount: Decimal) -> str:
    """Return why a sum cannot be given back, in words; nothing when it can."""
    came = came_by_writs(case=case).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    if amount <= came:
        return ""
    text = _("Since the writ was issued %(came)s ₽ came: no more can be given back.")
    return text % {"came": money(came)}
