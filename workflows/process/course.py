"""A case as its decider sees it: what is known, and the decision for whatever would be known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.interfaces.process import CaseState, Stage
from workflows.process.decisions import Decision


@dataclass(frozen=True, slots=True)
class Course:
    """A case on a day. ``decide`` is the process's own decider for its stages, pure."""

    stages: Sequence[Stage]
    state: CaseState
    facts: Any
    today: date
    decide: Callable[[CaseState, Any, date], Decision]

    def decision(self) -> Decision:
        """Return the decision of the day."""
        return self.decide(self.state, self.facts, self.today)
