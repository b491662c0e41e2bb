"""The case as a decision needs it, in a handful of queries."""

from datetime import date, datetime
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from tariffs import parameters
from tariffs.parameters import NotInForce
from webapp.correspondence.models import Message
from webapp.parties.models import Party
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.queries import contacts, known
from webapp.recovery.models import CourtCase, Instalment, InstalmentPlan, Recovery
from webapp.recovery.queries import claims, restriction, schemes
from webapp.recovery.queries.contexts import values
from webapp.tasks.models import Task
from workflows.interfaces import days, process
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import BusinessClock

RESUMPTION = "resumption"


def case_view(
    *, case_id: int, today: date, clock: BusinessClock, now: datetime | None = None
) -> words.CaseView:
    """Return state and facts of a case as of now.

    Without the moment ``now`` nobody asks whether the debtor may be contacted at it.
    """
    process = registry.process_of(code=words.WORKFLOW_TYPE)
    found = known.read(process=process, case_id=case_id, today=today, now=now)
    assert isinstance(found.facts, words.Facts)
    return words.CaseView(
        state=found.state, facts=found.facts, today=today, clock=clock, written=found.written
    )


def policy(case: Case) -> words.Scheme:
    """Return the scheme that a case goes by."""
    return schemes.scheme_of_version(case.recovery.scheme_version_id)


def facts(case: Case, state: process.CaseState, today: date, now: datetime | None) -> words.Facts:
    """Return what is true of a debt now.

    A plan beside the stages is read only when the case says that there is one: both are written
    together.
    """
    standing = claims.standing(case_id=case.pk)
    positions, debt = standing.positions, standing.debt
    cuttable = _cuttable(case, state, positions, today)
    return words.Facts(
        debt=debt,
        awarded=standing.awarded,
        close_requested=words.CloseReason(case.close_requested) if case.close_requested else None,
        plan=_plan(case, debt) if case.side == Recovery.Side.PLAN else None,
        stopped=bool(case.recovery.scheme_version.scheme.stopped_reason),
        restricted=case.recovery.is_restricted,
        resumption_open=case.recovery.is_restricted and _resumption_open(case),
        restriction_possible=bool(cuttable),
        restriction_ground=_restriction_ground(case, positions, cuttable, today),
        order_possible=_order_possible(case, state, today),
        quiet=_quiet(case, state, now),
        returned_writ=_returned_writ(case, today),
        acceptance_is_enough=not _must_be_received(case),
        came_back=_came_back(case),
    )


def _quiet(case: Case, state: process.CaseState, now: datetime | None) -> tuple[process.Quiet, ...]:
    if now is None or case.closed_on:
        return ()
    stage = policy(case).stages[case.stage]
    return contacts.quiet(case=case, stage=stage, state=state, now=now)


def _must_be_received(case: Case) -> bool:
    """A citizen is warned of a restriction in a way that confirms fact and date of receipt (PP 354 p. 119 a); a relay's answer does not."""
    return case.stage_kind == words.StageKind.WARNING and case.party.kind == Party.Kind.PERSON


def _cuttable(
    case: Case, state: process.CaseState, positions: list[claims.Position], today: date
) -> list[claims.Position]:
    """Once a warning has reached the debtor, only the supply it names counts; before that it may still be drawn up anew."""
    is_told = case.stage_kind == words.StageKind.WARNING and any(
        step.name == "deliver" and not step.is_void for step in state.steps
    )
    is_warned = is_told or case.stage_kind == words.StageKind.RESTRICTION
    warning = restriction.newest_warning(case=case) if is_warned else None
    return restriction.possible(
        positions=positions, kind=case.party.kind, on=today, warning=warning
    )


def _restriction_ground(
    case: Case,
    positions: list[claims.Position],
    cuttable: list[claims.Position],
    today: date,
) -> bool:
    if case.recovery.is_restricted:
        return restriction.is_owed(case=case, positions=positions)
    return bool(restriction.grounded(positions=cuttable, kind=case.party.kind, on=today))


_BUILT_ON_DELIVERY = (
    words.StageKind.RESTRICTION,
    words.StageKind.PRETRIAL_CLAIM,
    words.StageKind.LAWYERS,
    words.StageKind.COURT_ORDER,
    words.StageKind.LAWSUIT,
)


