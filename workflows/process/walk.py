"""From stage to stage: where the case stands, and the first thing there that is not done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from workflows.interfaces.process import CaseState, Facts, Stage
from workflows.process import pauses, plan
from workflows.process.attempt import Attempt
from workflows.process.decisions import Decision, Wait
from workflows.process.rules import Rules
from workflows.process.situation import Situation


def follow[S: Stage, F: Facts](
    *, rules: Rules[S, F], stages: Sequence[S], state: CaseState, facts: F, today: date
) -> Decision:
    """Follow the stages to the first thing that is not done.

    Each turn ends an attempt or a stage. What the facts say of pauses is minded.
    """
    if over := pauses.ending(
        pauses=facts.pauses,
        state=state,
        today=today,
    ):
        return over
    for _turn in range(len(stages) + 1):
        if state.stage >= len(stages):
            break
        seen = Situation(stages[state.stage], state, facts, today)
        found = Attempt(seen, rules).next()
        if isinstance(found, plan.End):
            return rules.close(state, facts, found.reason)
        if isinstance(found, Decision):
            scope = stages[state.stage].kind
            return pauses.hold(
                decision=found,
                pauses=facts.pauses,
                scope=scope,
                today=today,
            )
        state = _moved(state, found, stages)
    return Wait("end_of_scheme")


def _moved(state: CaseState, move: plan.Move, stages: Sequence[Stage]) -> CaseState:
    match move:
        case plan.Again():
            return replace(at(state, state.stage), attempt=state.attempt + 1)
        case plan.GoTo(kind=kind):
            return at(
                state,
                stage_of_kind(
                    stages=stages,
                    kind=kind,
                    after=state.stage,
                ),
            )
        case plan.Past(kind=kind):
            return at(state, _stage_past(stages, kind, state.stage))
        case _:
            return at(state, state.stage + 1)


def at(state: CaseState, stage: int) -> CaseState:
    """Return the first attempt at a stage where nothing has been done.

    Attempts of a round that was undone are not repeated.
    """
    before = state.attempts_before
    return CaseState(
        stage=stage,
        attempt=before + 1,
        attempts_before=before,
    )


def stage_of_kind(*, stages: Sequence[Stage], kind: str, after: int) -> int:
    """Return the first stage of a kind behind ``after``.

    The number behind the last when there is none.
    """
    later = (index for index, stage in enumerate(stages) if index > after and stage.kind == kind)
    return next(later, len(stages))


def _stage_past(stages: Sequence[Stage], kind: str, after: int) -> int:
    """Return the stage behind the first of a kind behind ``after``.

    The next one when there is none.
    """
    found = stage_of_kind(stages=stages, kind=kind, after=after)
    if found < len(stages):
        return found + 1
    return after + 1
