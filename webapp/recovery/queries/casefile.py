"""What debt recovery adds to the page of a case: its money, rests, courts and bailiffs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.correspondence.models import Document
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.processes.queries import pauses
from webapp.recovery.models import (
    CaseCharge,
    CourtCase,
    Installment,
    InstallmentPlan,
    Recovery,
    Writ,
)
from webapp.recovery.queries import claims, labels, segments
from webapp.recovery.queries.claims import Award, ClaimedCharge
from webapp.recovery.queries.contexts import values
from webapp.staff.models import User
from workflows.interfaces import days
from workflows.interfaces.clock import MOSCOW, BusinessClock
from workflows.interfaces.debt_recovery import OwnDeed

_ZERO = Decimal(0)
_TRACKS: dict[str, str] = {CourtCase.Track.ORDER: "order", CourtCase.Track.LAWSUIT: "claim"}


@dataclass(frozen=True, slots=True)
class PenaltyLine:
    """A range of days of one claim, both ends charged."""

    period: date
    service: str
    start: date
    end: date
    days: int
    base: Decimal
    rate: Decimal
    fraction: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the claim: what was charged and paid, what is left, the penalty on each charge.

    Where it cannot be counted there is none.
    """

    period: date
    charges: tuple[ClaimedCharge, ...]
    penalties: tuple[Decimal | None, ...]

    @property
    def rows(self) -> list[tuple[ClaimedCharge, Decimal | None]]:
        """Return each charge with the penalty on it."""
        return list(zip(self.charges, self.penalties, strict=True))

    @property
    def charged(self) -> Decimal:
        """Everything charged for the month."""
        return sum((row.charged for row in self.charges), _ZERO)

    @property
    def paid(self) -> Decimal:
        """Everything paid for the month."""
        return sum((row.paid for row in self.charges), _ZERO)

    @property
    def debt(self) -> Decimal:
        """What is left of the month."""
        return sum((row.debt for row in self.charges), _ZERO)


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a case on a day: the same numbers its papers of that day print.

    Besides it, what a court has awarded. Where the law known here gives no answer, ``penalty`` and
    ``duty`` are unknown and ``refusal`` says why.
    """

    months: tuple[Month, ...]
    charged: Decimal
    paid: Decimal
    debt: Decimal
    penalty: Decimal | None = None
    lines: tuple[PenaltyLine, ...] = ()
    duty: Decimal | None = None
    duty_track: str = ""
    refusal: str = ""
    awards: tuple[Award, ...] = ()

    @property
    def awarded(self) -> Decimal:
        """What is unpaid of the awards."""
        return sum((award.left for award in self.awards), _ZERO)

    @property
    def penalty_awarded(self) -> Decimal:
        """The part of the penalty that a court has awarded: it is a debt of its own."""
        return sum(
            (award.charged for award in self.awards if award.kind == Charge.Kind.PENALTY), _ZERO
        )

    @property
    def penalty_beyond(self) -> Decimal | None:
        """The penalty that has run beyond what was awarded."""
        if self.penalty is None:
            return None
        return max(_ZERO, self.penalty - self.penalty_awarded)


def money(*, case: Case, today: date, on: date | None = None) -> Money:
    """Return the case's money: claimed months, penalty by ranges, the duty of a filing, awards.

    As of today, or as it stood at the end of a past day ``on``.
    """
    awards = claims.awards(case_id=case.pk, on=on)
    try:
        facts = values.case_facts(
            case=case,
            today=on or today,
            on=on,
        )
        return replace(_with_penalty(facts), awards=awards)
    except (NotInForce, UnableToCalculate) as error:
        return _without_penalty(case, labels.refusal(error), on)


def money_without_penalty(*, case: Case, on: date | None = None) -> Money:
    """Return what is charged, paid and owed, when the rest cannot be counted."""
    return _without_penalty(case, _("the calculation failed"), on)


def _without_penalty(case: Case, refusal: str, on: date | None) -> Money:
    principal = _principal(claims.claimed(case_id=case.pk, on=on))
    awards = claims.awards(case_id=case.pk, on=on)
    return replace(principal, refusal=refusal, awards=awards)


@dataclass(frozen=True, slots=True)
class Since:
    """What has come since a past day: what was paid after it, and what was known only after it."""

    paid: Decimal
    known: Decimal


def since(*, case: Case, on: date, clock: BusinessClock) -> Since:
    """Return what sets the money of a past day apart from today's, and from what was seen then.

    Payments are posted in real time: where a rehearsal has set another, nobody can tell.
    """
    paid = claims.paid_since(case_id=case.pk, on=on)
    if clock != BusinessClock():
        return Since(paid, _ZERO)
    midnight = datetime.combine(days.after(on), time(), MOSCOW)
    known = claims.known_since(
        case_id=case.pk,
        on=on,
        moment=midnight,
    )
    return Since(paid, known)


def _with_penalty(facts: values.CaseFacts) -> Money:
    by_claim = {
        claim.key: claim.total for found in facts.penalties.values() for claim in found.claims
    }
    duty, track = _duty(facts)
    return replace(
        _principal(facts.charges, by_claim),
        penalty=facts.penalty,
        lines=tuple(
            PenaltyLine(
                row.period,
                row.service,
                row.start,
                row.end,
                row.days,
                row.base,
                row.rate,
                row.fraction,
                row.amount,
            )
            for row in values.penalty(facts).rows
        ),
        duty=duty,
        duty_track=track,
    )


def _duty(facts: values.CaseFacts) -> tuple[Decimal | None, str]:
    """Return the duty of what lies before a court, else of what is filed next, and by which track.

    After an order that was refused or cancelled only a claim can be filed. Of a debt that was paid
    before anything was filed there is none.
    """
    filings = CourtCase.objects.filter(case=facts.case, filed_on__lte=facts.today)
    filed = filings.order_by("-id").first()
    is_over = filed is not None and filed.ruling in {"CANCELLED", "REFUSED"}
    if filed and not is_over:
        return filed.state_duty, _TRACKS[filed.track]
    if facts.debt <= 0:
        return None, ""
    track = values.track(facts, order_cancelled=is_over).track
    return values.duty(facts, track=track).amount, track


def _principal(
    charges: tuple[ClaimedCharge, ...], penalties: dict[str, Decimal] | None = None
) -> Money:
    by_period = groupby(sorted(charges, key=lambda row: row.period), key=lambda row: row.period)
    return Money(
        months=tuple(_month(period, tuple(rows), penalties) for period, rows in by_period),
        charged=sum((row.charged for row in charges), _ZERO),
        paid=sum((row.paid for row in charges), _ZERO),
        debt=sum((row.debt for row in charges), _ZERO),
    )


def _month(
    period: date, rows: tuple[ClaimedCharge, ...], penalties: dict[str, Decimal] | None
) -> Month:
    if penalties is None:
        return Month(period, rows, (None,) * len(rows))
    return Month(period, rows, tuple(penalties.get(str(row.charge_id), _ZERO) for row in rows))


def beside(*, case: Case, user: User) -> list[Case]:
    """Return the other open cases of the same debt scope.

    They are of other months, before or after a filing with a court.
    """
    same = segments.cases(user=user).filter(
        account=case.account_id, contract=case.contract_id, closed_on=None
    )
    return list(same.exclude(pk=case.pk).order_by("id"))


def plan(
    *, case: Case, on: date | None = None
) -> tuple[InstallmentPlan, Sequence[Installment]] | None:
    """Return the newest installment plan with its parts, as it stood on a past day."""
    known = case.plans.order_by("-id")
    if on:
        known = known.filter(agreed_on__lte=on)
    newest = known.first()
    if newest is None:
        return None
    if on and newest.ended_on and newest.ended_on > on:
        newest.status = InstallmentPlan.Status.ACTIVE
    return newest, list(newest.installments.order_by("due_on"))


def side_on(*, case: Case, on: date) -> str:
    """Return what stood beside the stages of a case at the end of a past day."""
    paused = pauses.side_on(case=case, on=on)
    if paused != pauses.ACTIVE:
        return paused
    broken = case.steps.filter(deed=OwnDeed.BREAK_PLAN, on__lte=on).values_list("name", flat=True)
    agreed = case.plans.filter(
        Q(ended_on=None) | Q(ended_on__gt=on), agreed_on__lte=on
    ).values_list("id", flat=True)
    ended = set(broken)
    if any(f"plan-{plan_id}" not in ended for plan_id in agreed):
        return Recovery.Side.PLAN
    return Recovery.Side.ACTIVE


def court(*, case: Case, on: date | None = None) -> tuple[list[CourtCase], list[Writ]]:
    """Return what went to courts, by a past day, and what came of it by now."""
    filed, issued = case.court_cases.order_by("id"), case.writs.order_by("id")
    if on:
        filed = filed.filter(filed_on__lte=on)
        issued = issued.filter(issued_on__lte=on)
    return list(filed), list(issued)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is unpaid of a case: the principal, and what a court awarded besides."""

    debt: Decimal = _ZERO
    awarded: Decimal = _ZERO

    def __add__(self, other: "Owed") -> "Owed":
        """Return both together."""
        return Owed(self.debt + other.debt, self.awarded + other.awarded)


