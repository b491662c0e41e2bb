"""Everything the page of a case shows, read in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.correspondence.models import Document, Message
from webapp.processes.models import Case, Step
from webapp.recovery.models import (
    CaseCharge,
    CourtCase,
    Hold,
    Instalment,
    InstalmentPlan,
    Recovery,
    Writ,
)
from webapp.recovery.queries import claims, labels, segments
from webapp.recovery.queries.claims import Award, ClaimedCharge
from webapp.recovery.queries.contexts import values
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import OwnDeed
from workflows.interfaces.process import DeedKind

_ZERO = Decimal(0)


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
    """A month of the claim: what was charged and paid, what is left, the penalty on it."""

    period: date
    charges: tuple[ClaimedCharge, ...]
    penalty: Decimal | None

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
    """The money of a case on a day: the same numbers its papers of that day print, and what a court has awarded besides.

    Where the law known here gives no answer, ``penalty`` and ``duty`` are unknown and ``refusal`` says why.
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
        return (
            self.penalty
            if self.penalty is None
            else max(_ZERO, self.penalty - self.penalty_awarded)
        )


def money(*, case: Case, today: date) -> Money:
    """Return the case's money: claimed months, penalty by ranges, the duty a filing would cost today, awards."""
    awards = claims.awards(case_id=case.pk)
    try:
        return replace(_with_penalty(values.case_facts(case=case, today=today)), awards=awards)
    except (NotInForce, UnableToCalculate) as error:
        return replace(
            _principal(claims.claimed(case_id=case.pk)),
            refusal=labels.refusal(error),
            awards=awards,
        )


def money_without_penalty(*, case: Case) -> Money:
    """Return what is charged, paid and owed, when the rest cannot be counted."""
    return replace(
        _principal(claims.claimed(case_id=case.pk)),
        refusal=_("the calculation failed"),
        awards=claims.awards(case_id=case.pk),
    )


def _with_penalty(facts: values.CaseFacts) -> Money:
    by_claim = {
        claim.key: claim.total for found in facts.penalties.values() for claim in found.claims
    }
    track = values.track(facts).track if facts.debt > 0 else "claim"
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
        duty=values.duty(facts, track=track).amount if facts.debt > 0 else _ZERO,
        duty_track=track,
    )


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
        return Month(period, rows, None)
    return Month(
        period, rows, sum((penalties.get(str(row.charge_id), _ZERO) for row in rows), _ZERO)
    )


def case_for(*, user: User, case_id: int) -> Case:
    """Return a case with what its header names.

    :raises Case.DoesNotExist: when there is none within the person's segment
    """
    joined = segments.cases(user=user).select_related(
        "party",
        "account__premises",
        "contract",
        "recovery__scheme_version__scheme",
        "executor",
        "opened_by",
    )
    return joined.get(pk=case_id)


def beside(*, case: Case, user: User) -> list[Case]:
    """Return the other open cases of the same debt scope: of other months, before or after a filing with a court."""
    same = segments.cases(user=user).filter(
        account=case.account_id, contract=case.contract_id, closed_on=None
    )
    return list(same.exclude(pk=case.pk).order_by("id"))


def steps(*, case: Case) -> list[Step]:
    """Return the journal, oldest first. A task that has been reported on is one row, not two."""
    journal = case.steps.select_related("document", "message", "task", "by").defer(
        "document__context", "message__body", "task__result"
    )
    rows = list(journal.order_by("id"))
    answered = {step.task_id for step in rows if step.is_answer}
    return [step for step in rows if not (_asks(step) and step.task_id in answered)]


def _asks(step: Step) -> bool:
    """Say whether a row tells that somebody was asked to do something."""
    return step.deed in {DeedKind.ASK, OwnDeed.RESUME} and not step.is_answer


def documents(*, case: Case) -> QuerySet[Document]:
    """Return the papers of a case, newest first, without their bytes."""
    return Document.objects.filter(case=case).defer("context").order_by("-id")


