"""What the answers about several debtors are together, and where they lead the case."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import filed, writs
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

_ORDER, _LAWSUIT = CourtCase.Track.ORDER, CourtCase.Track.LAWSUIT
_OVER = ("DENIED", "TERMINATED", *filed.FALLEN)
_Kind = CourtEvent.Kind
# a task is known by the event that answers it
_RULING, _EFFECT, _JUDGMENT = _Kind.ORDER_ISSUED, _Kind.ORDER_IN_FORCE, _Kind.JUDGMENT_GRANTED
_WRIT, _OPENING, _RESULT = _Kind.WRIT_ISSUED, _Kind.PROCEEDING_OPENED, _Kind.PROCEEDING_PAID
_TRACKS = {_RULING: _ORDER, _EFFECT: _ORDER, _JUDGMENT: _LAWSUIT}
_ASKED = (*_TRACKS, _WRIT, _OPENING, _RESULT)


def kinds_of(task: str) -> Collection[str]:
    """Return the kinds of events that tell of what a task asks."""
    asked = registry.kind_of(
        process=WORKFLOW_TYPE,
        code=task,
    )
    if asked is None:
        return ()
    return list(asked.events)


def _question(task: str) -> CourtEvent.Kind | None:
    """Return the event that tells what a task asks, of those that may differ between debtors."""
    known = kinds_of(task)
    return next((kind for kind in _ASKED if kind in known), None)


def together(*, case: Case, task: str) -> str:
    """Return the outcome of a task about several debtors; nothing while one is not answered for."""
    question = _question(task)
    if question is None:
        return ""
    if question in (_OPENING, _RESULT):
        return _of_bailiffs(case, question)
    if question == _WRIT:
        return _of_writs(case)
    return of_courts(
        case=case,
        task=task,
    )


def of_courts(*, case: Case, task: str) -> str:
    """Return where the rulings of a court lead the case."""
    question = _question(task)
    if question not in _TRACKS:
        return ""
    courts = filed.newest(
        case=case,
        track=_TRACKS[question],
    )
    if len(courts) < 2 or not all(is_answered(court, task) for court in courts):
        return ""
    found = {court.ruling for court in courts}
    if question == _RULING:
        return next(one for one in ("ISSUED", "REFUSED", "RETURNED") if _has(found, one))
    if len(found) == 1 and not _is_renewed(case, courts, question):
        return found.pop()
    if question == _JUDGMENT:
        return _of_judgments(case, courts, found)
    if "RETURNED" in found:
        return "RENEWED"
    if found <= {"CANCELLED", "REFUSED"}:
        return "CANCELLED"
    return "DIVIDED"


def _has(found: set[str], ruling: str) -> bool:
    """An order that was issued, whatever has become of it since, was issued."""
    if ruling == "ISSUED":
        return bool(found & {"ISSUED", "IN_FORCE", "CANCELLED"})
    return ruling in found


def _of_judgments(case: Case, courts: list[CourtCase], found: set[str]) -> str:
    if _is_renewed(case, courts, _JUDGMENT):
        return "RENEWED"
    if found <= {"DENIED", "TERMINATED"}:
        return "DENIED"
    return "DIVIDED"


def _is_renewed(case: Case, courts: list[CourtCase], question: str) -> bool:
    """Say whether something is to be filed anew against some, while the others are decided."""
    if question != _JUDGMENT:
        return False
    own = {court.pk for court in courts}
    fallen = {court.pk for court in filed.fallen(case=case)}
    return bool(fallen) and not own <= fallen


def is_answered(court: CourtCase, task: str) -> bool:
    """Say whether a court has told of a filing what a task asks."""
    question = _question(task)
    if question == _RULING:
        return court.ruling != ""
    if question == _EFFECT:
        return court.ruling not in ("", "ISSUED")
    return court.ruling in _OVER or court.in_force_on is not None


def _of_bailiffs(case: Case, question: str) -> str:
    held = writs.together(case=case)
    if len(held) < 2:
        return ""
    if question == _OPENING:
        if not all(writ.opened_on or writ.ended_on for writ in held):
            return ""
        return "OPENED" if any(writ.opened_on for writ in held) else "REFUSED"
    if not all(writ.ended_on for writ in held):
        return ""
    return "COLLECTED" if all(writ.is_fulfilled for writ in held) else "ENDED"


def _of_writs(case: Case) -> str:
    awarded = filed.in_force(case=case)
    if len(awarded) < 2:
        return ""
    live = Writ.objects.filter(
        case=case,
        ended_on=None,
    )
    held = set(
        live.values_list(
            "debtor",
            flat=True,
        )
    )
    if all(court.debtor in held for court in awarded):
        return "REGISTERED"
    return ""


def last_day(*, case: Case, task: str, today: date) -> date:
    """Return the day of the last answer."""
    question = _question(task)
    if question in _TRACKS:
        courts = filed.newest(
            case=case,
            track=_TRACKS[question],
        )
        days = [day for court in courts for day in (court.ruled_on, court.in_force_on) if day]
        return min(
            max(
                days,
                default=today,
            ),
            today,
        )
    held = writs.together(case=case)
    days = [day for writ in held for day in (writ.issued_on, writ.opened_on, writ.ended_on) if day]
    return min(
        max(
            days,
            default=today,
        ),
        today,
    )


def awarded(event: CourtEvent) -> dict[str, Decimal | None]:
    """Return the sums of an event as a filing keeps them."""
    return {
        "awarded_claim": event.principal,
        "awarded_penalty": event.penalty,
        "awarded_duty": event.duty,
    }


def no_writ(debtor: str) -> str:
    """Return why bailiffs cannot have done anything against somebody."""
    return _("There is no writ against “%(name)s” yet: register it first.") % {"name": debtor}
