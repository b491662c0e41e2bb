"""The story of the sweep: once a day, by a Temporal Schedule."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from workflows.interfaces import debt_sweep as words


@workflow.defn(name="debt_sweep")
class DebtSweep:
    """Open cases for the debts that have ripened."""

    @workflow.run
    async def run(self) -> words.SweepResult:
        """Sweep once; repeating it opens nothing twice."""
        return await workflow.execute_activity(
            words.sweep,
            start_to_close_timeout=timedelta(minutes=10),
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=1)),
        )
