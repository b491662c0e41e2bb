"""Regular work, as Temporal Schedules: created or brought up to date when a worker starts."""

from typing import Any

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
from workflows.interfaces import debt_sweep, morning_letters, task_reminders
from workflows.morning_letters import MorningLetters
from workflows.task_reminders import TaskReminders


def _every_day(story: Any, *, hours: ScheduleRange, code: str, task_queue: str) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(story, id=code, task_queue=task_queue),
        spec=ScheduleSpec(
            calendars=[ScheduleCalendarSpec(hour=[hours])],
            time_zone_name="Europe/Moscow",
        ),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP),
    )


_SCHEDULES = {
    # the office has chosen an hour; what was missed is made up for with the next
    debt_sweep.SCHEDULE_ID: _every_day(
        DebtSweep.run,
        hours=ScheduleRange(0, 23),
        code=debt_sweep.SCHEDULE_ID,
        task_queue=debt_sweep.TASK_QUEUE,
    ),
    # when the sweep has given out what is new
    task_reminders.SCHEDULE_ID: _every_day(
        TaskReminders.run,
        hours=ScheduleRange(7),
        code=task_reminders.SCHEDULE_ID,
        task_queue=task_reminders.TASK_QUEUE,
    ),
    # everybody has an hour; what could not be sent goes with the next
    morning_letters.SCHEDULE_ID: _every_day(
        MorningLetters.run,
        hours=ScheduleRange(6, 20),
        code=morning_letters.SCHEDULE_ID,
        task_queue=morning_letters.TASK_QUEUE,
    ),
}


async def put_in_place(client: Client) -> None:
    """Create the schedules, or update those that are there."""
    for code, schedule in _SCHEDULES.items():
        await _put(client, code, ScheduleUpdate(schedule=schedule))


async def _put(client: Client, code: str, wanted: ScheduleUpdate) -> None:
    try:
        await client.create_schedule(code, wanted.schedule)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(code).update(lambda _known: wanted)
