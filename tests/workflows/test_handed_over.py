"""Which finished tasks mean that a paper has left the house."""

from datetime import date

import pytest

from workflows.interfaces.process import CaseState, TaskRecord
from workflows.process.situation import Situation


def _has_left(task: str) -> bool:
    done = TaskRecord(name=task, status="DONE", outcome="DONE")
    state = CaseState(stage=0, attempt=1, tasks=(done,))
    seen: Situation = Situation(stage=None, state=state, facts=None, today=date(2026, 5, 4))
    return seen.has_left(1)


@pytest.mark.parametrize(
    "task", ["approve", "correct", "complete_data-notice", "settle_unknown", "leave"]
)
def test_what_people_settle_among_themselves_leaves_a_paper_in_the_house(task: str) -> None:
    assert not _has_left(task)


@pytest.mark.parametrize("task", ["deliver_by_post", "file_court_order"])
def test_what_was_handed_over_is_out(task: str) -> None:
    assert _has_left(task)
