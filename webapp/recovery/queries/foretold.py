"""What follows in a case from an event of a court, before anybody enters it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtEvent, Writ
from webapp.recovery.queries import cancellation
from workflows.interfaces.debt_recovery import StageKind

Kind = CourtEvent.Kind
_AFTER_JUDGMENT = (StageKind.WRIT, StageKind.ENFORCEMENT)


def effects(*, case: Case, kind: str, debtor: str = "") -> list[str]:
    """Return what will follow, a sentence each; nothing where nothing much does."""
    if kind == Kind.ORDER_CANCELED:
        return cancellation.effects(case=case, debtor=debtor)
    told = _TOLD.get(kind)
    if told is None:
        return []
    return told(case)


def _stayed(case: Case) -> list[str]:
    return [
        _("A lawyer is asked to mend the claim by the day that the court has set."),
        _("Mended in time the claim goes on; otherwise it is returned and filed anew."),
    ]


def _returned(case: Case) -> list[str]:
    return [
        _("The claim is drawn up and filed anew: its return does not stand against that."),
        _("The duty that was paid for it counts toward the new filing (НК 333.40)."),
        _("The limitation has not stood still for a claim that was returned."),
    ]


def _unexamined(case: Case) -> list[str]:
    return [
        _("The claim is drawn up and filed anew when what hindered it is gone (ГПК 223)."),
        _("The duty that was paid for it counts toward the new filing (НК 333.40)."),
    ]


def _terminated(case: Case) -> list[str]:
    return [
        _("The case is closed: the same claim cannot be brought once more (ГПК 221, АПК 151)."),
        _("A restricted supply is resumed."),
    ]


def _settled(case: Case) -> list[str]:
    return [
        _("What the settlement awards is owed; what it gives up of the principal is not."),
        _("The case sleeps while the parts are paid in time."),
        _("A part that is not paid leads to the writ, without a new claim (ГПК 153.11, АПК 142)."),
    ]


def _appealed(case: Case) -> list[str]:
    found = [_("The judgment is not in force: what it awarded is taken off until it is.")]
    if case.stage_kind in _AFTER_JUDGMENT:
        found.append(_("Open tasks about the writ and the bailiffs are recalled."))
        found.append(_("The case waits for the decision on the appeal."))
    return found + _writs_end(case)


def _upheld(case: Case) -> list[str]:
    return [_("The judgment is in force from this day (ГПК 209, АПК 180); the writ is next.")]


def _changed(case: Case) -> list[str]:
    return [
        _("The sums of the court above take the place of those of the judgment."),
        *_upheld(case),
    ]


def _reversed(case: Case) -> list[str]:
    return [
        _("The claim is denied: the principal is not owed, and the case ends."),
        *_writs_end(case),
    ]


def _suspended(case: Case) -> list[str]:
    return [_("Nothing is asked of the bailiffs until the suspension is lifted.")]


def _to_give_back(case: Case) -> list[str]:
    return [_("The accountant is asked to give the sum back to the debtor.")]


def _writs_end(case: Case) -> list[str]:
    ended = Writ.objects.filter(case=case, ended_on=None).order_by("id")
    found = [_("The writ № %(number)s is ended.") % {"number": writ.number} for writ in ended]
    if ended.filter(presented_on__isnull=False).exists():
        found.append(_("A lawyer is asked to tell the bailiffs and to withdraw the writ."))
    return found


_TOLD: dict[str, Callable[[Case], list[str]]] = {
    Kind.CLAIM_STAYED: _stayed,
    Kind.CLAIM_RETURNED: _returned,
    Kind.CLAIM_UNEXAMINED: _unexamined,
    Kind.CLAIM_TERMINATED: _terminated,
    Kind.SETTLEMENT_APPROVED: _settled,
    Kind.APPEAL_LODGED: _appealed,
    Kind.JUDGMENT_UPHELD: _upheld,
    Kind.JUDGMENT_CHANGED: _changed,
    Kind.JUDGMENT_REVERSED: _reversed,
    Kind.ENFORCEMENT_STAYED: _suspended,
    Kind.REVERSAL_ORDERED: _to_give_back,
}
