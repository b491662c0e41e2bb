"""What a court may grant of a claim, and what speaks against sums that somebody tells."""

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import claims, filed
from webapp.staff.amounts import money


def claimed_by_lawsuit(*, case_id: int | None) -> claims.Granted | None:
    """Return what the newest statements of claim of a case ask for; nothing when none is filed."""
    case = Case.objects.filter(pk=case_id or 0).first()
    if case is None:
        return None
    courts = filed.newest(case=case, track=CourtCase.Track.LAWSUIT)
    if not courts:
        return None
    return claims.together(courts)


def beyond(most: claims.Granted, *, sums: claims.Granted) -> str:
    """Return why a court cannot have granted these sums, in words; nothing when it can."""
    is_within = sums.claim <= most.claim and sums.penalty <= most.penalty and sums.duty <= most.duty
    if is_within:
        return ""
    text = _(
        "A court awards no more than is claimed: principal %(claim)s ₽, penalty %(penalty)s ₽, "
        "duty %(duty)s ₽. Check the sums."
    )
    return text % {
        "claim": money(most.claim),
        "penalty": money(most.penalty),
        "duty": money(most.duty),
    }
