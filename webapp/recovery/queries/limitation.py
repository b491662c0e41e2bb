"""Until when a debt can be sued for: the limitation of what cases claim (ГК 196, 200, 202–204)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tariffs import limitation as law
from tariffs import parameters
from tariffs.parameters import NotInForce
from webapp.correspondence.models import Document
from webapp.parties.models import Party
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, CourtCase
from webapp.recovery.queries import ages

# a court that did not take an application has not stopped the term (Plenum 43, p. 17)
_NOT_TAKEN = ("REFUSED", "RETURNED")
# a claim that was not examined stops it only while it lay before the court (ГК 204 п. 2, 3)
_UNEXAMINED = "UNEXAMINED"
_DAYS = dict.fromkeys(law.DAYS, pl.Date)


def warn_days() -> int:
    """Return how long before the last day a lawyer is asked, whatever the case waits for."""
    return int(parameters.series("limitation.warn_days").rows[-1].decimal())


@dataclass(frozen=True, slots=True)
class Limitation:
    """The last day to sue for the earliest unpaid month of a case.

    None while it ``stands_still``: the claim lies before a court, or has been decided by one.
    """

    ends_on: date | None
    today: date
    stands_still: bool = False

    @property
    def days_left(self) -> int | None:
        """Return the days that are left, none of them when the last one is today."""
        if self.ends_on is None:
            return None
        return (self.ends_on - self.today).days

    @property
    def is_over(self) -> bool:
        """Say whether the last day has passed."""
        return self.ends_on is not None and self.ends_on < self.today

    @property
    def is_near(self) -> bool:
        """Say whether little time is left, or none."""
        left = self.days_left
        return left is not None and left < warn_days()

    def is_outlived_by(self, until: date | None) -> bool:
        """Say whether something that lasts until a day, inclusive, leaves no day to sue."""
        return self.ends_on is not None and until is not None and until >= self.ends_on


def of_case(*, case: Case, today: date) -> Limitation | None:
    """Return the limitation of a case; nothing where nothing is owed, or the law is not known."""
    return of_cases(cases=[case], today=today).get(case.pk)


def of_cases(*, cases: Sequence[Case] | QuerySet[Case], today: date) -> dict[int, Limitation]:
    """Return the limitation of each of the cases that owe something, in a few queries."""
    found: dict[int, Limitation] = {}
    for claim, limited in _limited(cases, today):
        known = found.get(claim.case_id)
        if known is None or _ends_before(limited, known):
            found[claim.case_id] = limited
    return found


def earliest(
    ends: Sequence[Limitation | None], *, oldest_due_on: date | None, on: date
) -> Limitation | None:
    """Return the limitation of a debtor's cases; without a case it runs from the oldest month."""
    known = [found for found in ends if found]
    running = [found for found in known if found.ends_on]
    if running:
        return min(running, key=lambda found: found.ends_on or date.max)
    if known or oldest_due_on is None:
        return next(iter(known), None)
    return Limitation(oldest_due_on + ages.limitation(on=on), on)


def of_charges(*, case: Case, today: date) -> dict[int, Limitation]:
    """Return the limitation of each unpaid month of a case, by its charge."""
    return {claim.charge_id: limited for claim, limited in _limited([case], today)}


def _limited(
    cases: Sequence[Case] | QuerySet[Case], today: date
) -> list[tuple["_Claim", Limitation]]:
    claims = _unpaid(cases, today)
    try:
        ends = _ends(claims, today)
    except NotInForce:
        return []
    pairs = zip(claims, ends, strict=True)
    return [(claim, claim.limitation(ends_on, today)) for claim, ends_on in pairs]


def _ends_before(one: Limitation, other: Limitation) -> bool:
    if one.ends_on is None:
        return False
    return other.ends_on is None or one.ends_on < other.ends_on


def _ends(claims: "Sequence[_Claim]", today: date) -> list[date | None]:
    frame = pl.DataFrame(
        [claim.days() for claim in claims],
        schema=_DAYS,
        orient="row",
    )
    found = law.expire(frame, on=today)
    ends: list[date | None] = found["expires"].to_list()
    return ends


def warning(*, found: Limitation | None, until: date | None) -> str:
    """Return what is lost when a case rests until a day, inclusive; nothing when nothing is."""
    if found is None or not found.is_outlived_by(until):
        return ""
    text = _(
        "The limitation of the earliest month ends on %(day)s: when the case rests until %(until)s "
        "the court may refuse the claim, unless the debtor acknowledges the debt in writing."
    )
    days = {
        "day": f"{found.ends_on:%d.%m.%Y}",
        "until": f"{until:%d.%m.%Y}",
    }
    return text % days


