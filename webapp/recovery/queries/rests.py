"""What is still open besides the principal when a debt is paid after it went to a court."""

from decimal import Decimal

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import filed
from webapp.tasks.models import Task

QUESTION = "paid_after_filing"
# a court has been asked and has neither awarded nor denied
_UNDECIDED = ("", "ISSUED", "CANCELLED")


def open_filing(*, case: Case, least: Decimal) -> CourtCase | None:
    """Return the filing whose duty and penalty nobody has decided on, if they are worth a word.

    A court that took nothing gives the duty back on application (НК 333.40 п. 1 пп. 2).
    """
    courts = [court for court in filed.newest(case=case) if court.ruling in _UNDECIDED]
    if sum((court.state_duty + court.penalty for court in courts), Decimal(0)) < least:
        return None
    return next(iter(courts), None)


def is_denied(*, case: Case) -> bool:
    """Say whether judgments have denied the claim against everybody."""
    rulings = {court.ruling for court in filed.standing(case=case)}
    return rulings == {"DENIED"}


def is_asked(*, case: Case) -> bool:
    """Say whether a lawyer has the question now."""
    asked = Task.objects.filter(
        case=case,
        kind=QUESTION,
        status=Task.Status.OPEN,
    )
    return asked.exists()
