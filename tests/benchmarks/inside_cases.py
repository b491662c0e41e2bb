"""Beside a running stack: plays a town to its end and counts what its cases cost, then opens cases against bare workflows."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.core.management import call_command
from temporalio.api.workflow.v1 import WorkflowExecutionInfo
from temporalio.client import Client

from tests import factories
from tests.benchmarks.measures import Measure
from webapp.outbox import relay, temporal
from webapp.outbox.models import Row
from webapp.processes.models import Case, Step
from webapp.recovery.operations import opening
from webapp.staff import queries as staff
from workflows.interfaces import debt_recovery as words

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
AT_ONCE = int(os.environ.get("BENCH_CASES", "100"))
TOWN = int(os.environ.get("BENCH_ACCOUNTS", "600"))
COUNTED = ("recovery", "tasks", "correspondence", "outbox", "audit")
OPENED_WITHIN_S = 120


@dataclass(frozen=True, slots=True)
class Cost:
    """What one case has cost Temporal."""

    stages: int
    transitions: int
    events: int
    history_bytes: int


def main() -> list[Measure]:
    """Measure."""
    before = _rows()
    call_command("rehearse", accounts=TOWN, stdout=open(os.devnull, "w"))
    after, played = _rows(), Case.objects.count()
    furthest = dict(Step.objects.order_by("stage").values_list("case_id", "stage"))
    costs = asyncio.run(_costs(furthest))
    with workers_paused():
        started = asyncio.run(_openings())
    return [*started, *_cost_measures(costs), *_row_measures(before, after, played)]


# what a case costs


async def _costs(furthest: dict[int, int]) -> list[Cost]:
    """Ask the server about every run of every case."""
    client = await temporal.connect()
    costs = []
    for case_id, stage in furthest.items():
        runs = [
            await _info(client, run.id, run.run_id)
            async for run in client.list_workflows(_of_case(case_id))
        ]
        costs.append(
            Cost(
                stages=stage + 1,
                transitions=sum(run.state_transition_count for run in runs),
                events=sum(run.history_length for run in runs),
                history_bytes=sum(run.history_size_bytes for run in runs),
            )
        )
    return costs


def _of_case(case_id: int) -> str:
    return f"WorkflowId = '{words.workflow_id(case_id=case_id)}'"


async def _info(client: Client, workflow_id: str, run_id: str) -> WorkflowExecutionInfo:
    described = await client.get_workflow_handle(workflow_id, run_id=run_id).describe()
    return described.raw_description.workflow_execution_info


def _cost_measures(costs: list[Cost]) -> Iterator[Measure]:
    longest = max(cost.stages for cost in costs)
    for name, chosen in (
        ("full case", [cost for cost in costs if cost.stages == longest]),
        ("any case", costs),
    ):
        yield Measure(
            f"{name}: state transitions", "transitions", tuple(cost.transitions for cost in chosen)
        )
        yield Measure(f"{name}: history events", "events", tuple(cost.events for cost in chosen))
        yield Measure(f"{name}: history", "bytes", tuple(cost.history_bytes for cost in chosen))
    yield Measure(
        "state transitions per stage",
        "transitions",
        tuple(cost.transitions / cost.stages for cost in costs),
    )


def _rows() -> dict[str, int]:
    return {
        label: sum(model.objects.count() for model in apps.get_app_config(label).get_models())
        for label in COUNTED
    }


def _row_measures(before: dict[str, int], after: dict[str, int], played: int) -> Iterator[Measure]:
    """Histories that triggers keep are rows too, and are counted."""
    added = {label: (after[label] - before[label]) / played for label in COUNTED}
    yield Measure("database rows per case, all together", "rows", (sum(added.values()),))
    for label, rows in added.items():
        yield Measure(f"database rows per case, {label}", "rows", (rows,))


# opening


@contextmanager
def workers_paused() -> Iterator[None]:
    """Nobody works: what is measured is the opening alone."""
    workers = [int(pid) for pid in os.environ["WORKER_PIDS"].split()]
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGCONT)


async def _openings() -> list[Measure]:
    """Open rounds of cases and of bare workflows in turn, the other one first every second time."""
    client = await temporal.connect()
    bare, written, opened = [], [], []
    for number in range(ROUNDS):
        accounts = await asyncio.to_thread(_debtors)
        if number % 2:
            bare.append(await _start_bare(client, number))
        rows_s, all_s = await asyncio.to_thread(_open_cases, accounts)
        written.append(rows_s)
        opened.append(all_s)
        if not number % 2:
            bare.append(await _start_bare(client, number))
    return [
        Measure("bare empty workflows started", "per second", _per_second(bare)),
        Measure("cases opened, rows and workflow", "per second", _per_second(opened)),
        Measure("of it, rows alone", "per second", _per_second(written)),
        Measure(
            "an opened case takes as long as",
            "bare starts",
            tuple(a / b for a, b in zip(opened, bare, strict=True)),
        ),
    ]


def _per_second(seconds: list[float]) -> tuple[float, ...]:
    return tuple(AT_ONCE / one for one in seconds)


def _debtors() -> list[int]:
    return [factories.create_debtor(today=staff.today()).pk for _account in range(AT_ONCE)]


async def _start_bare(client: Client, number: int) -> float:
    """Start empty workflows, as many calls at once as the relay makes."""
    gate = asyncio.Semaphore(relay.CONCURRENT)

    async def start(index: int) -> None:
        async with gate:
            name = f"bare:{number}:{index}"
            await client.start_workflow(
                "bare", id=name, task_queue="bare", execution_timeout=timedelta(minutes=10)
            )

    began = time.perf_counter()
    await asyncio.gather(*(start(index) for index in range(AT_ONCE)))
    return time.perf_counter() - began


def _open_cases(accounts: list[int]) -> tuple[float, float]:
    """Return the seconds until all rows were written, and until Temporal had taken every workflow."""
    began = time.perf_counter()
    opened = opening.open_cases(account_ids=accounts, by=None, today=staff.today())
    written = time.perf_counter() - began
    assert opened.count == AT_ONCE
    while Row.objects.filter(kind=Row.Kind.START, delivered_at=None).exists():
        assert time.perf_counter() - began < OPENED_WITHIN_S
        time.sleep(0.01)
    return written, time.perf_counter() - began
