"""What to do with a case now. Pure: scheme, state, facts and the day in; one decision out.

The same function moves the case, explains why it waits, draws its diagram and runs a policy on
trial, so they cannot disagree.
"""

from dataclasses import replace
from datetime import date

from workflows.debt_recovery import ending, stages
from workflows.interfaces import days
from workflows.interfaces.debt_recovery import Facts, OwnDeed, PlanFacts, Scheme, Stage
from workflows.interfaces.process import CaseState, Deed, DeedKind
from workflows.process import pauses, walk
from workflows.process.decisions import Act, Ask, Decision, Over, Wait
from workflows.process.rules import Rules

BANKRUPT = "BANKRUPT"
CREDITORS = "creditors_claim"
_DAYS_FOR_CREDITORS = 5


def decide(
    *,
    scheme: Scheme,
    state: CaseState,
    facts: Facts,
    today: date,
    rules: Rules[Stage, Facts] = stages.RULES,
) -> Decision:
    """Return the one next thing for a case.

    Closing comes first, then what stands beside the stages, then the stages.
    """
    if state.closed:
        return Over()
    return (
        ending.closing(scheme, state, facts)
        or ending.resuming(state, facts)
        or _beside(state, facts, today)
        or _walk(rules, scheme, state, facts, today)
    )


def _beside(state: CaseState, facts: Facts, today: date) -> Decision | None:
    if facts.stopped:
        return Wait("stopped")
    if facts.halted:
        return _halted(state, facts)
    resting = pauses.resting(
        pauses=facts.pauses,
        state=state,
        today=today,
    )
    if resting:
        return resting
    if facts.plan:
        return _by_plan(state, facts, facts.plan, today)
    return None


def _halted(state: CaseState, facts: Facts) -> Decision:
    """Nothing is asked of the dead, the bankrupt, or a company that is no more.

    What a bankrupt owed before the ruling is claimed in the register of creditors (127-ФЗ 71, 100).
    """
    if facts.halted == BANKRUPT and not any(task.name == CREDITORS for task in state.tasks):
        deed = Deed(
            DeedKind.ASK,
            CREDITORS,
            state.stage,
            state.attempt,
            role="LAWYER",
            due_days=_DAYS_FOR_CREDITORS,
        )
        return Ask(deed)
    return Wait(f"halted:{facts.halted}", facts.halted_until)


def _by_plan(state: CaseState, facts: Facts, plan: PlanFacts, today: date) -> Decision:
    if today > plan.broken_after:
        name = f"plan-{plan.plan_id}"
        return Act(Deed(OwnDeed.BREAK_PLAN, name, state.stage, state.attempt))
    if facts.restricted:
        # a signed agreement ends a restriction as payment does (PP 354 p. 120)
        return ending.bring_back(state, facts)
    return Wait("plan", days.after(plan.broken_after))


def _walk(
    rules: Rules[Stage, Facts], scheme: Scheme, state: CaseState, facts: Facts, today: date
) -> Decision:
    standing = _behind_what_holds(state, facts)
    return walk.follow(
        rules=rules,
        stages=scheme.stages,
        state=standing,
        facts=facts,
        today=today,
    )


def _behind_what_holds(state: CaseState, facts: Facts) -> CaseState:
    """What was built on a delivery that was none is built again: its stage begins anew."""
    if facts.came_back is None:
        return state
    stage, attempt = facts.came_back
    return replace(walk.at(state, stage), attempt=attempt + 1)
