"""What a writ may be for, and how much bailiffs can collect by it. All sums are roubles."""

from decimal import Decimal

from django.db.models import Sum
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import claims

_ZERO = Decimal(0)


def doubt_about_writ(*, case: Case, amount: Decimal | None) -> str:
    """Return why a writ cannot be for a sum, in words; nothing when it can, or no court is known.

    It is for no more than the principal, the penalty and the duty that the court granted.
    """
    granted = _granted(case)
    if amount is None or granted is None or amount <= granted:
        return ""
    return _("A writ is for no more than the court granted: %(most)s ₽. Check the sum.") % {
        "most": _money(granted)
    }


def doubt_about_collected(*, case: Case, amount: Decimal | None) -> str:
    """Return why bailiffs cannot have collected a sum by the end of a proceeding, in words.

    What former proceedings on the same writ brought counts too.
    """
    writ = _writ(case)
    return _doubt(case, amount, (writ and writ.collected) or _ZERO)


def doubt_about_part(*, case: Case, amount: Decimal | None) -> str:
    """Return why bailiffs cannot have collected one sum more on the way, in words."""
    told = CourtEvent.objects.filter(case=case, kind=CourtEvent.Kind.COLLECTED)
    if writ := _writ(case):
        told = told.filter(happened_on__gte=writ.issued_on)
    before = told.aggregate(total=Sum("principal"))["total"] or _ZERO
    return _doubt(case, amount, before)


def _doubt(case: Case, amount: Decimal | None, before: Decimal) -> str:
    writ = _writ(case)
    most = writ.amount if writ else _granted(case)
    if amount is None or most is None or before + amount <= most:
        return ""
    words = _(
        "Bailiffs collect no more than the writ is for: %(most)s ₽, of which %(before)s ₽ were "
        "collected before. Check the sum."
    )
    return words % {"most": _money(most), "before": _money(before)}


def _writ(case: Case) -> Writ | None:
    return Writ.objects.filter(case=case).order_by("id").last()


def _granted(case: Case) -> Decimal | None:
    court = CourtCase.objects.filter(case=case).order_by("id").last()
    if court is None:
        return None
    granted = claims.granted(court)
    return granted.claim + granted.penalty + granted.duty


def _money(amount: Decimal) -> str:
    return formats.number_format(
        amount,
        decimal_pos=2,
        use_l10n=True,
        force_grouping=True,
    )
