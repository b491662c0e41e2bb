"""What a judgment denies of the principal: it is not owed, and never claimed again."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from webapp.billing.operations import denials as billing
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import claims, filed
from webapp.recovery.queries.claims import ClaimedCharge
from webapp.recovery.queries.contexts import liable, values
from webapp.staff.models import User

_ZERO = Decimal(0)
_DENYING = ("PARTIAL", "DENIED", "SETTLED")


def follow(*, court: CourtCase, by: User | None) -> None:
    """Mark what a judgment has denied of the months of a case, the earliest due first.

    A judgment names a sum, not months; limitation, the usual ground, takes the earliest. What was
    paid after the filing is not denied: the court has left it out of the sum.
    """
    if court.track != CourtCase.Track.LAWSUIT or court.ruling not in _DENYING:
        return
    courts = filed.standing(case=court.case)
    if len(courts) > 1:
        billing.deny(
            sums=_of_all(court.case, courts),
            ground=_ground(court),
            by=by,
        )
        return
    charges = claims.claimed(case_id=court.case_id)
    sums = {row.charge_id: row.denied for row in charges}
    _lay(court, charges, sums)
    billing.deny(
        sums=sums,
        ground=_ground(court),
        by=by,
    )


def _lay(court: CourtCase, charges: Sequence[ClaimedCharge], sums: dict[int, Decimal]) -> None:
    """Add to the sums what a court has denied of the charges, the earliest due first."""
    awarded = _ZERO
    if court.ruling != "DENIED":
        awarded = claims.granted(court).claim
    unpaid = sum((row.debt for row in charges), _ZERO)
    left = max(_ZERO, min(court.claim - awarded, unpaid - awarded))
    for row in charges:
        denied = min(left, row.debt)
        sums[row.charge_id] += denied
        left -= denied


def _of_all(case: Case, courts: Sequence[CourtCase]) -> dict[int, Decimal]:
    """Return what judgments against several have denied, each of what its own debtor owes."""
    charges = claims.claimed(case_id=case.pk)
    sums = dict.fromkeys((row.charge_id for row in charges), _ZERO)
    whole = tuple(replace(row, denied=_ZERO) for row in charges)
    owed = _by_debtor(case, whole)
    for court in courts:
        if court.track == CourtCase.Track.LAWSUIT and court.ruling in _DENYING:
            _lay(court, owed.get(court.debtor, whole), sums)
    return {row.charge_id: min(sums[row.charge_id], row.charged - row.paid) for row in charges}


def _by_debtor(
    case: Case, charges: tuple[ClaimedCharge, ...]
) -> dict[str, tuple[ClaimedCharge, ...]]:
    facts = values.case_facts(case=case, today=case.stage_started_on)
    try:
        known = liable.each(replace(facts, charges=charges))
    except UnableToMake:
        return {}
    return {liable.names(one): one.charges for one in known}


def lift(*, court_case_id: int, ground: str, by: User | None) -> None:
    """A judgment is overturned or was entered wrongly: what it denied is owed again."""
    court = CourtCase.objects.select_related("case").get(pk=court_case_id)
    if court.track != CourtCase.Track.LAWSUIT:
        return
    others = [one for one in filed.standing(case=court.case) if one.pk != court.pk]
    charges = claims.claimed(case_id=court.case_id)
    sums = {row.charge_id: _ZERO for row in charges if row.denied}
    if others:
        sums = _of_all(court.case, others)
    billing.deny(sums=sums, ground=ground, by=by)


def _ground(court: CourtCase) -> str:
    told = [court.court]
    if court.number:
        told.append(f"№ {court.number}")
    if court.ruled_on:
        told.append(f"{court.ruled_on:%d.%m.%Y}")
    return ", ".join(told)