def minded(case: Case, today: date, until: date | None) -> list[str]:
    """Return what whoever lets a case rest until a day is to mind: what is left, what is lost."""
    found = of_case(case=case, today=today)
    if found is None or found.days_left is None:
        return []
    if found.is_over:
        return [_("The limitation of the earliest month is over.")]
    text = ngettext(
        "Limitation until %(day)s: %(number)s day is left.",
        "Limitation until %(day)s: %(number)s days are left.",
        found.days_left,
    )
    left = text % {
        "day": f"{found.ends_on:%d.%m.%Y}",
        "number": found.days_left,
    }
    return [left, *filter(None, [warning(found=found, until=until)])]


@dataclass(frozen=True, slots=True)
class _Filed:
    """What of a case has been filed: an order and its cancellation, and whether a claim has."""

    order_on: date | None = None
    cancelled_on: date | None = None
    is_sued: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """An unpaid month of a case, and what is known of it in law."""

    case_id: int
    charge_id: int
    due: date
    acknowledged_on: date | None
    claimed_on: date | None
    filed: _Filed

    def days(self) -> tuple[date | None, ...]:
        """Return the days that the term is counted by; none of a filing before the debt."""
        order_on = self.filed.order_on
        cancelled_on = self.filed.cancelled_on
        if order_on is None or order_on < self.due:
            order_on = cancelled_on = None
        elif cancelled_on and cancelled_on < order_on:
            order_on = cancelled_on = None
        return self.due, self.acknowledged_on, self.claimed_on, order_on, cancelled_on

    def limitation(self, ends_on: date | None, today: date) -> Limitation:
        """Return what is known of it, when the law lets it end on a day."""
        if self.filed.is_sued or ends_on is None:
            return Limitation(None, today, stands_still=True)
        return Limitation(ends_on, today)


def _unpaid(cases: Sequence[Case] | QuerySet[Case], today: date) -> list[_Claim]:
    """Return the unpaid months of the principal, the earliest due first."""
    claimed = CaseCharge.objects.filter(
        case__in=cases,
        cut_on=None,
        charge__owed__isnull=False,
    )
    owed = claimed.order_by("charge__due_date", "id")
    rows = list(owed.values_list("case_id", "charge_id", "charge__due_date", "acknowledged_on"))
    case_ids = {case_id for case_id, *_rest in rows}
    filed = _filed(case_ids=case_ids, today=today)
    demanded = _demanded(case_ids=case_ids)
    return [
        _Claim(
            case_id,
            charge_id,
            due,
            acknowledged_on,
            demanded.get(case_id),
            filed.get(case_id, _Filed()),
        )
        for case_id, charge_id, due, acknowledged_on in rows
    ]


def _demanded(*, case_ids: Collection[int]) -> dict[int, date]:
    """Return when a pretrial claim went out, where the law demands one: not of citizens (АПК 4)."""
    sent = Document.objects.filter(
        case__in=case_ids,
        kind="pretrial_claim",
        status=Document.Status.ISSUED,
    )
    of_business = sent.exclude(case__party__kind=Party.Kind.PERSON)
    first = of_business.values("case_id").annotate(first=Min("dated")).order_by()
    return dict(first.values_list("case_id", "first"))


def _filed(*, case_ids: Iterable[int], today: date) -> dict[int, _Filed]:
    filings = CourtCase.objects.filter(
        case__in=case_ids,
        filed_on__lte=today,
    )
    found: dict[int, _Filed] = {}
    for court in filings.exclude(ruling__in=_NOT_TAKEN).order_by("id"):
        before = found.get(court.case_id, _Filed())
        found[court.case_id] = _with(before, court)
    return found


def _with(filed: _Filed, court: CourtCase) -> _Filed:
    if court.track == CourtCase.Track.LAWSUIT and court.ruling != _UNEXAMINED:
        return replace(filed, is_sued=True)
    if court.track == CourtCase.Track.LAWSUIT:
        return _unexamined(filed, court)
    cancelled_on = None
    if court.ruling == "CANCELLED":
        cancelled_on = court.ruled_on
    return replace(
        filed,
        order_on=court.filed_on,
        cancelled_on=cancelled_on,
    )


def _unexamined(filed: _Filed, court: CourtCase) -> _Filed:
    """An order before it has stopped the term too: one of the two is counted, to be in time."""
    if filed.order_on:
        return filed
    return replace(
        filed,
        order_on=court.filed_on,
        cancelled_on=court.ruled_on,
    )
