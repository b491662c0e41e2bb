"""A case as its decider sees it: what is known, and the decision for whatever would be known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.interfaces.process import CaseState, Deed, Stage
from workflows.process.decisions import Decision


def _no_basis(_facts: Any) -> str:
    return ""


def _done(_task: str) -> str:
    return "DONE"


def _nowhere() -> frozenset[str]:
    return frozenset()


def _unchanged(_event: Any, facts: Any) -> Any:
    return facts


@dataclass(frozen=True, slots=True)
class Course:
    """A case on a day. ``decide`` is the process's own decider for its stages, pure.

    The rest tells what would be known when what was decided has come true: what a paper is made
    from, how a task is answered that leads on, by which channels somebody is ``reachable``, and the
    facts after a deed of the process's own is ``done`` or a stage is ``entered``.
    """

    stages: Sequence[Stage]
    state: CaseState
    facts: Any
    today: date
    decide: Callable[[CaseState, Any, date], Decision]
    basis: Callable[[Any], str] = _no_basis
    answer: Callable[[str], str] = _done
    reachable: Callable[[], frozenset[str]] = _nowhere
    done: Callable[[Deed, Any], Any] = _unchanged
    entered: Callable[[Stage, Any], Any] = _unchanged

    def decision(self) -> Decision:
        """Return the decision of the day."""
        return self.decide(self.state, self.facts, self.today)
