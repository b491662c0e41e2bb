"""What the codes of debt recovery are called on screens."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tariffs import russian
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.processes.models import Case, Step
from webapp.processes.queries import labels
from webapp.recovery.models import CourtEvent, SchemeVersion
from workflows.interfaces.debt_recovery import StageKind

STAGES: dict[str, Promise] = {
    StageKind.NOTICE: _("Notice"),
    StageKind.WARNING: _("Warning"),
    StageKind.RESTRICTION: _("Restriction"),
    StageKind.PRETRIAL_CLAIM: _("Pretrial claim"),
    StageKind.LAWYERS: _("Lawyers"),
    StageKind.COURT_ORDER: _("Court order"),
    StageKind.LAWSUIT: _("Lawsuit"),
    StageKind.WRIT: _("Writ"),
    StageKind.ENFORCEMENT: _("Bailiffs"),
}
OUTCOMES: dict[str, Promise] = {
    "DELIVERED": _("Delivered"),
    "RETURNED": _("Returned"),
    "APPROVED": _("Approved"),
    "CLOSED": _("Closed"),
    "DONE": _("Done"),
    "NO_ACCESS": _("No access"),
    "IMPOSSIBLE": _("Impossible"),
    "FILED": _("Filed"),
    "ISSUED": _("Issued"),
    "REFUSED": _("Refused"),
    "IN_FORCE": _("In force"),
    "CANCELLED": _("Cancelled"),
    "GRANTED": _("Granted"),
    "PARTIAL": _("Granted in part"),
    "DENIED": _("Denied"),
    "SETTLED": _("Settled before the court"),
    "UNEXAMINED": _("Left without examination"),
    "TERMINATED": _("Proceedings terminated"),
    "DIVIDED": _("Decided otherwise for some of the debtors"),
    "RENEWED": _("To be filed anew against some of the debtors"),
    "UPHELD": _("Upheld"),
    "CHANGED": _("Changed"),
    "REVERSED": _("Reversed, the claim is denied"),
    "LAPSED": _("Not mended"),
    "WRITTEN": _("Taken into account"),
    "REGISTERED": _("Registered"),
    "PRESENTED": _("Presented"),
    "OPENED": _("Opened"),
    "COLLECTED": _("Collected"),
    "ENDED": _("Ended without collection"),
    "SENT": _("Sent"),
    "NOT_SENT": _("Not sent"),
    "COMPLETED": _("Entered"),
    "PRESENT_AGAIN": _("Presented again"),
    "WRITE_OFF": _("Written off"),
    "LEAVE_OPEN": _("Left open"),
    "PURSUE": _("Goes on for duty and penalty"),
    "WITHDRAW": _("Withdrawn"),
    "LEAVE": _("Left"),
    "SEEN": _("Decided"),
    "CHARGE": _("Charged"),
    "WAIVE": _("Waived"),
    "COMPLETE": _("Everything is there"),
}
DEEDS: dict[str, Promise] = {
    "resume": _("Resumption ordered"),
    "break_plan": _("Installment plan broken"),
}
SKIPS: dict[str, Promise] = {
    "restriction_impossible": _("restriction is impossible"),
    "restriction_groundless": _("the debt is no ground to restrict"),
    "debt_too_small": _("the debt is too small"),
    "debt_too_large": _("the debt is too large"),
    "jumped": _("passed over"),
}

CARRIED_OUT: Promise = _(
    "What was decided here is carried out already. Ask a colleague by a task to set right what "
    "follows from it, and write a note."
)
TWICE: dict[str, Promise] = {
    "recovery_writ_number_of_case": _(
        "A writ of this number is in the case already. Check the number."
    ),
    "recovery_casecharge_one_open_case": _(
        "Another case claims one of the months by now. Reload the page."
    ),
    "recovery_courtcase_once": _("A filing of this day is in the case already. Check the date."),
}


def ground(step: Step) -> str | None:
    """Return the edition of the scheme that a ground names (``scheme:persons v3``), in words."""
    if step.ground in RECALLS:
        return str(RECALLS[step.ground])
    if not step.ground.startswith("scheme:"):
        return None
    number = step.ground.rpartition(" v")[2]
    return gettext("by the scheme “{name}”, version {number}").format(
        name=step.case.recovery.scheme_version.scheme,
        number=number,
    )


def policy(case: Case) -> str:
    """Return the scheme that a case goes by, with its version."""
    return named(case.recovery.scheme_version)


def named(version: SchemeVersion) -> str:
    """Return what a version of a scheme is called."""
    return gettext("{scheme}, version {number}").format(
        scheme=version.scheme,
        number=version.number,
    )


SETTLED: dict[str, Promise] = {
    "JUSTIFIED": _("justified"),
    "UNJUSTIFIED": _("not justified"),
}


def event_state(event: CourtEvent) -> str:
    """Return what came of a court or bailiff event: a task's outcome, or why it changed nothing."""
    code = event.outcome or "KEPT"
    if code in labels.STEP_OUTCOMES:
        return str(labels.STEP_OUTCOMES[code])
    return labels.named(OUTCOMES, code)


def refusal(error: NotInForce | UnableToCalculate) -> str:
    """Return why the law known here gives no number, in the reader's language."""
    return error.told(russian.translated if get_language() == "ru" else str)


RECALLS: dict[str, Promise] = {
    "debt-changed": _("The debt has changed: a new paper is being made."),
    "renewed": _("The filing has gone out, or is drawn up anew."),
    "resumption": _("The supply is being resumed."),
    "court-ruled": _("The court has ruled meanwhile."),
    "enforcement-stayed": _("A court has suspended the enforcement."),
    "told-by-mistake": _("The event that asked for it was entered by mistake."),
    "order-cancelled": _("The court order was cancelled: the case goes to a lawsuit."),
    "restriction_groundless": _("What is still owed is no ground to restrict the supply."),
    "restriction_impossible": _("The supply may not be restricted any more."),
}
