"""The words of reminding people of their tasks."""

from dataclasses import dataclass

from temporalio import activity

TASK_QUEUE = "recovery"
SCHEDULE_ID = "task_reminders"


@dataclass(frozen=True, slots=True)
class RemindResult:
    """How many people were reminded."""

    told: int


@activity.defn(name="task_reminders.remind")
def remind() -> RemindResult:
    """Tell people which terms are half over, nearly over or over. Each is told once."""
    raise NotImplementedError
