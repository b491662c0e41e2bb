"""The small process on a real server: the story of every process, time skipped, a child waited for."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from temporalio import activity
from temporalio.worker import Worker

from tests.workflows.installation import Installation
from tests.workflows.site import Site
from tests.workflows.test_debt_recovery import NAMES, SANDBOX, timers_of
from workflows.interfaces import deeds as interfaces
from workflows.interfaces import process
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.process import ChildRecord
from workflows.process import outlook
from workflows.process.any_case import AnyCase
from workflows.process.decisions import Over, Wait

pytestmark = pytest.mark.temporal


class Deeds:
    """The activities by their names, done on a site whose days go with the server's."""

    def __init__(self, site: Site) -> None:
        self.site = site
        start = datetime(2026, 3, 10, 6, tzinfo=UTC)
        self.clock = BusinessClock(datetime.now(UTC), start)
        self.ahead = timedelta()

    def _today(self) -> date:
        return self.clock.today(datetime.now(UTC) + self.ahead)

    def _outlook(self) -> process.Outlook:
        kind = self.site.stages[self.site.stage].kind
        return outlook.of_decision(
            decision=self.site.decide(self._today()),
            standing=process.Standing(kind),
            clock=self.clock,
            written=len(self.site.log),
        )

    @activity.defn(name="look")
    async def look(self, _case: interfaces.CaseRef) -> process.Outlook:
        return self._outlook()

    def all(self) -> list[Any]:
        return [self.look, *map(self._named, (*NAMES, "open_child"))]

    def _named(self, name: str) -> Any:
        @activity.defn(name=name)
        async def deed(errand: interfaces.Errand) -> process.Outlook:
            decision = self.site.decide(self._today())
            if not isinstance(decision, Wait | Over) and decision.deed.step == errand.step:
                self.site.do(decision.deed, self._today())
            return self._outlook()

        return deed


@pytest.mark.parametrize("story", [Installation, AnyCase], ids=["its own", "that of any case"])
async def test_an_installation_is_followed_until_silence_concludes_the_contract(
    time_skipping_environment, story
):
    everybody = ("ask_networks", "check_estimate", "invite", "visit")
    site = Site(survey="", answers={name: ["DONE"] for name in everybody})
    deeds = Deeds(site)

    async with await time_skipping_environment() as environment:
        async with Worker(
            environment.client,
            task_queue="installation",
            workflows=[story],
            activities=deeds.all(),
            workflow_runner=SANDBOX,
            debug_mode=True,
        ):
            handle = await environment.client.start_workflow(
                "installation",
                process.CaseInput(case_id=1),
                id="installation:1",
                task_queue="installation",
            )
            await waits_for(handle, "child:survey")
            site.children = [ChildRecord("survey", "DONE")]
            await handle.signal(Installation.wake, process.Wake(key="survey"))
            await waits_for(handle, "approval:metering,legal")
            site.vote("legal", "APPROVED")
            await handle.signal(Installation.wake, process.Wake(key="vote"))
            await waits_for(handle, "term")
            for number, days in enumerate((9, 30), start=1):
                await timers_of(handle, at_least=number)
                deeds.ahead += timedelta(days=days)
                await environment.fast_forward(handle, timedelta(days=days))
            await handle.result()

    assert site.closed == "DEEMED_CONCLUDED"
    assert "3.1:pass:silence-answer" in site.log
    assert len(site.log) == len(set(site.log))


async def waits_for(handle: Any, why: str) -> None:
    """Ask the case itself until it says what it waits for."""
    async with asyncio.timeout(60):
        while not (seen := await handle.query(Installation.outlook)).wait or seen.wait.why != why:
            await asyncio.sleep(0.05)
