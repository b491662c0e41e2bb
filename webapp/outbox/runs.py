"""What Temporal says about runs of workflows.

Which are open, how others ended, what fails in them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeTaskQueueRequest,
    GetWorkflowExecutionHistoryReverseRequest,
)
from temporalio.client import Client, WorkflowExecutionDescription, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from webapp.outbox.temporal import RPC_TIMEOUT, TemporalIsAway, connect

AGAIN_AND_AGAIN = 5
_AT_ONCE = 20
_PROBLEM = "TemporalReportedProblems"


@dataclass(frozen=True, slots=True)
class Ended:
    """How the last run of a workflow ended.

    ``failure`` is the type of the error, never its words.
    """

    how: str
    at: datetime
    failure: str = ""

    @property
    def was_completed(self) -> bool:
        """It came to a good end."""
        return self.how == WorkflowExecutionStatus.COMPLETED.name


@dataclass(frozen=True, slots=True)
class Trouble:
    """What fails again and again in an open run.

    ``what`` is the deed, empty when it is the story itself.
    """

    workflow_id: str
    what: str
    attempts: int
    failure: str


def open_ids(*, workflow_types: Collection[str]) -> set[str]:
    """Return the ids of all running workflows of these types.

    :raises TemporalIsAway: when the server does not answer
    """
    return set(_ask(lambda client: _listed(client, _running(workflow_types))))


def last_ends(*, workflow_ids: Collection[str]) -> dict[str, Ended]:
    """Return how the last run of each workflow ended.

    Of one that runs or was never heard of, nothing.

    :raises TemporalIsAway: when the server does not answer
    """
    found = _ask(lambda client: _each(client, workflow_ids, _end))
    return {workflow_id: end for workflow_id, end in found.items() if end}


def troubled(*, workflow_types: Collection[str], suspects: Collection[str]) -> list[Trouble]:
    """Return the stories that fail again and again, and the deeds that do among ``suspects``.

    :raises TemporalIsAway: when the server does not answer
    """
    stories = f"{_running(workflow_types)} AND {_PROBLEM} IS NOT NULL"
    reported = _ask(lambda client: _listed(client, stories))
    found = _ask(lambda client: _each(client, {*reported, *suspects}, _troubles))
    return [trouble for troubles in found.values() for trouble in troubles or ()]


def terminate(*, workflow_ids: Collection[str], reason: str) -> int:
    """End runs at once, whatever they are at; return how many were running.

    :raises TemporalIsAway: when the server does not answer
    """

    async def end(client: Client, workflow_id: str) -> bool:
        handle = client.get_workflow_handle(workflow_id)
        await handle.terminate(reason=reason, rpc_timeout=RPC_TIMEOUT)
        return True

    return sum(
        map(
            bool,
            _ask(lambda client: _each(client, workflow_ids, end)).values(),
        )
    )


def workers_seen(*, task_queue: str) -> dict[str, datetime]:
    """Return who has asked for work lately, with when.

    A worker that has gone is remembered for some minutes.

    :raises TemporalIsAway: when the server does not answer
    """

    async def pollers(client: Client) -> dict[str, datetime]:
        request = DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=task_queue),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        )
        answer = await client.workflow_service.describe_task_queue(request, timeout=RPC_TIMEOUT)
        return {
            poller.identity: poller.last_access_time.ToDatetime(tzinfo=UTC)
            for poller in answer.pollers
        }

    return _ask(pollers)


def _ask[Answer](question: Callable[[Client], Awaitable[Answer]]) -> Answer:
    async def asked() -> Answer:
        return await question(await connect())

    try:
        return asyncio.run(asked())
    except (RPCError, RuntimeError) as error:
        raise TemporalIsAway(str(error)[:200]) from error


def _running(workflow_types: Collection[str]) -> str:
    types = ", ".join(f"'{workflow_type}'" for workflow_type in workflow_types)
    return f"WorkflowType IN ({types}) AND ExecutionStatus = 'Running'"


async def _listed(client: Client, query: str) -> list[str]:
    return [execution.id async for execution in client.list_workflows(query)]


async def _each[Answer](
    client: Client,
    workflow_ids: Collection[str],
    ask: Callable[[Client, str], Awaitable[Answer]],
) -> dict[str, Answer | None]:
    """Ask about each workflow, a few at a time.

    About one that is not known the answer is nothing.
    """
    gate = asyncio.Semaphore(_AT_ONCE)

    async def of(workflow_id: str) -> Answer | None:
        async with gate:
            try:
                return await ask(client, workflow_id)
            except RPCError as error:
                if error.status != RPCStatusCode.NOT_FOUND:
                    raise
                return None

    ids = sorted(workflow_ids)
    answers = await asyncio.gather(*(of(workflow_id) for workflow_id in ids))
    return dict(zip(ids, answers, strict=True))


async def _describe(client: Client, workflow_id: str) -> WorkflowExecutionDescription:
    return await client.get_workflow_handle(workflow_id).describe(rpc_timeout=RPC_TIMEOUT)


async def _end(client: Client, workflow_id: str) -> Ended | None:
    run = await _describe(client, workflow_id)
    if run.close_time is None or run.status is None:
        return None
    last = await _last_event(client, workflow_id)
    failed = last.workflow_execution_failed_event_attributes.failure
    return Ended(run.status.name, run.close_time, failed.application_failure_info.type)


async def _troubles(client: Client, workflow_id: str) -> list[Trouble]:
    raw = (await _describe(client, workflow_id)).raw_description
    troubles = [
        Trouble(
            workflow_id,
            deed.activity_type.name,
            deed.attempt,
            deed.last_failure.application_failure_info.type,
        )
        for deed in raw.pending_activities
        if deed.attempt >= AGAIN_AND_AGAIN
    ]
    if _PROBLEM in raw.workflow_execution_info.search_attributes.indexed_fields:
        last = await _last_event(client, workflow_id)
        failed = last.workflow_task_failed_event_attributes.failure.application_failure_info.type
        attempts = raw.pending_workflow_task.attempt
        troubles.append(Trouble(workflow_id, "", attempts, failed))
    return troubles


async def _last_event(client: Client, workflow_id: str) -> HistoryEvent:
    """Return the newest event of a workflow's newest run."""
    request = GetWorkflowExecutionHistoryReverseRequest(
        namespace=client.namespace,
        execution=WorkflowExecution(workflow_id=workflow_id),
        maximum_page_size=1,
    )
    answer = await client.workflow_service.get_workflow_execution_history_reverse(
        request,
        timeout=RPC_TIMEOUT,
    )
    if answer.history.events:
        return answer.history.events[0]
    return HistoryEvent()
