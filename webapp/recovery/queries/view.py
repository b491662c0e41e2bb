"""The case as a decision needs it, in a handful of queries."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from tariffs import parameters
from tariffs.parameters import NotInForce
from webapp.correspondence.models import Message
from webapp.parties.models import Party
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.queries import contacts, known
from webapp.recovery.models import CourtCase, Recovery
from webapp.recovery.queries import (
    announced,
    claim_months,
    claims,
    enclosed,
    halts,
    installments,
    others,
    penalty_left,
    presenting,
    reconnection,
    restriction,
    rests,
    schemes,
    suspensions,
)
from webapp.recovery.queries.contexts import values
from webapp.tasks.models import Task
from workflows.debt_recovery import plan
from workflows.interfaces import debt_recovery as words
from workflows.interfaces import process
from workflows.interfaces.clock import BusinessClock

RESUMPTION = "resumption"


def case_view(
    *, case_id: int, today: date, clock: BusinessClock, now: datetime | None = None
) -> words.CaseView:
    """Return state and facts of a case as of now.

    Without the moment ``now`` nobody asks whether the debtor may be contacted at it.
    """
    process = registry.process_of(code=words.WORKFLOW_TYPE)
    found = known.read(
        process=process,
        case_id=case_id,
        today=today,
        now=now,
    )
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
    costs = _reconnection(case)
    cuttable = _cuttable(case, state, positions, today)
    is_grounded = _restriction_ground(case, positions, cuttable, today)
    suspension = suspensions.suspension(case=case) if is_grounded else None
    halted, halted_until = halts.stayed(case)
    if standing.has_states and not halted:
        halted, halted_until = halts.of_case(case, today)
    return words.Facts(
        debt=debt,
        awarded=standing.awarded,
        close_requested=_close_requested(case),
        plan=installments.running(case=case, debt=debt),
        stopped=bool(case.recovery.scheme_version.scheme.stopped_reason),
        restricted=case.recovery.is_restricted,
        resumption_open=case.recovery.is_restricted and _resumption_open(case),
        restriction_possible=bool(cuttable or suspension),
        suspension=suspension,
        others_are_told=not _must_tell_others(case, today),
        restriction_ground=is_grounded or bool(costs),
        reconnection=costs,
        order_possible=_order_possible(case, state, today),
        quiet=_quiet(case, state, now),
        returned_writ=_returned_writ(case, today),
        acceptance_is_enough=not _must_be_received(case),
        came_back=_came_back(case),
        in_force_on=_in_force_on(case),
        halted=halted,
        halted_until=halted_until,
        is_appealed=halts.is_appealed(case),
        stands_beside=_stands_beside(case),
        others_unwritten=_others_unwritten(case, standing),
        enclosures_lacking=_enclosures_lacking(case, state, today),
        **_before_filing(case, state, today),
        **_after_payment(case, standing, today),
    )


def _others_unwritten(case: Case, standing: claims.Standing) -> bool:
    if case.stage_kind not in others.PAPERS or not standing.has_others:
        return False
    return others.are_unwritten(case=case)


_FILED_AT = (words.StageKind.COURT_ORDER, words.StageKind.LAWSUIT)


def _before_filing(case: Case, state: process.CaseState, today: date) -> dict[str, Any]:
    """Read what is to be decided before a filing is drawn up; only where one is at hand."""
    here = policy(case).stages[case.stage : case.stage + 2]
    filing = next((stage for stage in here if stage.kind in _FILED_AT), None)
    if case.closed_on or filing is None:
        return {}
    stale_before = today - timedelta(days=filing.fresh_days)
    if _waits_for_people(state, stale_before):
        return {"stale_before": stale_before}
    return {
        "stale_before": stale_before,
        "months_open": bool(claim_months.offered(case=case, today=today)),
        "months_asked": claim_months.is_asked(case=case),
    }


def _enclosures_lacking(case: Case, state: process.CaseState, today: date) -> bool:
    """Say whether a filing that is drawn up names what is not there.

    While somebody works on the case nothing is looked up: the filing waits, or is on its way.
    """
    made = any(step.name in enclosed.FILED and not step.is_void for step in state.steps)
    if case.closed_on or not made:
        return False
    at_work = {task.name for task in state.tasks if task.status == "OPEN"}
    if at_work:
        return enclosed.TASK in at_work
    return enclosed.is_lacking(case=case, today=today)


def _waits_for_people(state: process.CaseState, stale_before: date) -> bool:
    """Say whether somebody works on a paper that is fresh: nothing is decided anew meanwhile."""
    if any(step.name in plan.FILINGS and step.on < stale_before for step in state.steps):
        return False
    return any(task.status == "OPEN" for task in state.tasks)


def _after_award(case: Case, least: Decimal, today: date) -> dict[str, Any]:
    """Read whether the principal was paid later than the penalty was awarded to."""
    if penalty_left.after_award(case=case, today=today) < least:
        return {}
    return {
        "question": penalty_left.QUESTION,
        "is_asked": penalty_left.is_asked(case=case),
    }


def _after_payment(case: Case, standing: claims.Standing, today: date) -> dict[str, Any]:
    """Read what a lawyer is to be asked before a case ends, once nothing else is owed of it."""
    least = policy(case).close_below
    if case.closed_on or standing.debt + standing.awarded >= least:
        return {}
    if rests.is_denied(case=case):
        return {"is_denied": True}
    if rests.open_filing(case=case, least=least) is None:
        return _after_award(case, least, today)
    if case.recovery.rest == Recovery.Rest.PURSUED:
        return {"pursues_rest": True}
    if case.recovery.rest == Recovery.Rest.LEFT:
        return {}
    return {"question": rests.QUESTION, "is_asked": rests.is_asked(case=case)}


def _close_requested(case: Case) -> words.CloseReason | None:
    if not case.close_requested:
        return None
    return words.CloseReason(case.close_requested)


def _quiet(case: Case, state: process.CaseState, now: datetime | None) -> tuple[process.Quiet, ...]:
    if now is None or case.closed_on:
        return ()
    stage = policy(case).stages[case.stage]
    return contacts.quiet(
        case=case,
        stage=stage,
        state=state,
        now=now,
    )


def _must_be_received(case: Case) -> bool:
    """A citizen is warned in a way that confirms fact and date of receipt (PP 354 p. 119 a).

    The answer of a relay does not.
    """
    return case.stage_kind == words.StageKind.WARNING and case.party.kind == Party.Kind.PERSON


def _cuttable(
    case: Case, state: process.CaseState, positions: list[claims.Position], today: date
) -> list[claims.Position]:
    """Once a warning has reached the debtor, only the supply it names counts.

    Before that it may still be drawn up anew.
    """
    warning = None
    if _is_warned(case, state):
        warning = restriction.newest_warning(case=case)
    return restriction.possible(
        positions=positions,
        kind=case.party.kind,
        on=today,
        warning=warning,
    )


def _must_tell_others(case: Case, today: date) -> bool:
    """Ask whom the law wants to be told of a restriction where the crew is about to go."""
    if case.stage_kind not in (words.StageKind.WARNING, words.StageKind.RESTRICTION):
        return False
    if case.recovery.is_restricted or announced.is_told(case=case):
        return False
    return bool(announced.addressees(case=case, on=today))


def _is_warned(case: Case, state: process.CaseState) -> bool:
    if case.stage_kind == words.StageKind.RESTRICTION:
        return True
    if case.stage_kind != words.StageKind.WARNING:
        return False
    return any(step.name == "deliver" and not step.is_void for step in state.steps)


def _reconnection(case: Case) -> Decimal:
    """Read what is unpaid of the costs without which the supply does not come back (п. 120)."""
    if not case.recovery.is_restricted:
        return Decimal(0)
    unpaid = reconnection.unpaid(case=case)
    if unpaid < policy(case).close_below:
        return Decimal(0)
    return unpaid


def _restriction_ground(
    case: Case,
    positions: list[claims.Position],
    cuttable: list[claims.Position],
    today: date,
) -> bool:
    if case.recovery.is_restricted:
        return restriction.is_owed(case=case, positions=positions)
    return bool(
        restriction.grounded(
            positions=cuttable,
            kind=case.party.kind,
            on=today,
        )
    )


_BUILT_ON_DELIVERY = (
    words.StageKind.RESTRICTION,
    words.StageKind.PRETRIAL_CLAIM,
    words.StageKind.LAWYERS,
    words.StageKind.COURT_ORDER,
    words.StageKind.LAWSUIT,
)


def _came_back(case: Case) -> tuple[int, int] | None:
    """Ask what became of the newest delivery only where the case stands on it.

    Nothing is cut off and nothing filed yet.
    """
    if case.recovery.is_restricted or case.stage_kind not in _BUILT_ON_DELIVERY:
        return None
    delivered = Step.objects.filter(case=case, name="deliver").order_by("-id")
    newest = delivered.values_list("stage", "attempt", "message__status").first()
    if newest is None:
        return None
    stage, attempt, status = newest
    if status != Message.Status.FAILED or stage >= case.stage:
        return None
    if CourtCase.objects.filter(case=case).exists():
        return None
    return stage, attempt


def _stands_beside(case: Case) -> bool:
    """Ask what is in force against others only where something has been filed."""
    if case.stage_kind not in _FILED_AT or not case.recovery.is_filed or case.closed_on:
        return False
    return presenting.is_open(case=case)


def _in_force_on(case: Case) -> date | None:
    """Read from which day the judgment is in force; a case enters the stage of the writ by it."""
    if case.stage_kind not in (words.StageKind.LAWSUIT, words.StageKind.WRIT):
        return None
    claims_filed = CourtCase.objects.filter(case=case, track=CourtCase.Track.LAWSUIT)
    in_force = claims_filed.filter(in_force_on__isnull=False).order_by("-id")
    return in_force.values_list("in_force_on", flat=True).first()


def _returned_writ(case: Case, today: date) -> words.ReturnedWrit | None:
    """Read when the bailiffs gave a writ back with nothing.

    And whether somebody has decided since to leave the case open.
    """
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
    left_on = returned_on
    if answer == "LEAVE_OPEN":
        left_on = max(returned_on, answered_on)
    # the term begins on the day after and ends with its last day (229-ФЗ ст. 15): the writ may go
    # on the day behind it
    rest = relativedelta(months=_law("enforcement.present_again_months", returned_on), days=1)
    years = relativedelta(years=_law("enforcement.presentation_years", returned_on))
    return words.ReturnedWrit(
        present_from=min(returned_on + rest, _means_changed_on(case, returned_on) or date.max),
        present_until=returned_on + years,
        look_again_on=left_on + rest,
    )


def _means_changed_on(case: Case, returned_on: date) -> date | None:
    """Read since when new means are known: the writ rests no longer (229-ФЗ 46 (5))."""
    told = Step.objects.filter(
        case=case,
        name="means-changed",
        on__gte=returned_on,
    )
    return told.order_by("id").values_list("on", flat=True).first()


def _law(name: str, on: date) -> int:
    """Take the edition of the day of the event.

    That nobody has checked it lately must not wake a resting writ.
    """
    in_force = (row for row in parameters.series(name).rows if row.covers(on))
    return int(next(in_force).decimal())


def _order_possible(case: Case, state: process.CaseState, today: date) -> bool:
    """Whether principal and penalty are within the limit of an order.

    It is asked only where a case is about to ask for one.
    """
    if not _is_order_next(case, state):
        return True
    try:
        return values.court_order_possible(case=case, today=today)
    except NotInForce:  # the paper itself will say what the law does not
        return True


def _is_order_next(case: Case, state: process.CaseState) -> bool:
    if state.closed or any(task.status == "OPEN" for task in state.tasks):
        return False
    stages = schemes.scheme_of_version(case.recovery.scheme_version_id).stages
    next_stage = case.stage
    if state.steps or state.tasks:
        next_stage += 1
    if next_stage >= len(stages):
        return False
    return stages[next_stage].kind == words.StageKind.COURT_ORDER


def _resumption_open(case: Case) -> bool:
    return Task.objects.filter(
        case=case,
        kind=RESUMPTION,
        status=Task.Status.OPEN,
    ).exists()
