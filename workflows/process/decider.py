"""What to do with a case of most processes now; one that has more to mind decides itself."""

from collections.abc import Sequence
from datetime import date

from workflows.interfaces.process import CaseState, Facts, Stage
from workflows.process import walk
from workflows.process.decisions import Decision, Over
from workflows.process.rules import Rules


def decide[S: Stage, F: Facts](
    *, rules: Rules[S, F], stages: Sequence[S], state: CaseState, facts: F, today: date
) -> Decision:
    """Return the one next thing for a case: to end it when that was asked for, else its stages."""
    if state.closed:
        return Over()
    if facts.close_requested:
        return rules.close(state, facts, facts.close_requested)
    return walk.follow(
        rules=rules,
        stages=stages,
        state=state,
        facts=facts,
        today=today,
    )
