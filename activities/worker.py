"""The worker: runs stories and deeds.

Stories are held to be deterministic by the contract of their imports, the sandbox of the tests and
the recorded histories: at work the sandbox would only cost a fifth of the processor.
"""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities import registry
from activities.connections import ConnectionCare

THREADS = 3


def build(client: Client, *, task_queue: str, executor: ThreadPoolExecutor) -> Worker:
    """Return a worker for a task queue."""
    return Worker(
        client,
        task_queue=task_queue,
        workflows=registry.WORKFLOWS[task_queue],
        activities=registry.ACTIVITIES[task_queue],
        activity_executor=executor,
        interceptors=[ConnectionCare()],
        max_concurrent_activities=THREADS,
        max_concurrent_local_activities=THREADS,
        max_concurrent_workflow_tasks=8,
        max_cached_workflows=2000,
        workflow_runner=UnsandboxedWorkflowRunner(),
        graceful_shutdown_timeout=timedelta(seconds=10),
    )


async def run(client: Client) -> None:
    """Work on every queue until SIGTERM or Ctrl-C; what is under way is finished first."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with ThreadPoolExecutor(max_workers=2 * THREADS, thread_name_prefix="activity") as executor:
        workers = [
            build(client, task_queue=queue, executor=executor) for queue in registry.WORKFLOWS
        ]
        running = [asyncio.create_task(worker.run()) for worker in workers]
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([*running, stopping], return_when=asyncio.FIRST_COMPLETED)
        await asyncio.gather(*(worker.shutdown() for worker in workers))
        await asyncio.gather(*running)
