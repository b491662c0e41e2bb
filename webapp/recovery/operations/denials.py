"""What a judgment denies of the principal: it is not owed, and never claimed again."""

from decimal import Decimal

from webapp.billing.operations import denials as billing
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import claims
from webapp.staff.models import User

_ZERO = Decimal(0)
_DENYING = ("PARTIAL", "DENIED")


def follow(*, court: CourtCase, by: User | None) -> None:
    """Mark what a judgment has denied of the months of a case, the earliest due first.

    A judgment names a sum, not months; limitation, the usual ground, takes the earliest. What was
    paid after the filing is not denied: the court has left it out of the sum.
    """
    if court.track != CourtCase.Track.LAWSUIT or court.ruling not in _DENYING:
        return
    awarded = _ZERO
    if court.ruling == "PARTIAL":
        awarded = claims.granted(court).claim
    charges = claims.claimed(case_id=court.case_id)
    unpaid = sum((row.debt for row in charges), _ZERO)
    left = max(_ZERO, min(court.claim - awarded, unpaid - awarded))
    sums = {}
    for row in charges:
        sums[row.charge_id] = row.denied + min(left, row.debt)
        left -= min(left, row.debt)
    billing.deny(
        sums=sums,
        ground=_ground(court),
        by=by,
    )


def lift(*, court_case_id: int, ground: str, by: User | None) -> None:
    """A judgment is overturned or was entered wrongly: what it denied is owed again."""
    court = CourtCase.objects.get(pk=court_case_id)
    if court.track != CourtCase.Track.LAWSUIT:
        return
    charges = claims.claimed(case_id=court.case_id)
    denied = {row.charge_id: _ZERO for row in charges if row.denied}
    billing.deny(sums=denied, ground=ground, by=by)


def _ground(court: CourtCase) -> str:
    told = [court.court]
    if court.number:
        told.append(f"№ {court.number}")
    if court.ruled_on:
        told.append(f"{court.ruled_on:%d.%m.%Y}")
    return ", ".join(told)
