"""The story of reminding: every morning, by a Temporal Schedule."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from workflows.interfaces import task_reminders as words


@workflow.defn(name="task_reminders")
class TaskReminders:
    """Remind people of their tasks."""

    @workflow.run
    async def run(self) -> words.RemindResult:
        """Remind once; repeating it tells nobody twice."""
        return await workflow.execute_activity(
            words.remind,
            start_to_close_timeout=timedelta(minutes=10),
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=1)),
        )
