"""What a process says of its own stages; how they are walked is the same for all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workflows.interfaces.process import CaseState, Facts, Stage, StepRecord
from workflows.process import ending, plan
from workflows.process.decisions import Decision
from workflows.process.situation import Situation

Found = Decision | plan.Move | plan.AtEnd


def _never(*_known: Any) -> Any:
    return None


def _go_on(*_known: Any) -> Found:
    return plan.Next()


@dataclass(frozen=True, slots=True)
class Rules[S: Stage, F: Facts]:
    """The hooks of a process. Each is pure; those not given do what most processes want.

    ``steps``: the row of a stage. ``close``: how a case is ended for a reason.
    ``skip``: the ground on which a stage is passed over, empty when it is not; ``stops``: whether
    such a ground also ends an attempt that has begun. ``is_outdated``: whether a paper must follow
    what it was made from. ``returned``: where a paper leads that came back by post; nowhere when it
    counts as delivered. ``own``: a step only this process knows. ``later``: what is done about a
    task whose answer was "later".
    """

    steps: Callable[[S], tuple[plan.Step, ...]]
    close: Callable[[CaseState, F, str], Decision] = ending.close
    skip: Callable[[Situation[S, F]], str | None] = _never
    stops: Callable[[Situation[S, F], str], bool | None] = _never
    is_outdated: Callable[[StepRecord, F], bool | None] = _never
    returned: Callable[[Situation[S, F]], plan.Move | None] = _never
    own: Callable[[Situation[S, F], plan.Own], Found] = _go_on
    later: Callable[[Situation[S, F], plan.Work], Found] = _go_on
    post_role: str = "CALL_CENTER"
    doubt_role: str = "HEAD_OF_LEGAL"
