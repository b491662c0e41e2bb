"""The only door to Temporal in the web application: connect and deliver one row.

``runs`` looks at workflows.
"""

import asyncio
import logging
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)
from temporalio.service import RPCError, RPCStatusCode

from webapp.outbox.models import Row
from workflows.interfaces import payloads

log = logging.getLogger(__name__)
RPC_TIMEOUT = timedelta(seconds=10)


class TemporalIsAway(Exception):
    """The server does not answer."""


class NobodyListens(Exception):
    """The workflow a row is for has ended or never was: delivering again cannot help."""


@cache
def _runtime() -> Runtime:
    """Return what the connections of this process share.

    Its log lines are ours, and go where ours go.
    """
    told = LoggingConfig(
        filter=TelemetryFilter(core_level="WARN", other_level="ERROR"),
        forwarding=LogForwardingConfig(
            logger=logging.getLogger("temporalio.core"),
            append_target_to_name=False,
            prepend_target_on_message=False,
        ),
    )
    return Runtime(telemetry=TelemetryConfig(logging=told))


async def connect() -> Client:
    """Return a client of the configured server."""
    return await Client.connect(
        settings.TEMPORAL_ADDRESS,
        namespace=settings.TEMPORAL_NAMESPACE,
        data_converter=payloads.CONVERTER,
        runtime=_runtime(),
    )


async def connect_patiently() -> Client:
    """Return a client, waiting for the server as long as it takes: processes start in any order."""
    while True:
        try:
            return await connect()
        except RuntimeError as error:
            log.warning("Temporal is not there yet: %s", str(error)[:200])
            await asyncio.sleep(1)


async def deliver(client: Client, row: Row) -> None:
    """Tell Temporal what a row says.

    Repeating it does no harm: starts are unique by id, signals carry their key.

    :raises NobodyListens: when the workflow is over
    """
    try:
        await _SEND[Row.Kind(row.kind)](client, row)
    except WorkflowAlreadyStartedError:
        return
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            raise NobodyListens(row.workflow_id) from error
        raise


async def _start(client: Client, row: Row) -> None:
    """Start a workflow.

    A start that comes twice finds the run of the first, ended well or not ended.
    """
    await _begin(client, row, WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)


async def _restart(client: Client, row: Row) -> None:
    """Start a workflow whose id may have run to a good end.

    A second of these finds the first running.
    """
    await _begin(client, row, WorkflowIDReusePolicy.ALLOW_DUPLICATE)


async def _begin(client: Client, row: Row, reuse: WorkflowIDReusePolicy) -> None:
    await client.start_workflow(
        row.workflow_type,
        row.payload,
        id=row.workflow_id,
        task_queue=row.task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        id_reuse_policy=reuse,
        memo=row.memo or None,
        static_summary=" · ".join(row.memo.values()) or None,
        rpc_timeout=RPC_TIMEOUT,
    )


async def _signal(client: Client, row: Row) -> None:
    await client.get_workflow_handle(row.workflow_id).signal(
        "wake",
        row.payload,
        rpc_timeout=RPC_TIMEOUT,
    )


_SEND: dict[Row.Kind, Any] = {
    Row.Kind.START: _start,
    Row.Kind.RESTART: _restart,
    Row.Kind.SIGNAL: _signal,
}


async def transitions(client: Client, workflow_ids: list[str]) -> list[int]:
    """Return the state transitions of workflows.

    What they cost the server, whatever the machine.
    """
    counts = []
    for workflow_id in workflow_ids:
        description = await client.get_workflow_handle(workflow_id).describe(
            rpc_timeout=RPC_TIMEOUT
        )
        counts.append(description.raw_description.workflow_execution_info.state_transition_count)
    return counts
