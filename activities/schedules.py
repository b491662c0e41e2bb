"""Regular work, as Temporal Schedules: created or brought up to date when a worker starts."""

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
)

from workflows.debt_sweep import DebtSweep
from workflows.interfaces import debt_sweep

# Before the working day, after the night's statements have been loaded.
_HOUR = 6
_SWEEP = Schedule(
    action=ScheduleActionStartWorkflow(
        DebtSweep.run, id=debt_sweep.SCHEDULE_ID, task_queue=debt_sweep.TASK_QUEUE
    ),
    spec=ScheduleSpec(
        calendars=[ScheduleCalendarSpec(hour=[ScheduleRange(_HOUR)])],
        time_zone_name="Europe/Moscow",
    ),
    policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP),
)


async def put_in_place(client: Client) -> None:
    """Create the schedules, or update those that are there."""
    try:
        await client.create_schedule(debt_sweep.SCHEDULE_ID, _SWEEP)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(debt_sweep.SCHEDULE_ID).update(
            lambda _known: ScheduleUpdate(schedule=_SWEEP)
        )