def is_of_the_same_step(document: Document, task: Task) -> bool:
    """Say whether a paper was made at the stage and attempt at which a task was given."""
    of_task = (task.case_id, task.stage, task.attempt)
    return bool(task.case_id) and (document.case_id, document.stage, document.attempt) == of_task


def transmissions(*, case: Case) -> QuerySet[Message]:
    """Return the messages of a case, newest first."""
    return Message.objects.filter(case=case).select_related("document").order_by("-id")


def tasks(*, case: Case) -> QuerySet[Task]:
    """Return the tasks of a case: open ones first, then the newest."""
    return (
        Task.objects.filter(case=case)
        .select_related("assignee", "completed_by")
        .order_by("-status", "-id")
    )


def pause(*, case: Case) -> Hold | None:
    """Return the pause the case is in."""
    return case.holds.filter(ended_on=None).select_related("by").first()


def plan(*, case: Case) -> tuple[InstalmentPlan, Sequence[Instalment]] | None:
    """Return the newest instalment plan with its parts."""
    newest = case.plans.order_by("-id").first()
    return (newest, list(newest.instalments.order_by("due_on"))) if newest else None


def side_on(*, case: Case, on: date) -> str:
    """Return what stood beside the stages of a case at the end of a past day."""
    paused = (
        case.holds.filter(Q(ended_on=None) | Q(ended_on__gt=on), since__lte=on)
        .order_by("-id")
        .first()
    )
    if paused:
        return paused.kind
    broken = case.steps.filter(deed=OwnDeed.BREAK_PLAN, on__lte=on).values_list("name", flat=True)
    agreed = case.plans.filter(
        Q(ended_on=None) | Q(ended_on__gt=on), agreed_on__lte=on
    ).values_list("id", flat=True)
    is_agreed = any(f"plan-{plan_id}" not in set(broken) for plan_id in agreed)
    return Recovery.Side.PLAN if is_agreed else Recovery.Side.ACTIVE


def court(*, case: Case) -> tuple[list[CourtCase], list[Writ]]:
    """Return what went to courts and what came of it."""
    return list(case.court_cases.order_by("id")), list(case.writs.order_by("id"))


@dataclass(frozen=True, slots=True)
class CaseCriteria:
    """What the list of cases may be asked for."""

    search: str = ""
    state: str = "open"
    stage: str = ""
    executor: int | None = None
    party_kind: str = ""
    opened_from: date | None = None


def find(*, criteria: CaseCriteria, user: User) -> QuerySet[Case]:
    """Return the cases of a person's segment that meet the criteria, newest first."""
    found = segments.cases(user=user)
    if criteria.state == "open":
        found = found.filter(closed_on=None)
    exact: dict[str, str | int | date | None] = {
        "stage_kind": criteria.stage,
        "executor": criteria.executor,
        "party__kind": criteria.party_kind,
    }
    exact |= {
        "side": "" if criteria.state == "open" else criteria.state,
        "opened_on__gte": criteria.opened_from,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    for word in criteria.search.split():
        found = found.filter(
            Q(number__icontains=word)
            | Q(party__name__icontains=word)
            | Q(account__number__startswith=word)
            | Q(contract__number=word)
        )
    return found.order_by("-opened_on", "-id")


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
    links = list(CaseCharge.objects.filter(case__in=cases).values_list("case_id", "charge_id"))
    charges = billing.debt_by_charge(
        charges=Charge.objects.filter(id__in=[charge_id for _case_id, charge_id in links])
    )
    left = {
        charge_id: _owed(kind, unpaid)
        for charge_id, kind, unpaid in charges.values_list("id", "kind", "debt")
    }
    found: dict[int, Owed] = {}
    for (
        case_id,
        charge_id,
    ) in links:  # a charge that was given up and taken up again is claimed by two of the cases
        found[case_id] = found.get(case_id, Owed()) + left[charge_id]
    return found


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
    return Owed(debt=unpaid) if kind == Charge.Kind.PRINCIPAL else Owed(awarded=unpaid)