def debts(*, cases: Sequence[Case] | QuerySet[Case]) -> dict[int, Owed]:
    """Return what is still unpaid of each of the cases."""
    claimed = CaseCharge.objects.filter(case__in=cases, cut_on=None)
    links = list(claimed.values_list("case_id", "charge_id"))
    charges = billing.debt_by_charge(
        charges=Charge.objects.filter(id__in=[charge_id for _case_id, charge_id in links])
    )
    left = {
        charge_id: _owed(kind, unpaid)
        for charge_id, kind, unpaid in charges.values_list("id", "kind", "debt")
    }
    found: dict[int, Owed] = {}
    # a charge that was given up and taken up again is claimed by two of the cases
    for case_id, charge_id in links:
        found[case_id] = found.get(case_id, Owed()) + left[charge_id]
    return found


def narrowed(cases: QuerySet[Case], said: Mapping[str, Any]) -> QuerySet[Case]:
    """Return the cases of a version, with a debt, or with an undecided penalty, as was asked."""
    if said.get("penalty_open"):
        cases = cases.filter(
            close_reason=Recovery.CloseReason.PAID,
            recovery__penalty="",
        )
    if "version" in said:
        cases = cases.filter(recovery__scheme_version=said["version"])
    if "debt_min" not in said:
        return cases
    claims = CaseCharge.objects.filter(
        case=OuterRef("pk"),
        charge__kind=Charge.Kind.PRINCIPAL,
        cut_on=None,
    )
    posted = claims.filter(charge__allocations__payment__status=Payment.Status.POSTED)
    to_be_paid = F("charge__amount") - F("charge__paid_before") - F("charge__denied")
    charged = _sum_of(claims, to_be_paid)
    paid = _sum_of(posted, F("charge__allocations__amount"))
    return cases.annotate(owed=charged - paid).filter(owed__gte=said["debt_min"])


def _sum_of(rows: QuerySet[CaseCharge], amount: Any) -> Coalesce:
    """Return the sum over the rows of each case."""
    of_case = rows.order_by().values("case")
    summed = of_case.annotate(whole=Sum(amount)).values("whole")
    return Coalesce(Subquery(summed), _ZERO, output_field=DecimalField())


def court_on_paper(*, case_id: int | None) -> str:
    """Return the court that the newest statement of a case is addressed to."""
    filed = ("court_order_application", "statement_of_claim")
    contexts = (
        Document.objects.filter(case=case_id or 0, kind__in=filed)
        .order_by("-id")
        .values_list("context__court__name", flat=True)
    )
    return contexts.first() or ""


def office_on_paper(*, case_id: int | None) -> str:
    """Return the bailiffs' office that the newest register of a case is addressed to."""
    made = Document.objects.filter(case=case_id or 0, kind="bailiff_registry").order_by("-id")
    return made.values_list("context__office", flat=True).first() or ""


def _owed(kind: str, unpaid: Decimal) -> Owed:
    if kind == Charge.Kind.PRINCIPAL:
        return Owed(debt=unpaid)
    return Owed(awarded=unpaid)
