"""The first day on which what a report on courts, bailiffs or crews tells can have happened."""

from datetime import date, timedelta

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.queries import announced, restriction, suspensions
from webapp.tasks.models import Task


def restriction_promised(case: Case, task: Task) -> date | None:
    """Return the day before which nobody may have been cut off, for a crew that did it.

    Not before the day of the warning, ten days after a limitation, a day after others were told.
    """
    if task.outcome != "DONE":
        return None
    promised = restriction.promised(case=case)
    if promised is None:
        return None
    limited = suspensions.suspension(case=case)
    told_on = announced.told_on(case=case)
    days = [task.created_on, promised]
    if limited:
        days.append(limited.possible_from)
    if told_on:
        days.append(told_on + timedelta(days=1))
    return max(days)


def court_acted(case: Case, task: Task) -> date | None:
    """Return the last day on which the court is known to have done something, or was asked to."""
    court = CourtCase.objects.filter(case=case).order_by("id").last()
    if court is None:
        return None
    return court.issued_on or court.ruled_on or court.filed_on


def writ_here(case: Case, task: Task) -> date | None:
    """Return since when the writ has been in the house: issued, or returned by the bailiffs."""
    writ = _writ(case)
    if writ is None:
        return None
    return writ.ended_on or writ.issued_on


def writ_with_bailiffs(case: Case, task: Task) -> date | None:
    """Return since when the bailiffs have had the writ."""
    writ = _writ(case)
    if writ is None:
        return None
    return writ.presented_on or writ.issued_on


def proceeding_opened(case: Case, task: Task) -> date | None:
    """Return since when a proceeding has run."""
    writ = _writ(case)
    if writ is None:
        return None
    return writ.opened_on or writ.issued_on


def _writ(case: Case) -> Writ | None:
    return Writ.objects.filter(case=case).order_by("id").last()
