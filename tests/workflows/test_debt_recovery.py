"""The story on a real server: time is skipped, deeds are done in a world without database, recorded histories are replayed."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.service import RPCError
from temporalio.worker import Replayer, Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from tests.workflows.world import World
from workflows.debt_recovery import decider
from workflows.debt_recovery.story import DebtRecovery
from workflows.interfaces import debt_recovery as words
from workflows.interfaces import deeds as interfaces
from workflows.interfaces import payloads, process
from workflows.interfaces.clock import BusinessClock
from workflows.process import decisions, marks, outlook

HISTORIES = Path(__file__).parent / "histories"
SANDBOX = SandboxedWorkflowRunner(
    restrictions=SandboxRestrictions.default.with_passthrough_modules(
        "workflows", "tariffs", "holidays", "dateutil"
    )
)
NAMES = (
    "make_paper",
    "ask_person",
    "note",
    "close_case",
    "do_own",
    "send_email",
    "send_sms",
    "call",
)
pytestmark = pytest.mark.temporal


class Deeds:
    """The activities by their real names, done in a world whose business time runs a day in 20 ms."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clock = BusinessClock(
            datetime.now(UTC), datetime(2026, 3, 2, 6, tzinfo=UTC), rate=86400 / 0.02
        )
        self.ahead = (
            timedelta()
        )  # how far the server has skipped; this process's own clock does not

    def _today(self) -> date:
        return self.clock.today(datetime.now(UTC) + self.ahead)

    def _view(self) -> words.CaseView:
        today = self._today()
        self.world.pay(today)
        self.world.work(today)
        return self.world.view(today, self.clock)

    def _decision(self) -> decisions.Decision:
        view = self._view()
        return decider.decide(
            scheme=self.world.scheme, state=view.state, facts=view.facts, today=view.today
        )

    def _outlook(self) -> process.Outlook:
        kind = self.world.scheme.stages[self.world.stage].kind
        standing = process.Standing(kind, side="ACTIVE", role="LAWYER", due_on=date(2026, 4, 1))
        return outlook.of_decision(
            decision=self._decision(), standing=standing, clock=self.clock, written=0
        )

    @activity.defn(name="look")
    async def look(self, _case: interfaces.CaseRef) -> process.Outlook:
        return self._outlook()

    async def _do(self, errand: interfaces.Errand) -> process.Outlook:
        decision = self._decision()
        if not isinstance(decision, decisions.Wait) and decision.deed.step == errand.step:
            self.world.do(decision.deed, self._today())
        return self._outlook()

    # of cases that began before looks

    @activity.defn(name="debt_recovery.read_case")
    async def read_case(self, case_id: int) -> words.CaseView:
        return self._view()

    @activity.defn(name="debt_recovery.perform")
    async def perform(self, request: process.DeedInput) -> words.CaseView:
        self.world.do(request.deed, self._today())
        return self._view()

    @activity.defn(name="debt_recovery.send")
    async def send(self, request: process.DeedInput) -> words.CaseView:
        return await self.perform(request)

    def all(self) -> list[Any]:
        return [self.look, self.read_case, self.perform, self.send, *map(self._named, NAMES)]

    def _named(self, name: str) -> Any:
        @activity.defn(name=name)
        async def deed(errand: interfaces.Errand) -> process.Outlook:
            return await self._do(errand)

        return deed


@asynccontextmanager
async def case_of(
    world: World, address: str, *, before_looks: bool = False
) -> AsyncIterator[WorkflowHandle]:
    client = await Client.connect(address, data_converter=payloads.CONVERTER, identity="office")
    deeds, queue = Deeds(world), f"queue-{uuid4()}"
    # debug mode: a machine under load must not pass for a deadlock in the story
    async with Worker(
        client,
        task_queue=queue,
        workflows=[DebtRecovery],
        activities=deeds.all(),
        workflow_runner=SANDBOX,
        debug_mode=True,
    ):
        scheme = world.scheme if before_looks else None
        case = words.DebtRecoveryInput(case_id=1, scheme=scheme)
        yield await client.start_workflow(
            DebtRecovery.run,
            case,
            id=f"debt_recovery:{uuid4()}",
            task_queue=queue,
            execution_timeout=timedelta(minutes=2),
        )


async def wake_until(handle: WorkflowHandle, seconds: float = 40) -> None:
    """Wake the case as the office would, until it is over."""
    result = asyncio.ensure_future(handle.result())
    deadline = asyncio.get_running_loop().time() + seconds
    number = 0
    while not result.done() and asyncio.get_running_loop().time() < deadline:
        number += 1
        with suppress(RPCError):  # it may end between the look and the signal
            await handle.signal(DebtRecovery.wake, process.Wake(key=f"tick-{number}"))
        await asyncio.wait([result], timeout=0.3)
    await result


async def test_a_case_is_followed_until_payment_closes_it(temporal_address):
    world = World(payments={date(2026, 5, 20): Decimal(5000)})

    async with case_of(world, temporal_address) as handle:
        await wake_until(handle)

    assert world.close_reason == "PAID"
    assert set(world.effects.values()) == {1}


