"""What the codes of processes are called on screens."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tariffs import russian
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.audit import queries as audit
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Message
from webapp.processes import registry
from webapp.processes.models import Step
from webapp.recovery.models import CourtEvent, Recovery
from webapp.recovery.queries import schemes
from workflows.interfaces.debt_recovery import StageKind
from workflows.interfaces.process import DeedKind

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
}
CHANNELS: dict[str, Promise] = {
    "email": _("E-mail"),
    "sms": _("SMS"),
    "voice": _("Voice call"),
    "post": _("Registered post"),
}
DEEDS: dict[str, Promise] = {
    "make": _("Paper made"),
    "send": _("Message"),
    "ask": _("Task given"),
    "recall": _("Recalled"),
    "resume": _("Resumption ordered"),
    "break_plan": _("Instalment plan broken"),
    "end_pause": _("Pause ended"),
    "close": _("Case closed"),
    "deliver": _("Delivery proven"),
    "skip": _("Stage skipped"),
}


def named(table: dict[str, Promise], code: str) -> str:
    """Return the name of a code; the part behind a hyphen (``settle_unknown-email``) is what it is about; unknown codes stand as they are."""
    return str(table.get(code) or table.get(code.partition("-")[0]) or code)


def task_title(code: str) -> str:
    """Return what a kind of task is called; an unknown code stands as it is."""
    kind = registry.kind_of(code=code)
    return str(kind.title) if kind else code


def is_decision(step: Step) -> bool:
    """Say whether a journal row tells what a person decided about the case beside its stages."""
    return step.deed == Step.Deed.DECIDED


def event(step: Step) -> str:
    """Return what a journal row says, in a few words: the deed and what it was about."""
    match step.deed:
        case "make":
            return named(correspondence.KINDS, step.name)
        case "ask" | "resume":
            return task_title(step.name)
        case "send":
            return f"{DEEDS['send']}: {named(CHANNELS, step.name)}"
        case "pass":
            return named(DEEDS, step.name)
        case Step.Deed.EVENT:
            return named(dict(CourtEvent.Kind.choices), step.name)
        case Step.Deed.DECIDED:
            return audit.deed_in_words(f"recovery.case.{step.name}")
        case _:
            return named(DEEDS, step.deed)


SKIPS: dict[str, Promise] = {
    "restriction_impossible": _("restriction is impossible"),
    "restriction_groundless": _("the debt is no ground to restrict"),
    "debt_too_small": _("the debt is too small"),
    "debt_too_large": _("the debt is too large"),
    "jumped": _("passed over"),
}


def outcome(step: Step) -> str:
    """Return how a step ended, in words; nothing when its name says it already."""
    if step.outcome in {"MADE", "BROKEN", ""} or step.deed == DeedKind.END_PAUSE:
        return ""
    if step.message and step.name == "deliver" and step.message.status == Message.Status.FAILED:
        return gettext("void: it came back")
    if step.message and step.deed == DeedKind.SEND:
        return str(step.message.get_status_display())
    tables = (
        OUTCOMES,
        _STEP_OUTCOMES,
        CHANNELS,
        dict(Recovery.CloseReason.choices),
        dict(Message.Status.choices),
    )
    return next(
        (str(table[step.outcome]) for table in tables if step.outcome in table), step.outcome
    )


def stage_of(step: Step) -> str:
    """Return which stage of the case's scheme a step belongs to, with the attempt when it is not the first."""
    stages = schemes.scheme_of_version(step.case.recovery.scheme_version_id).stages
    name = named(STAGES, stages[step.stage].kind) if step.stage < len(stages) else ""
    return (
        name
        if step.attempt == 1
        else gettext("{stage}, attempt {number}").format(stage=name, number=step.attempt)
    )


def ground(step: Step) -> str:
    """Return a step's ground in words: ``scheme:persons v3`` names the edition, a code its reason, other text stands as written."""
    if step.ground.startswith("scheme:"):
        number = step.ground.rpartition(" v")[2]
        return gettext("by the scheme “{name}”, version {number}").format(
            name=step.case.recovery.scheme_version.scheme, number=number
        )
    return named(SKIPS, step.ground) if step.ground in SKIPS else step.ground


_STEP_OUTCOMES: dict[str, Promise] = {
    "JUSTIFIED": _("justified"),
    "UNJUSTIFIED": _("not justified"),
    "ASKED": _("given"),
    "SKIPPED": _("passed over"),
    "NOTED": _("written down"),
    "KNOWN": _("was known already"),
    "OVERTAKEN": _("was answered already"),
    "KEPT": _("kept until the case comes to it"),
}


def event_state(event: CourtEvent) -> str:
    """Return what came of a court or bailiff event: a task's outcome, or why it changed nothing."""
    code = event.outcome or "KEPT"
    return str(_STEP_OUTCOMES.get(code) or named(OUTCOMES, code))


def refusal(error: NotInForce | UnableToCalculate) -> str:
    """Return why the law known here gives no number, in the reader's language."""
    return error.told(russian.translated if get_language() == "ru" else str)


def recall(remarks: str) -> str:
    """Return why a task was taken back: a reason of closing, a pause, a changed debt; other text stands as written."""
    tables: tuple[dict[str, Promise], ...] = (
        dict(Recovery.CloseReason.choices),
        dict(Recovery.Side.choices),
        _RECALLS,
    )
    return next((str(table[remarks]) for table in tables if remarks in table), remarks)


_RECALLS: dict[str, Promise] = {
    "debt-changed": _("The debt has changed: a new paper is being made."),
    "resumption": _("The supply is being resumed."),
    "stopped": _("The scheme was stopped."),
    "order-cancelled": _("The court order was cancelled: the case goes to a lawsuit."),
    "restriction_groundless": _("What is still owed is no ground to restrict the supply."),
    "restriction_impossible": _("The supply may not be restricted any more."),
    "came-back": _("The letter came back: the debtor must be told anew."),
    "settled": _("Delivery is proven: there is nothing to find out any more."),
}
