"""The words of the sweep: the regular search for debts that nobody follows yet."""

from dataclasses import dataclass

from temporalio import activity

from workflows.interfaces import process

TASK_QUEUE = process.TASK_QUEUE
SCHEDULE_ID = "debt_sweep"


@dataclass(frozen=True, slots=True)
class SweepResult:
    """How many cases a sweep opened, and how many debts it passed over: somebody follows them."""

    opened: int
    skipped: int


@activity.defn(name="debt_sweep.sweep")
def sweep() -> SweepResult:
    """Open a case for each debt that meets the criteria of an active scheme."""
    raise NotImplementedError
