"""What to do with a case now. Pure: scheme, state, facts and the day in; one decision out.

The same function moves the case, explains why it waits, draws its diagram and runs a policy on trial, so they cannot disagree.
"""

from dataclasses import replace
from datetime import date

from workflows.debt_recovery import plan
from workflows.debt_recovery.attempt import Attempt, data_is_asked_for
from workflows.debt_recovery.decisions import Act, Close, Decision, Over, Wait
from workflows.interfaces import days
from workflows.interfaces.debt_recovery import CaseState, CloseReason, Deed, DeedKind, Facts, Scheme

RESUMPTION = "resumption"
_NEEDS_RESUMPTION = {CloseReason.PAID, CloseReason.WITHDRAWN, CloseReason.DENIED}


def decide(*, scheme: Scheme, state: CaseState, facts: Facts, today: date) -> Decision:
    """Return the one next thing for a case: closing first, then what stands beside the stages, then the stages."""
    if state.closed:
        return Over()
    return (
        _closing(scheme, state, facts)
        or _resuming(state, facts)
        or _beside(state, facts, today)
        or _walk(scheme, _behind_what_holds(state, facts), facts, today)
    )


def _closing(scheme: Scheme, state: CaseState, facts: Facts) -> Decision | None:
    reason = facts.close_requested or (
        CloseReason.PAID if facts.debt + facts.awarded < scheme.close_below else None
    )
    if reason is None and facts.restricted and facts.debt < scheme.close_below:
        return _bring_back(state, facts)  # nobody stays cut off for the costs of a court
    return None if reason is None else _close(state, facts, reason)


def _close(state: CaseState, facts: Facts, reason: CloseReason) -> Decision:
    if must_resume(facts=facts, reason=reason):
        return _bring_back(state, facts, reason)
    return Close(Deed(DeedKind.CLOSE, reason.lower(), state.stage, state.attempt, reason=reason))


def must_resume(*, facts: Facts, reason: CloseReason) -> bool:
    """Say whether what is cut off must be brought back before a case ends, or though it has ended."""
    return facts.restricted and (reason in _NEEDS_RESUMPTION or not facts.restriction_ground)


def _resuming(state: CaseState, facts: Facts) -> Decision | None:
    """What was cut is paid: the supply comes back though the case, with the rest of its debt, goes on, sleeps or is stopped."""
    return _bring_back(state, facts) if facts.restricted and not facts.restriction_ground else None


def _bring_back(state: CaseState, facts: Facts, reason: CloseReason | None = None) -> Decision:
    """The ground of a restriction is gone: the crew goes first, and the papers about it are drawn up meanwhile."""
    if not facts.resumption_open:
        known = max((task.revision for task in state.tasks if task.name == RESUMPTION), default=0)
        return Act(
            Deed(
                DeedKind.RESUME,
                RESUMPTION,
                state.stage,
                state.attempt,
                known + 1,
                role="CREW",
                due_days=1,
                reason=reason,
            )
        )
    for document in ("restriction_report", "resumption_order"):
        if _is_wanted(state, document):
            return Act(Deed(DeedKind.MAKE, document, state.stage, state.attempt))
    return Wait(f"task:{RESUMPTION}")


def _is_wanted(state: CaseState, document: str) -> bool:
    """A paper that is neither made nor waiting for data; a report only of what the crew has done in this very attempt."""
    if any(step.name == document for step in state.steps) or data_is_asked_for(state, document):
        return False
    return document != "restriction_report" or any(
        (task.name, task.outcome) == ("restriction", "DONE") for task in state.tasks
    )


def _beside(state: CaseState, facts: Facts, today: date) -> Decision | None:
    if facts.stopped:
        return Wait("stopped")
    if facts.pause:
        if facts.pause_until is None or today <= facts.pause_until:
            until = days.after(facts.pause_until) if facts.pause_until else None
            return Wait(f"pause:{facts.pause}", until)
        return Act(Deed(DeedKind.END_PAUSE, f"pause-{facts.pause_id}", state.stage, state.attempt))
    if facts.plan:
        if today <= facts.plan.broken_after:
            # a signed agreement ends a restriction as payment does (PP 354 p. 120)
            return (
                _bring_back(state, facts)
                if facts.restricted
                else Wait("plan", days.after(facts.plan.broken_after))
            )
        return Act(
            Deed(DeedKind.BREAK_PLAN, f"plan-{facts.plan.plan_id}", state.stage, state.attempt)
        )
    return None


def _walk(scheme: Scheme, state: CaseState, facts: Facts, today: date) -> Decision:
    """Follow the stages from where the case stands to the first thing that is not done. Each turn ends an attempt or a stage."""
    for _turn in range(len(scheme.stages) + 1):
        if state.stage >= len(scheme.stages):
            break
        found = Attempt(scheme.stages[state.stage], state, facts, today).next()
        match found:
            case plan.Next():
                state = _at(state, state.stage + 1)
            case plan.Again():
                state = replace(_at(state, state.stage), attempt=state.attempt + 1)
            case plan.GoTo(kind=kind):
                state = _at(state, plan.stage_of_kind(scheme=scheme, kind=kind, after=state.stage))
            case plan.Past(kind=kind):
                state = _at(state, plan.stage_past(scheme=scheme, kind=kind, after=state.stage))
            case plan.End(reason=reason):
                return _close(state, facts, reason)
            case _:
                return found
    return Wait("end_of_scheme")


def _behind_what_holds(state: CaseState, facts: Facts) -> CaseState:
    """What was built on a delivery that was none is built again: its stage begins anew."""
    if facts.came_back is None:
        return state
    stage, attempt = facts.came_back
    return replace(_at(state, stage), attempt=attempt + 1)


def _at(state: CaseState, stage: int) -> CaseState:
    """Return the first attempt at a stage where nothing has been done; attempts of a round that a court undid are not repeated."""
    return CaseState(
        stage=stage, attempt=state.attempts_before + 1, attempts_before=state.attempts_before
    )
