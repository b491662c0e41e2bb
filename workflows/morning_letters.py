"""The story of the letters of the morning: every hour of the day, by a Temporal Schedule."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from workflows.interfaces import morning_letters as words


@workflow.defn(name="morning_letters")
class MorningLetters:
    """Tell people by mail what waits for them."""

    @workflow.run
    async def run(self) -> words.LettersResult:
        """Send what is due by this hour; repeating it sends nothing twice."""
        return await workflow.execute_activity(
            words.send,
            start_to_close_timeout=timedelta(minutes=30),
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=1)),
        )
