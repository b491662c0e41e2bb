"""What a writ may be for, and how much bailiffs can collect by it. All sums are roubles."""

from decimal import Decimal

from django.db.models import Sum
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import claims, filed

_ZERO = Decimal(0)


def together(*, case: Case) -> list[Writ]:
    """Return the writs that go to the bailiffs together, or lie there: the newest of them."""
    known = list(Writ.objects.filter(case=case).order_by("id"))
    in_house = [writ for writ in known if writ.presented_on is None and writ.ended_on is None]
    if in_house:
        return in_house
    days = [writ.presented_on for writ in known if writ.presented_on]
    if not days:
        return known[-1:]
    return [writ for writ in known if writ.presented_on == max(days)]


def to_present(*, case: Case) -> list[Writ]:
    """Return the writs that go to the bailiffs now: in the house, or given back with nothing.

    Only what is in force is enforced, and what was collected is not presented again.
    """
    debtors = {court.debtor for court in filed.in_force(case=case)}
    newest = {
        (writ.debtor, writ.against): writ
        for writ in Writ.objects.filter(
            case=case,
            debtor__in=debtors,
        ).order_by("id")
    }
    found = [writ for writ in newest.values() if _is_here(writ) and not writ.is_fulfilled]
    return found or together(case=case)


def _is_here(writ: Writ) -> bool:
    return writ.presented_on is None or writ.ended_on is not None


def meant(*, case: Case, debtor: str, number: str = "") -> Writ | None:
    """Return the writ that is spoken of: by its number, else the newest against a debtor."""
    against = Writ.objects.filter(
        case=case,
        debtor=debtor,
    ).order_by("id")
    for writ in against:
        if number and number in (writ.number, writ.proceeding_number):
            return writ
    return against.last()


def collected(*, court: CourtCase) -> Decimal:
    """Return what bailiffs have told that they collected by the writs of one filing."""
    own = Writ.objects.filter(
        case=court.case_id,
        debtor=court.debtor,
        issued_on__gte=court.filed_on,
    )
    ended = own.aggregate(total=Sum("collected"))["total"] or _ZERO
    told = CourtEvent.objects.filter(
        case=court.case_id,
        kind=CourtEvent.Kind.COLLECTED,
        debtor__in=("", court.debtor),
        happened_on__gte=court.filed_on,
    )
    on_the_way = told.aggregate(total=Sum("principal"))["total"] or _ZERO
    return max(ended, on_the_way)


def left(*, court: CourtCase) -> claims.Granted:
    """Return what is left of an award: what was collected is laid on costs, principal, penalty."""
    granted, money = claims.granted(court), collected(court=court)
    rest = []
    for amount in (granted.duty, granted.claim, granted.penalty):
        laid = min(amount, money)
        money -= laid
        rest.append(amount - laid)
    duty, claim, penalty = rest
    return claims.Granted(claim, penalty, duty)


def doubt_about_writ(*, case: Case, amount: Decimal | None, debtor: str = "") -> str:
    """Return why a writ cannot be for a sum, in words; nothing when it can, or no court is known.

    It is for no more than the principal, the penalty and the duty that the court granted.
    """
    granted = _granted(case, debtor)
    if amount is None or granted is None or amount <= granted:
        return ""
    return _("A writ is for no more than the court granted: %(most)s ₽. Check the sum.") % {
        "most": _money(granted)
    }


def doubt_about_collected(*, case: Case, amount: Decimal | None, debtor: str = "") -> str:
    """Return why bailiffs cannot have collected a sum by the end of a proceeding, in words.

    What former proceedings on the same writ brought counts too.
    """
    held = _held(case, debtor)
    before = sum((writ.collected or _ZERO for writ in held), _ZERO)
    return _doubt(case, amount, before, debtor)


def doubt_about_part(*, case: Case, amount: Decimal | None, debtor: str = "") -> str:
    """Return why bailiffs cannot have collected one sum more on the way, in words."""
    told = CourtEvent.objects.filter(
        case=case,
        kind=CourtEvent.Kind.COLLECTED,
    )
    if debtor:
        told = told.filter(debtor=debtor)
    if held := _held(case, debtor):
        told = told.filter(happened_on__gte=held[0].issued_on)
    before = told.aggregate(total=Sum("principal"))["total"] or _ZERO
    return _doubt(case, amount, before, debtor)


def _doubt(case: Case, amount: Decimal | None, before: Decimal, debtor: str) -> str:
    most = _most(case, debtor)
    if amount is None or most is None or before + amount <= most:
        return ""
    words = _(
        "Bailiffs collect no more than the writ is for: %(most)s ₽, of which %(before)s ₽ were "
        "collected before. Check the sum."
    )
    return words % {"most": _money(most), "before": _money(before)}


def _held(case: Case, debtor: str) -> list[Writ]:
    """Return the newest writ against one of several, else all that went out together."""
    if not debtor:
        return together(case=case)
    found = meant(
        case=case,
        debtor=debtor,
    )
    return [found] if found else []


def _most(case: Case, debtor: str) -> Decimal | None:
    """Return the sum of the writs; of those against who owe together it is owed only once."""
    sums = {(writ.debtor, writ.amount) for writ in _held(case, debtor)}
    if sums:
        return sum((amount for _debtor, amount in sums), _ZERO)
    return _granted(case, debtor)


def _granted(case: Case, debtor: str) -> Decimal | None:
    courts = filed.newest(case=case)
    if debtor:
        courts = [court for court in filed.standing(case=case) if court.debtor == debtor]
    if not courts:
        return None
    return sum((claims.granted(court).total for court in courts), _ZERO)


def _money(amount: Decimal) -> str:
    return formats.number_format(
        amount,
        decimal_pos=2,
        use_l10n=True,
        force_grouping=True,
    )
