"""Everything a worker runs: the stories and the deeds, by task queue."""

from collections.abc import Callable
from typing import Any

from activities import debt_recovery, debt_sweep, process
from workflows.debt_recovery.story import DebtRecovery
from workflows.debt_sweep import DebtSweep
from workflows.interfaces.debt_recovery import TASK_QUEUE as RECOVERY

WORKFLOWS = {RECOVERY: [DebtRecovery, DebtSweep]}
ACTIVITIES: dict[str, list[Callable[..., Any]]] = {
    RECOVERY: [
        *process.ALL,
        debt_recovery.read_case,
        debt_recovery.perform,
        debt_recovery.send,
        debt_sweep.sweep,
    ]
}
