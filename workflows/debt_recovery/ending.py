"""How a case of debt recovery ends, and how a supply that was cut comes back before it does."""

from workflows.interfaces.debt_recovery import CloseReason, Facts, OwnDeed, Scheme
from workflows.interfaces.process import CaseState, Deed, DeedKind
from workflows.process.decisions import Act, Close, Decision, Wait
from workflows.process.situation import data_is_asked_for

RESUMPTION = "resumption"
COSTS = "reconnection"
_DAYS_TO_ANSWER = 5


def closing(scheme: Scheme, state: CaseState, facts: Facts) -> Decision | None:
    """Return what ends a case that is asked to be closed or whose debt is paid."""
    if facts.close_requested:
        return close(state, facts, facts.close_requested)
    is_paid = facts.debt + facts.awarded < scheme.close_below
    if is_paid and not facts.pursues_rest:
        return _paid(state, facts)
    if facts.restricted and facts.debt < scheme.close_below and not facts.reconnection:
        return bring_back(state, facts)  # nobody stays cut off for the costs of a court
    return None


def _paid(state: CaseState, facts: Facts) -> Decision:
    """Return what ends a case that is paid, or who is asked before: duty and penalty may be open.

    A supply comes back meanwhile, once its costs are paid too (ПП 354 п. 120).
    """
    if facts.is_denied:
        return close(state, facts, CloseReason.DENIED)
    is_held = facts.restricted and facts.reconnection > 0
    if not facts.question and is_held:
        return Wait(COSTS)
    if not facts.question:
        return close(state, facts, CloseReason.PAID)
    if facts.restricted and not is_held:
        coming = bring_back(state, facts)
        if not isinstance(coming, Wait):
            return coming
    return ask_beside(state, facts.question, is_asked=facts.is_asked)


def ask_beside(state: CaseState, task: str, *, is_asked: bool) -> Decision:
    """Return how a lawyer is asked what belongs to no attempt: it says nothing of its papers."""
    if is_asked:
        return Wait(f"task:{task}")
    return Act(
        Deed(
            OwnDeed.ASK_BESIDE,
            task,
            state.stage,
            state.attempt,
            role="LAWYER",
            due_days=_DAYS_TO_ANSWER,
        )
    )


def close(state: CaseState, facts: Facts, reason: str) -> Decision:
    """Return what ends a case: the crew goes first where the supply is cut off.

    Whatever the reason, a debt that is no longer claimed is no ground to keep somebody cut off.
    """
    why = CloseReason(reason)
    if facts.restricted:
        return bring_back(state, facts, why)
    return Close(
        Deed(
            DeedKind.CLOSE,
            why.lower(),
            state.stage,
            state.attempt,
            reason=why,
        )
    )


def resuming(state: CaseState, facts: Facts) -> Decision | None:
    """Return how a supply whose debt is paid comes back.

    The case, with the rest of its debt, goes on, sleeps or is stopped.
    """
    if facts.restricted and not facts.restriction_ground:
        return bring_back(state, facts)
    return None


def bring_back(state: CaseState, facts: Facts, reason: CloseReason | None = None) -> Decision:
    """Return how a supply comes back: the crew goes first, its papers are drawn up meanwhile."""
    if not facts.resumption_open:
        return Act(_resumption(state, reason))
    for document in ("restriction_report", "resumption_order"):
        if _is_wanted(state, document):
            return Act(Deed(DeedKind.MAKE, document, state.stage, state.attempt))
    return Wait(f"task:{RESUMPTION}")


def _resumption(state: CaseState, reason: CloseReason | None) -> Deed:
    known = max(
        (task.revision for task in state.tasks if task.name == RESUMPTION),
        default=0,
    )
    return Deed(
        OwnDeed.RESUME,
        RESUMPTION,
        state.stage,
        state.attempt,
        known + 1,
        role="CREW",
        due_days=1,
        reason=reason,
    )


def _is_wanted(state: CaseState, document: str) -> bool:
    """A paper that is neither made nor waiting for data.

    A report only of what the crew has done in this very attempt.
    """
    if any(step.name == document for step in state.steps) or data_is_asked_for(state, document):
        return False
    return document != "restriction_report" or any(
        (task.name, task.outcome) == ("restriction", "DONE") for task in state.tasks
    )
