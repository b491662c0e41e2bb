"""What a case itself says to the questions that tasks put to courts and bailiffs.

The outcome and its day, when it knows.
"""

from collections.abc import Sequence

from webapp.recovery.models import CourtEvent
from webapp.recovery.queries.court_events import Answer
from webapp.recovery.queries.court_knowledge import Known

Kind = CourtEvent.Kind


def of_ruling(known: Known, kind: str) -> Answer | None:
    """Say whether the order was issued or refused, or its application returned."""
    order = known.order
    if order is None or not (order.issued_on or order.ruling):
        return None
    if order.issued_on:
        return ("ISSUED", order.issued_on)
    return (order.ruling, order.ruled_on)


def of_effect(known: Known, kind: str) -> Answer | None:
    """Say whether the order came into force or was canceled."""
    order = known.order
    if order is None or order.ruling in {"", "ISSUED"}:
        return None
    return order.ruling, order.in_force_on if order.ruling == "IN_FORCE" else order.ruled_on


def of_judgment(known: Known, kind: str) -> Answer | None:
    """Say what was judged, or when it came into force."""
    claim = known.claim
    if claim is None or not claim.ruling:
        return None
    is_of_force = kind == Kind.JUDGMENT_IN_FORCE and claim.in_force_on
    if is_of_force:
        return ("IN_FORCE", claim.in_force_on)
    return (claim.ruling, claim.ruled_on)


def of_appeal(known: Known, kind: str) -> Answer | None:
    """Say what was decided on an appeal; a judgment that stands says nothing of one."""
    claim = known.claim
    if claim is None or claim.ruling != "DENIED":
        return None
    return ("REVERSED", claim.ruled_on)


def of_writ(known: Known, kind: str) -> Answer | None:
    """Say which writ the case has."""
    writ = known.live_writ
    if writ:
        return ("REGISTERED", writ.issued_on)
    return None


def of_opening(known: Known, kind: str) -> Answer | None:
    """Say when a proceeding was opened."""
    writ = known.live_writ
    if writ and writ.opened_on:
        return ("OPENED", writ.opened_on)
    return None


def of_proceeding(known: Known, kind: str) -> Answer | None:
    """Say when the bailiffs ended; with what, the event itself says."""
    writ = known.writ
    if kind == Kind.PROCEEDING_PAID:
        outcome = "COLLECTED"
    else:
        outcome = "ENDED"
    if writ and writ.ended_on:
        return (outcome, writ.ended_on)
    return None


_AT_ONCE = {
    Kind.JUDGMENT_DENIED,
    Kind.JUDGMENT_REVERSED,
    Kind.JUDGMENT_CHANGED,
    Kind.CLAIM_RETURNED,
    Kind.CLAIM_UNEXAMINED,
    Kind.CLAIM_TERMINATED,
    Kind.SETTLEMENT_APPROVED,
}
_OF_FORCE = {Kind.JUDGMENT_IN_FORCE, Kind.JUDGMENT_UPHELD}


def judgment_told(events: Sequence[CourtEvent]) -> list[CourtEvent]:
    """Return what tells of a judgment.

    A claim that is denied, returned or settled is over at once; one granted when the judgment is in
    force, not before: after an appeal, when it is upheld (ГПК 209, АПК 180).
    """
    forces = [event for event in events if event.kind in _OF_FORCE]
    judgments = [event for event in events if event.kind not in _OF_FORCE]
    if judgments and judgments[0].kind in _AT_ONCE:
        return judgments[:1]
    if judgments and forces:
        return [judgments[0], forces[0]]
    return []
