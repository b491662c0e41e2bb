"""Until when a debt can be sued for: the limitation of what cases claim (ГК 196, 200, 204)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tariffs import limitation
from tariffs.parameters import NotInForce
from webapp.billing import queries as billing
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, CourtCase

# a court that did not take an application has not stopped the term (Plenum 43, p. 17)
_NOT_TAKEN = ("REFUSED", "RETURNED")
_DAYS = dict.fromkeys(("due", "filed", "cancelled"), pl.Date)


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

    def is_outlived_by(self, until: date | None) -> bool:
        """Say whether something that lasts until a day, inclusive, leaves no day to sue."""
        return self.ends_on is not None and until is not None and until >= self.ends_on


def of_case(*, case: Case, today: date) -> Limitation | None:
    """Return the limitation of a case; nothing where nothing is owed, or the law is not known."""
    return of_cases(cases=[case], today=today).get(case.pk)


def of_cases(*, cases: Sequence[Case] | QuerySet[Case], today: date) -> dict[int, Limitation]:
    """Return the limitation of each of the cases that owe something, in a few queries."""
    due = _earliest_unpaid(cases)
    filed = _filed(case_ids=due, today=today)
    claims = [
        _Claim(
            case_id,
            earliest,
            filed.get(case_id, _Filed()),
        )
        for case_id, earliest in due.items()
    ]
    try:
        ends = _ends(claims, today)
    except NotInForce:
        return {}
    return {
        claim.case_id: claim.limitation(ends_on, today)
        for claim, ends_on in zip(claims, ends, strict=True)
    }


def _ends(claims: "Sequence[_Claim]", today: date) -> list[date | None]:
    frame = pl.DataFrame(
        [claim.days() for claim in claims],
        schema=_DAYS,
        orient="row",
    )
    found = limitation.expire(frame, on=today)
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
    """The earliest unpaid month of a case, and what was filed."""

    case_id: int
    due: date
    filed: _Filed

    def days(self) -> tuple[date | None, ...]:
        """Return the days between which the term stood still; none of a filing before the debt."""
        order_on = self.filed.order_on
        cancelled_on = self.filed.cancelled_on
        if order_on is None or order_on < self.due:
            return self.due, None, None
        if cancelled_on and cancelled_on < order_on:
            return self.due, None, None
        return self.due, order_on, cancelled_on

    def limitation(self, ends_on: date | None, today: date) -> Limitation:
        """Return what is known of it, when the law lets it end on a day."""
        if self.filed.is_sued or ends_on is None:
            return Limitation(None, today, stands_still=True)
        return Limitation(ends_on, today)


def _earliest_unpaid(cases: Sequence[Case] | QuerySet[Case]) -> dict[int, date]:
    """Return the earliest due day of what is unpaid of the principal, by case."""
    claimed = CaseCharge.objects.filter(case__in=cases)
    charges = billing.principal().filter(id__in=claimed.values("charge_id"))
    unpaid = billing.debt_by_charge(charges=charges).filter(debt__gt=0)
    owed = claimed.filter(charge__in=unpaid.values("id"))
    earliest = owed.values("case_id").annotate(due=Min("charge__due_date"))
    return dict(earliest.order_by("case_id").values_list("case_id", "due"))


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
    if court.track == CourtCase.Track.LAWSUIT:
        return replace(filed, is_sued=True)
    cancelled_on = None
    if court.ruling == "CANCELLED":
        cancelled_on = court.ruled_on
    return replace(
        filed,
        order_on=court.filed_on,
        cancelled_on=cancelled_on,
    )
