"""A claim that a court has left without motion: by what day it is mended, and of what it lacks."""

from datetime import date

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtEvent

TASK = "mend_claim"


def explained(case: Case, _today: date) -> str:
    """Return what the court wants, by when, and what follows when it is not done."""
    told = CourtEvent.objects.filter(
        case=case,
        kind=CourtEvent.Kind.CLAIM_STAYED,
    )
    event = told.latest("id")
    text = _(
        "The court has left the claim without motion until %(until)s: %(note)s. Mended in time it "
        "counts as filed on its first day; otherwise it comes back (ГПК 136; АПК 128)."
    )
    return text % {"until": f"{event.until:%d.%m.%Y}", "note": event.note}
