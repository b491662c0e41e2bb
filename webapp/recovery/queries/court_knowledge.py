"""What is told of a court or of bailiffs, and what a case knows of them already."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import filed

Kind = CourtEvent.Kind
NEEDS: dict[str, tuple[str, ...]] = {
    Kind.ORDER_ISSUED: ("number",),
    Kind.ORDER_REFUSED: ("note",),
    Kind.ORDER_RETURNED: ("note",),
    Kind.CLAIM_STAYED: ("until", "note"),
    Kind.CLAIM_RETURNED: ("note",),
    Kind.CLAIM_UNEXAMINED: ("note",),
    Kind.CLAIM_TERMINATED: ("note",),
    Kind.SETTLEMENT_APPROVED: ("principal", "penalty", "duty", "schedule"),
    Kind.JUDGMENT_PARTIAL: ("principal", "penalty", "duty"),
    Kind.JUDGMENT_DENIED: ("note",),
    Kind.JUDGMENT_CHANGED: ("principal", "penalty", "duty"),
    Kind.JUDGMENT_REVERSED: ("note",),
    Kind.ENFORCEMENT_STAYED: ("note",),
    Kind.REVERSAL_ORDERED: ("principal", "note"),
    Kind.WRIT_ISSUED: ("number",),
    Kind.PROCEEDING_OPENED: ("number",),
    Kind.PROCEEDING_REFUSED: ("note",),
    Kind.COLLECTED: ("principal",),
    Kind.PROCEEDING_PAID: ("principal",),
    Kind.PROCEEDING_ENDED: ("note",),
}
ORDER = {
    Kind.ORDER_ISSUED,
    Kind.ORDER_REFUSED,
    Kind.ORDER_RETURNED,
    Kind.ORDER_IN_FORCE,
    Kind.ORDER_CANCELED,
}
CLAIM = {
    Kind.CLAIM_ACCEPTED,
    Kind.CLAIM_STAYED,
    Kind.CLAIM_RETURNED,
    Kind.CLAIM_UNEXAMINED,
    Kind.CLAIM_TERMINATED,
    Kind.SETTLEMENT_APPROVED,
    Kind.HEARING,
    Kind.JUDGMENT_GRANTED,
    Kind.JUDGMENT_PARTIAL,
    Kind.JUDGMENT_DENIED,
    Kind.JUDGMENT_IN_FORCE,
    Kind.APPEAL_LODGED,
    Kind.JUDGMENT_UPHELD,
    Kind.JUDGMENT_CHANGED,
    Kind.JUDGMENT_REVERSED,
}
APPEAL = {Kind.JUDGMENT_UPHELD, Kind.JUDGMENT_CHANGED, Kind.JUDGMENT_REVERSED}
AWARDING = (Kind.JUDGMENT_PARTIAL, Kind.JUDGMENT_CHANGED, Kind.SETTLEMENT_APPROVED)
"""What tells the sums that a court has awarded."""
PROCEEDING = {Kind.COLLECTED, Kind.PROCEEDING_PAID, Kind.PROCEEDING_ENDED}
BAILIFFS = {*PROCEEDING, Kind.PROCEEDING_OPENED, Kind.PROCEEDING_REFUSED}


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was told.

    Roubles; ``principal`` is the sum collected where bailiffs collect, and that to be given back
    where enforcement is reversed. ``debtor`` is whom of several it is about.
    """

    kind: CourtEvent.Kind
    happened_on: date
    number: str = ""
    principal: Decimal | None = None
    penalty: Decimal | None = None
    duty: Decimal | None = None
    note: str = ""
    debtor: str = ""
    until: date | None = None
    schedule: str = ""

    @property
    def label(self) -> str:
        """Return what happened, in words."""
        return str(self.kind.label)

    @property
    def sums(self) -> list[Decimal]:
        """Return the sums that were told."""
        amounts = (self.principal, self.penalty, self.duty)
        return [amount for amount in amounts if amount is not None]


@dataclass(frozen=True, slots=True)
class Known:
    """What the case knows of its courts and bailiffs; of several debtors, of the one meant."""

    order: CourtCase | None
    claim: CourtCase | None
    writ: Writ | None

    @property
    def live_writ(self) -> Writ | None:
        """Return the writ unless the bailiffs have given it back."""
        if self.writ is None or self.writ.ended_on:
            return None
        return self.writ

    def court(self, kind: str) -> CourtCase | None:
        """Return the filing that an event is about; the latest one, when it may be about either."""
        if kind in ORDER:
            return self.order
        if kind in CLAIM:
            return self.claim
        return self.claim or self.order


def known_of(*, case: Case, told: Told | None = None) -> Known:
    """Return what a case knows of its courts and bailiffs."""
    debtor = told.debtor if told else ""
    orders = filed.standing(
        case=case,
        track=CourtCase.Track.ORDER,
    )
    claims = filed.standing(
        case=case,
        track=CourtCase.Track.LAWSUIT,
    )
    writs = Writ.objects.filter(case=case).order_by("-id")
    if debtor:
        writs = writs.filter(debtor=debtor)
    return Known(
        order=filed.meant(
            orders,
            debtor=debtor,
        ),
        claim=filed.meant(
            claims,
            debtor=debtor,
        ),
        writ=writs.first(),
    )


def courts_of(*, case: Case, kind: str) -> list[CourtCase]:
    """Return the filings that an event of a kind can be about."""
    if kind in ORDER:
        return filed.standing(
            case=case,
            track=CourtCase.Track.ORDER,
        )
    if kind in CLAIM:
        return filed.standing(
            case=case,
            track=CourtCase.Track.LAWSUIT,
        )
    return filed.standing(case=case)


def about_one(*, case: Case, told: Told) -> Told:
    """Return an event with the debtor that it is about, where several owe and its number says so.

    Of a case with one debtor nothing is said.
    """
    courts = courts_of(
        case=case,
        kind=told.kind,
    )
    if len({court.debtor for court in courts}) < 2:
        return replace(
            told,
            debtor="",
        )
    if told.debtor or not told.number:
        return told
    named = {court.debtor for court in courts if court.number == told.number}
    named |= _by_writ(case, told.number)
    if len(named) == 1:
        return replace(
            told,
            debtor=named.pop(),
        )
    return told


def _by_writ(case: Case, number: str) -> set[str]:
    found = set()
    for writ in Writ.objects.filter(case=case):
        if number in (writ.number, writ.proceeding_number):
            found.add(writ.debtor)
    return found
