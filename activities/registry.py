"""Everything a worker runs: the stories and the deeds, by task queue."""

from collections.abc import Callable
from typing import Any

from activities import debt_recovery, debt_sweep, morning_letters, process, task_reminders
from workflows.debt_recovery.story import DebtRecovery
from workflows.debt_sweep import DebtSweep
from workflows.interfaces.process import TASK_QUEUE
from workflows.morning_letters import MorningLetters
from workflows.process.any_case import AnyCase
from workflows.task_reminders import TaskReminders

WORKFLOWS = {TASK_QUEUE: [DebtRecovery, AnyCase, DebtSweep, TaskReminders, MorningLetters]}
ACTIVITIES: dict[str, list[Callable[..., Any]]] = {
    TASK_QUEUE: [
        *process.ALL,
        debt_recovery.read_case,
        debt_recovery.perform,
        debt_recovery.send,
        debt_sweep.sweep,
        task_reminders.remind,
        morning_letters.send,
    ]
}
