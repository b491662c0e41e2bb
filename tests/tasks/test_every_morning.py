"""The sweep and the reminders happen every morning, and are put in place by every worker."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from temporalio import activity
from temporalio.worker import Worker

from activities import schedules
from activities import task_reminders as deeds
from tests import factories
from tests.tasks.conftest import TODAY, give
from tests.temporal import OpenEnvironment
from webapp.staff import queries as staff
from webapp.tasks.models import Reminder
from workflows.interfaces import debt_sweep, morning_letters, task_reminders
from workflows.task_reminders import TaskReminders

QUEUE = task_reminders.TASK_QUEUE


@pytest.mark.temporal
async def test_two_workers_put_each_schedule_in_place_once(
    local_environment: OpenEnvironment,
) -> None:
    async with await local_environment() as environment:
        await schedules.put_in_place(environment.client)
        await schedules.put_in_place(environment.client)

        known = {
            code: await environment.client.get_schedule_handle(code).describe()
            for code in (
                debt_sweep.SCHEDULE_ID,
                task_reminders.SCHEDULE_ID,
                morning_letters.SCHEDULE_ID,
            )
        }

    hours = {code: found.schedule.spec.calendars[0].hour[0] for code, found in known.items()}
    starts = {code: known.start for code, known in hours.items()}
    assert starts == {"debt_sweep": 0, "task_reminders": 7, "morning_letters": 6}
    assert hours["morning_letters"].end == 20
    assert hours["debt_sweep"].end == 23, "the office chooses the hour"


@pytest.mark.django_db
def test_the_deed_reminds_of_what_is_due_on_the_business_day() -> None:
    lawyer = factories.create_staff()
    give(by=lawyer, assignee=lawyer, due_on=TODAY.replace(day=12))
    assert staff.today() >= TODAY.replace(day=12)

    assert deeds.remind().told == Reminder.objects.count() == 1


@pytest.mark.temporal
async def test_the_story_tells_how_many_were_told(local_environment: OpenEnvironment) -> None:
    @activity.defn(name="task_reminders.remind")
    def remind() -> task_reminders.RemindResult:
        return task_reminders.RemindResult(told=7)

    async with await local_environment() as environment:
        with ThreadPoolExecutor(1) as threads:
            worker = Worker(
                environment.client,
                task_queue=QUEUE,
                workflows=[TaskReminders],
                activities=[remind],
                activity_executor=threads,
            )
            async with worker:
                told = await environment.client.execute_workflow(
                    TaskReminders.run, id="reminding", task_queue=QUEUE
                )

    assert told == task_reminders.RemindResult(told=7)
