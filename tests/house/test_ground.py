"""What the tests stand on is real."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import Worker

from tests.temporal import OpenEnvironment

pytestmark = pytest.mark.django_db


def test_the_database_is_postgresql_with_russian_letters_in_order() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT upper('исток ё'), current_setting('server_version_num')::int >= 160000"
        )

        assert cursor.fetchone() == ("ИСТОК Ё", True)


@workflow.defn(sandboxed=False)
class SleepsForHalfAYear:
    @workflow.run
    async def run(self) -> str:
        await workflow.sleep(timedelta(days=180))
        return "awake"


@pytest.mark.temporal
def test_half_a_year_passes_in_seconds(time_skipping_environment: OpenEnvironment) -> None:
    async def story() -> str:
        async with (
            await time_skipping_environment() as environment,
            Worker(environment.client, task_queue="sleepers", workflows=[SleepsForHalfAYear]),
        ):
            handle = await environment.client.start_workflow(
                SleepsForHalfAYear.run,
                id="sleeper",
                task_queue="sleepers",
                execution_timeout=timedelta(days=365),
            )
            await environment.fast_forward(handle)
            return await handle.result()

    assert asyncio.run(asyncio.wait_for(story(), timeout=60)) == "awake"


@pytest.mark.temporal
def test_the_real_time_server_goes_by_our_clock(temporal_address: str) -> None:
    async def start_time() -> datetime:
        client = await Client.connect(temporal_address)
        handle = await client.start_workflow(
            SleepsForHalfAYear.run, id=f"sleeper-{uuid4()}", task_queue="nobody-listens"
        )
        described = await handle.describe()
        await handle.terminate()
        return described.start_time

    assert abs(datetime.now(tz=UTC) - asyncio.run(start_time())) < timedelta(minutes=1)