async def test_a_wake_whose_key_was_seen_is_dropped(temporal_address):
    world = World(pause=("DISPUTE", None))

    async with case_of(world, temporal_address) as handle:
        for _time in range(5):
            await handle.signal(DebtRecovery.wake, process.Wake(key="the same"))
        world.close_requested = words.CloseReason.WITHDRAWN
        await handle.signal(DebtRecovery.wake, process.Wake(key="another"))
        await handle.result()
        history = await handle.fetch_history()

    assert world.close_reason == "WITHDRAWN"
    assert (
        sum(
            event.HasField("workflow_execution_signaled_event_attributes")
            for event in history.events
        )
        == 6
    )


async def test_half_a_year_of_waiting_is_one_timer(time_skipping_environment):
    world = World(pause=("HOLD", date(2026, 9, 1)))
    deeds = Deeds(world)
    deeds.clock = BusinessClock(datetime.now(UTC), datetime(2026, 3, 2, 6, tzinfo=UTC))

    async with await time_skipping_environment() as environment:
        async with Worker(
            environment.client,
            task_queue="skip",
            workflows=[DebtRecovery],
            activities=deeds.all(),
            workflow_runner=SANDBOX,
            debug_mode=True,
        ):
            case = words.DebtRecoveryInput(case_id=1)
            handle = await environment.client.start_workflow(
                DebtRecovery.run,
                case,
                id="debt_recovery:skip",
                task_queue="skip",
                execution_timeout=timedelta(days=900),
            )
            waiting = await timers_of(handle, at_least=1)
            deeds.ahead = timedelta(days=190)
            world.close_requested = words.CloseReason.WITHDRAWN
            await environment.fast_forward(handle, deeds.ahead)
            await handle.result()

    # the clock of the story stands still, that of the server may skip already: short looks may follow
    assert [timer.days for timer in waiting if timer.days] == [183]
    assert world.close_reason == "WITHDRAWN"


async def timers_of(handle: WorkflowHandle, *, at_least: int) -> list[timedelta]:
    """How long each timer of a history was set for, when there are so many."""
    async with asyncio.timeout(60):
        while len(events := await _timers(handle)) < at_least:
            await asyncio.sleep(0.05)
    return [event.start_to_fire_timeout.ToTimedelta() for event in events]


async def _timers(handle: WorkflowHandle) -> list[Any]:
    history = await handle.fetch_history()
    return [
        event.timer_started_event_attributes
        for event in history.events
        if event.HasField("timer_started_event_attributes")
    ]


async def test_a_case_that_began_before_looks_goes_over_at_its_next_waking(temporal_address):
    world = World(pause=("DISPUTE", None))

    async with case_of(world, temporal_address, before_looks=True) as handle:
        while (asleep := await handle.describe()).history_length < 5:
            await asyncio.sleep(0.05)
        await handle.signal(DebtRecovery.wake, process.Wake(key="one"))
        world.close_requested = words.CloseReason.WITHDRAWN
        await handle.signal(DebtRecovery.wake, process.Wake(key="two"))
        await wake_until(handle)
        last = await handle.describe()
        history = await handle.fetch_history()

    assert last.run_id != asleep.run_id
    assert world.close_reason == "WITHDRAWN"
    assert "debt_recovery.read_case" not in history.to_json()


async def test_a_waiting_case_says_where_it_stands_and_why(temporal_address):
    world = World(pause=("DISPUTE", None))

    async with case_of(world, temporal_address) as handle:
        while not (seen := await handle.query(DebtRecovery.outlook)).wait:
            await asyncio.sleep(0.05)
        described = await handle.describe()
        await handle.terminate()

    assert (seen.wait.why, seen.wait.standing.stage) == ("pause:DISPUTE", "notice")
    marked = described.typed_search_attributes
    assert (marked[marks.STAGE], marked[marks.SIDE]) == ("notice", "ACTIVE")
    assert (marked[marks.ROLE], marked[marks.DUE].date()) == ("LAWYER", date(2026, 4, 1))


async def test_what_leaves_the_house_is_an_activity_named_after_what_it_does(temporal_address):
    world = World(payments={date(2026, 4, 20): Decimal(5000)})

    async with case_of(world, temporal_address) as handle:
        await wake_until(handle)
        history = await handle.fetch_history()

    scheduled = [event.activity_task_scheduled_event_attributes for event in history.events]
    assert {one.activity_type.name for one in scheduled} - {""} == {"send_email", "send_sms"}


@pytest.mark.parametrize("path", sorted(HISTORIES.glob("*.json")), ids=lambda path: path.stem)
async def test_recorded_histories_replay(path):
    history = WorkflowHistory.from_json("recorded", json.loads(path.read_text(encoding="utf-8")))
    replayer = Replayer(
        workflows=[DebtRecovery],
        workflow_runner=SANDBOX,
        data_converter=payloads.CONVERTER,
        debug_mode=True,
    )

    await replayer.replay_workflow(history)


def test_there_are_recorded_histories():
    assert len(list(HISTORIES.glob("*.json"))) >= 3
