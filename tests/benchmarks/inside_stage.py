"""Beside a running stack: many cases opened at once come to the end of their first stage, against bare workflows and papers."""

import asyncio
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from django.db import connection, connections

from activities import process as deeds
from documents import catalogue, pdf, rendering, samples
from tests import factories
from tests.benchmarks import bare
from tests.benchmarks.inside_cases import workers_paused
from tests.benchmarks.measures import Measure
from webapp.outbox import temporal
from webapp.outbox.models import Row
from webapp.processes.models import Case, Step
from webapp.recovery.operations import opening
from webapp.staff import queries as staff
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE
from workflows.interfaces.deeds import CaseRef, Errand
from workflows.interfaces.process import Outlook

CASES = int(os.environ.get("BENCH_STAGE_CASES", "8000"))
ONE_BY_ONE = 20
BARE = 500
PAPERS = 40
OPENED_AT_ONCE = 500
STAGE_WITHIN_S = 3600
CORES = os.cpu_count() or 1


def main() -> list[Measure]:
    """Measure."""
    with workers_paused():
        counted = list(_one_by_one())
        _open(CASES)
        bare_s = asyncio.run(_bare_workflows())
        papers_s = _bare_papers()
        before = _processor_s()
        began = time.perf_counter()
    _wait_for_delivery()
    spent = time.perf_counter() - began
    used = _processor_s()
    return [
        Measure("cases through their first stage", "per second", (CASES / spent,)),
        Measure("bare workflows with as many activities", "per second", (BARE / bare_s,)),
        Measure("bare papers, rendered and printed", "per second", (PAPERS * CORES / papers_s,)),
        *(
            Measure(
                f"processor, {part}", "ms a case", (1000 * (used[part] - before[part]) / CASES,)
            )
            for part in sorted(used)
        ),
        *counted,
    ]


# many cases


def _open(number: int) -> None:
    """Open cases and wait until Temporal has taken each."""
    for first in range(0, number, OPENED_AT_ONCE):
        some = range(first, min(number, first + OPENED_AT_ONCE))
        accounts = [factories.create_debtor(today=staff.today()).pk for _number in some]
        opened = opening.open_cases(account_ids=accounts, by=None, today=staff.today())
        assert opened.count == len(some)
    while Row.objects.filter(kind=Row.Kind.START, delivered_at=None).exists():
        time.sleep(0.05)


def _wait_for_delivery() -> None:
    until = time.monotonic() + STAGE_WITHIN_S
    while Step.objects.filter(name="deliver").count() < Case.objects.count():
        assert time.monotonic() < until, "the first stage did not end"
        time.sleep(0.2)


def _processor_s() -> dict[str, float]:
    """Return the processor seconds of each part of the stack with all its processes."""
    parts = json.loads((Path(os.environ["ISTOK_HOME"]) / "processes.json").read_text())["parts"]
    return {name: sum(map(_seconds_of, _family(part["pid"]))) for name, part in parts.items()}


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def _seconds_of(pid: int) -> float:
    """Return what a process has used, with those of its children that are gone."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")


# the bounds of the machine


async def _bare_workflows() -> float:
    client = await temporal.connect()
    return await bare.run(client, number=BARE)


def _bare_papers() -> float:
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(_print, [1] * CORES))
        began = time.perf_counter()
        list(pool.map(_print, [PAPERS] * CORES))
        return time.perf_counter() - began


def _print(number: int) -> None:
    kind = catalogue.DocumentKind.NOTICE
    context = samples.sample(kind=kind, is_citizen=True)
    for _number in range(number):
        paper = rendering.render(kind=kind, context=context)
        pdf.convert(paper.content, engine=pdf.Engine.DXPDF)


# queries of each deed


def _one_by_one() -> Iterator[Measure]:
    """Do the deeds of a few cases here, and count what each asks of the database."""
    _open(ONE_BY_ONE)
    asked: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for case_id in Case.objects.values_list("pk", flat=True):
        _follow(case_id, asked, done)
    for name in done:
        yield Measure(f"queries, {name}", "a deed", (asked[name] / done[name],))
    connections.close_all()


def _follow(case_id: int, asked: Counter[str], done: Counter[str]) -> None:
    """Do what a case asks for until it waits."""
    case = CaseRef(WORKFLOW_TYPE, case_id)
    outlook = _counted("look", asked, done, partial(deeds.look, case))
    while name := outlook.do:
        errand = Errand(WORKFLOW_TYPE, case_id, outlook.step, outlook.sending)
        deed: Callable[[Errand], Outlook] = getattr(deeds, name)
        outlook = _counted(name, asked, done, partial(deed, errand))


def _counted(
    name: str, asked: Counter[str], done: Counter[str], do: Callable[[], Outlook]
) -> Outlook:
    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        asked[name] += 1
        return execute(sql, params, many, context)

    done[name] += 1
    with connection.execute_wrapper(count):
        return do()
