"""What a person is asked before a case ends for good: the sums, and what comes of them."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import (
    casefile,
    claim_months,
    collected_by,
    giving_back,
    mending,
    others,
    penalty_left,
    presenting,
    rests,
)
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


def _rest(case: Case, _today: date) -> str:
    """Return what each answer costs when the principal is paid after a filing."""
    filed = CourtCase.objects.filter(case=case).latest("id")
    text = _(
        "The principal was paid after the filing of %(day)s. Open are the duty, %(duty)s ₽, and "
        "the penalty, %(penalty)s ₽.\n"
        "To go on: the claim is specified to penalty and costs (ГПК 39; АПК 49); a debtor who pays "
        "after the filing bears the costs (ГПК 101 ч. 1; АПК 110; ППВС 21.01.2016 № 1 п. 26).\n"
        "To withdraw: the penalty is given up; ask in the withdrawal for the costs, for the tax "
        "office does not give the duty back then (НК 333.40 п. 1 пп. 3).\n"
        "To leave: both are given up, the court is told that the debt is paid."
    )
    return text % {
        "day": f"{filed.filed_on:%d.%m.%Y}",
        "duty": money(filed.state_duty),
        "penalty": money(filed.penalty),
    }


def _months(case: Case, today: date) -> str:
    """Return which months are to be decided on."""
    offered = claim_months.offered(case=case, today=today)
    told = []
    if offered.barred:
        told.append(_("Can no longer be sued for (ГК 196, 199, 200):"))
        told += map(str, offered.barred)
    if offered.new:
        told.append(_("Came due after the case was opened, and no case claims it:"))
        told += map(str, offered.new)
    return "\n".join(told)


ASKED: Mapping[str, Callable[[Case, date], str]] = {
    rests.QUESTION: _rest,
    claim_months.QUESTION: _months,
    penalty_left.QUESTION: penalty_left.explained,
    collected_by.REVERSAL: collected_by.explained,
    giving_back.TASK: giving_back.explained,
    mending.TASK: mending.explained,
    presenting.TASK: presenting.explained,
    others.KIND: others.explained,
}
"""What a lawyer reads with a question that belongs to no attempt."""


def rest_given_up(case: Case, today: date) -> str:
    """Return what is given up when what a court was asked for besides the principal is not."""
    return _("Duty and penalty are given up and the case is closed; this cannot be undone.")