def _came_back(case: Case) -> tuple[int, int] | None:
    """Ask what became of the newest delivery only where the case stands on it: nothing cut off and nothing filed yet."""
    if case.recovery.is_restricted or case.stage_kind not in _BUILT_ON_DELIVERY:
        return None
    delivered = Step.objects.filter(case=case, name="deliver").order_by("-id")
    newest = delivered.values_list("stage", "attempt", "message__status").first()
    if newest is None or newest[2] != Message.Status.FAILED or newest[0] >= case.stage:
        return None
    return None if CourtCase.objects.filter(case=case).exists() else newest[:2]


def _returned_writ(case: Case, today: date) -> words.ReturnedWrit | None:
    """Read when the bailiffs gave a writ back with nothing, and whether somebody has decided since to leave the case open."""
    if case.stage_kind != words.StageKind.ENFORCEMENT:
        return None
    answered = Step.objects.filter(
        case=case, name__in=("enforcement_result", "after_enforcement"), is_answer=True
    )
    told = answered.filter(attempt__gt=case.attempts_before).order_by("id")
    newest = {
        name: (outcome, on) for name, outcome, on in told.values_list("name", "outcome", "on")
    }
    result, returned_on = newest.get("enforcement_result", ("", today))
    if result != "ENDED":
        return None
    answer, answered_on = newest.get("after_enforcement", ("", returned_on))
    # the term begins on the day after and ends with its last day (229-ФЗ ст. 15): the writ may go on the day behind it
    rest = relativedelta(months=_law("enforcement.present_again_months", returned_on), days=1)
    return words.ReturnedWrit(
        present_from=returned_on + rest,
        present_until=returned_on
        + relativedelta(years=_law("enforcement.presentation_years", returned_on)),
        look_again_on=(max(returned_on, answered_on) if answer == "LEAVE_OPEN" else returned_on)
        + rest,
    )


def _law(name: str, on: date) -> int:
    """Take the edition of the day of the event; that nobody has checked it lately must not wake a resting writ."""
    return int(next(row for row in parameters.series(name).rows if row.covers(on)).decimal())


def _order_possible(case: Case, state: process.CaseState, today: date) -> bool:
    """Whether principal and penalty are within the limit of an order is asked only where a case is about to ask for one."""
    stages = schemes.scheme_of_version(case.recovery.scheme_version_id).stages
    has_begun, is_busy = (
        bool(state.steps or state.tasks),
        any(task.status == "OPEN" for task in state.tasks),
    )
    next_stage = case.stage + 1 if has_begun else case.stage
    if (
        state.closed
        or is_busy
        or next_stage >= len(stages)
        or stages[next_stage].kind != words.StageKind.COURT_ORDER
    ):
        return True
    try:
        return values.court_order_possible(case=case, today=today)
    except NotInForce:  # the paper itself will say what the law does not
        return True


def _resumption_open(case: Case) -> bool:
    return Task.objects.filter(case=case, kind=RESUMPTION, status=Task.Status.OPEN).exists()


def _plan(case: Case, debt: Decimal) -> words.PlanFacts | None:
    """Return the first part that what has been paid since the agreement does not cover.

    What the law lays on costs of court first was paid as a part all the same.
    """
    plan = InstalmentPlan.objects.filter(case=case, status=InstalmentPlan.Status.ACTIVE).first()
    if plan is None:
        return None
    parts = list(Instalment.objects.filter(plan=plan).order_by("due_on"))
    paid = (
        sum((part.amount for part in parts), Decimal(0))
        - debt
        + claims.awards_paid(case_id=case.pk, since=plan.agreed_on)
    )
    due_on = next_uncovered(parts=parts, paid=paid)
    return (
        words.PlanFacts(
            next_due_on=due_on,
            broken_after=days.after(due_on, days=plan.grace_days),
            plan_id=plan.pk,
        )
        if due_on
        else None
    )


def next_uncovered(*, parts: list[Instalment], paid: Decimal) -> date | None:
    """Return the date of the first part that a sum does not cover; ``None`` when it covers all."""
    for part in parts:
        paid -= part.amount
        if paid < 0:
            return part.due_on
    return None
