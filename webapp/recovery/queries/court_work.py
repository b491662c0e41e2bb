"""What was filed with courts in a span of days, what they answered, and what came of the duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from webapp.billing.models import Charge
from webapp.payments.models import Allocation, Payment
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import claims

ZERO = Decimal(0)
_KNOWN = {"", "ISSUED", "GRANTED", "PARTIAL", "IN_FORCE"}
_REFUSED = {"REFUSED", "DENIED"}
_GRANTED = {"GRANTED", "PARTIAL"}


@dataclass(frozen=True, slots=True)
class Filing:
    """What went to a court, and what of it fell into a span of days. Roubles.

    ``recovered`` is what debtors paid in the span of the costs that were awarded.
    """

    court: CourtCase
    first_on: date
    last_on: date
    recovered: Decimal = ZERO

    def _is_within(self, day: date | None) -> bool:
        return day is not None and self.first_on <= day <= self.last_on

    @property
    def is_filed(self) -> bool:
        """Say whether it was filed in the span."""
        return self._is_within(self.court.filed_on)

    @property
    def is_granted(self) -> bool:
        """Say whether an order was issued or a claim granted, in part too."""
        if self.court.track == CourtCase.Track.ORDER:
            return self._is_within(self.court.issued_on)
        return self.court.ruling in _GRANTED and self._is_within(self.court.ruled_on)

    @property
    def is_returned(self) -> bool:
        """Say whether it came back to be mended."""
        return self.court.ruling == "RETURNED" and self._is_within(self.court.ruled_on)

    @property
    def is_refused(self) -> bool:
        """Say whether the order was refused or the claim denied."""
        return self.court.ruling in _REFUSED and self._is_within(self.court.ruled_on)

    @property
    def is_canceled(self) -> bool:
        """Say whether an issued order was cancelled."""
        return self.court.ruling == "CANCELLED" and self._is_within(self.court.ruled_on)

    @property
    def is_ended_otherwise(self) -> bool:
        """Say whether the court ended it in another way."""
        others = _KNOWN | _REFUSED | {"RETURNED", "CANCELLED"}
        return self.court.ruling not in others and self._is_within(self.court.ruled_on)

    @property
    def asked(self) -> Decimal:
        """What was claimed with penalty, of a filing of the span."""
        return self.court.claim + self.court.penalty if self.is_filed else ZERO

    @property
    def duty(self) -> Decimal:
        """The duty of a filing of the span."""
        return self.court.state_duty if self.is_filed else ZERO

    @property
    def is_in_force(self) -> bool:
        """Say whether what was awarded came into force in the span."""
        return self._is_within(self.court.in_force_on)

    @property
    def awarded(self) -> Decimal:
        """What was awarded of claim and penalty by rulings that came into force in the span."""
        granted = claims.granted(self.court)
        return granted.claim + granted.penalty if self.is_in_force else ZERO

    @property
    def awarded_duty(self) -> Decimal:
        """What of the duty was laid on the debtor by such rulings."""
        return claims.granted(self.court).duty if self.is_in_force else ZERO


def filings(*, cases: QuerySet[Case], first_on: date, last_on: date) -> list[Filing]:
    """Return the filings of cases of which anything fell into a span of days."""
    span = (first_on, last_on)
    recovered = _recovered(span)
    happened = Q(pk__in=recovered)
    for day in ("filed_on", "issued_on", "ruled_on", "in_force_on"):
        happened |= Q(**{f"{day}__range": span})
    found = CourtCase.objects.filter(happened, case__in=cases.order_by().values("id"))
    joined = found.select_related("case__party", "case__executor").order_by("filed_on", "id")
    return [
        Filing(
            court,
            first_on,
            last_on,
            recovered.get(court.pk, ZERO),
        )
        for court in joined
    ]


def _recovered(span: Iterable[date]) -> dict[int, Decimal]:
    """Return what was paid in a span of days of the costs that courts awarded, by filing."""
    paid = Allocation.objects.filter(
        charge__kind=Charge.Kind.COSTS,
        payment__status=Payment.Status.POSTED,
        payment__paid_on__range=tuple(span),
    )
    sums = paid.order_by().values("charge__source").annotate(paid=Sum("amount"))
    return {claims.court_case_of(source=row["charge__source"]): row["paid"] for row in sums}
