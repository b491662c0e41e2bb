"""What is still open besides the principal when a debt is paid after it went to a court."""

from decimal import Decimal

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.tasks.models import Task

QUESTION = "paid_after_filing"
# a court has been asked and has neither awarded nor denied
_UNDECIDED = ("", "ISSUED", "CANCELLED")


def open_filing(*, case: Case, least: Decimal) -> CourtCase | None:
    """Return the filing whose duty and penalty nobody has decided on, if they are worth a word.

    A court that took nothing gives the duty back on application (НК 333.40 п. 1 пп. 2).
    """
    filed = CourtCase.objects.filter(case=case).order_by("id").last()
    if filed is None or filed.ruling not in _UNDECIDED:
        return None
    if filed.state_duty + filed.penalty < least:
        return None
    return filed


def is_denied(*, case: Case) -> bool:
    """Say whether the newest judgment has denied the claim."""
    filed = CourtCase.objects.filter(case=case).order_by("-id")
    return filed.values_list("ruling", flat=True).first() == "DENIED"


def is_asked(*, case: Case) -> bool:
    """Say whether a lawyer has the question now."""
    asked = Task.objects.filter(
        case=case,
        kind=QUESTION,
        status=Task.Status.OPEN,
    )
    return asked.exists()
