"""What a person is asked before a case ends for good: the sums, and what comes of them."""

from datetime import date

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.queries import casefile
from webapp.staff.amounts import money


def written_off(case: Case, today: date) -> str:
    """Return what is given up with a debt that is written off."""
    return _("Written off are %(sums)s. The case will be closed; this cannot be undone.") % {
        "sums": _sums(case, today)
    }


def withdrawn(case: Case, today: date) -> str:
    """Return what stays owed when a claim is withdrawn."""
    return _(
        "The claim is withdrawn and the case closed; this cannot be undone. "
        "Still owed are %(sums)s."
    ) % {"sums": _sums(case, today)}


def _sums(case: Case, today: date) -> str:
    owed = casefile.money(case=case, today=today)
    sums = [_("principal %(sum)s") % {"sum": money(owed.debt)}]
    if owed.refusal:
        sums.append(_("a penalty that cannot be counted (%(why)s)") % {"why": owed.refusal})
    elif owed.penalty_beyond:
        sums.append(_("penalty %(sum)s") % {"sum": money(owed.penalty_beyond)})
    if owed.awarded:
        sums.append(_("awarded by court %(sum)s") % {"sum": money(owed.awarded)})
    return ", ".join(sums)
