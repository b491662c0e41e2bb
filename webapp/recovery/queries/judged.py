"""What a court has decided in a case: what was claimed, what it awarded, what is left of that."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import claims
from webapp.recovery.queries.casefile import Money
from webapp.recovery.queries.claims import Granted


@dataclass(frozen=True, slots=True)
class Judged:
    """A ruling in force: the sums claimed, those awarded, and what is still to be collected."""

    court: CourtCase
    claimed: Granted
    granted: Granted
    left: Decimal

    @property
    def is_order(self) -> bool:
        """Say whether it is an order, and not a judgment."""
        return self.court.track == CourtCase.Track.ORDER


def of_case(*, case: Case, day: date, money: Money) -> Judged | None:
    """Return the ruling that is in force on a day; nothing while there is none.

    Of the principal no more is collected than was awarded, and than is owed.
    """
    in_force = CourtCase.objects.filter(case=case, in_force_on__lte=day)
    court = in_force.order_by("id").last()
    if court is None:
        return None
    granted = claims.granted(court)
    return Judged(
        court=court,
        claimed=claims.claimed_of(court),
        granted=granted,
        left=max(Decimal(0), min(granted.claim, money.debt)) + money.awarded,
    )
