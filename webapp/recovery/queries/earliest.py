"""The first day on which what a report on courts, bailiffs or crews tells can have happened."""

from datetime import date

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.queries import restriction
from webapp.tasks.models import Task


def restriction_promised(case: Case, task: Task) -> date | None:
    """Return the day before which nobody may have been cut off, for a crew that did it."""
    promised = restriction.promised(case=case) if task.outcome == "DONE" else None
    return max(task.created_on, promised) if promised else None


def court_acted(case: Case, task: Task) -> date | None:
    """Return the last day on which the court is known to have done something, or was asked to."""
    court = CourtCase.objects.filter(case=case).order_by("id").last()
    return (court.issued_on or court.ruled_on or court.filed_on) if court else None


def writ_here(case: Case, task: Task) -> date | None:
    """Return since when the writ has been in the house: issued, or returned by the bailiffs."""
    writ = _writ(case)
    return (writ.ended_on or writ.issued_on) if writ else None


def writ_with_bailiffs(case: Case, task: Task) -> date | None:
    """Return since when the bailiffs have had the writ."""
    writ = _writ(case)
    return (writ.presented_on or writ.issued_on) if writ else None


def proceeding_opened(case: Case, task: Task) -> date | None:
    """Return since when a proceeding has run."""
    writ = _writ(case)
    return (writ.opened_on or writ.issued_on) if writ else None


def _writ(case: Case) -> Writ | None:
    return Writ.objects.filter(case=case).order_by("id").last()
