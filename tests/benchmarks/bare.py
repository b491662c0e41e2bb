"""Workflows that do nothing, with as many activities as the first stage of a case: what Temporal itself costs."""

import asyncio
import time
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

QUEUE = "bare-stage"
AT_ONCE = 10
_LONGEST = timedelta(minutes=10)


@activity.defn
async def nothing() -> None:
    """Do nothing."""


@workflow.defn
class BareStage:
    """Look, make, send, note: three at home and one outside."""

    @workflow.run
    async def run(self) -> None:
        """Do nothing four times."""
        for _deed in ("look", "make"):
            await workflow.execute_local_activity(nothing, start_to_close_timeout=_LONGEST)
        await workflow.execute_activity(nothing, start_to_close_timeout=_LONGEST)
        await workflow.execute_local_activity(nothing, start_to_close_timeout=_LONGEST)


async def run(client: Client, *, number: int) -> float:
    """Start workflows, then let a worker do them; return the seconds that the worker took."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def start(index: int) -> None:
        async with gate:
            await client.start_workflow(
                BareStage.run,
                id=f"bare-stage:{index}",
                task_queue=QUEUE,
                execution_timeout=_LONGEST,
            )

    await asyncio.gather(*map(start, range(number)))
    worker = Worker(
        client,
        task_queue=QUEUE,
        workflows=[BareStage],
        activities=[nothing],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    async with worker:
        began = time.perf_counter()
        handles = [client.get_workflow_handle(f"bare-stage:{index}") for index in range(number)]
        await asyncio.gather(*(handle.result() for handle in handles))
        return time.perf_counter() - began
