"""Every process is declared whole: each kind of task has a page, and stands nowhere else."""

import re
from collections.abc import Iterator

import pytest
from django.template.loader import get_template
from django.urls import reverse

from documents.catalogue import CATALOGUE
from tests.house import source
from webapp.demo import manners
from webapp.processes import registry
from webapp.processes.declarations import Pages, Process, TaskKind, TaskPage
from webapp.processes.forms import pausing
from webapp.processes.models import Pause
from webapp.processes.queries.labels import outcome_name
from webapp.tasks.operations import giving
from workflows.debt_recovery import plan
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE, CloseReason

# the plan of steps, the declaration, its pages; and what reads or asks for this kind alone
FILES_MAX = 4
# everyday words that stand for other things too: a stage, a paper, a track of a court
AMBIGUOUS = {"restriction", "resumption", "judgment", "approve"}
KINDS = sorted(registry.kinds(), key=lambda found: found[1].code)


def asked_by_the_plan() -> Iterator[str]:
    for steps in plan.STEPS.values():
        yield from (step.task for step in steps if isinstance(step, plan.Work))


def files_with(code: str) -> list[str]:
    quoted = re.compile(rf"[\"']{code}\b")
    house = [module for module in source.modules() if "webapp/demo/" not in module.name]
    return [module.name for module in house if quoted.search(module.text)]


def named(found: object) -> str:
    return getattr(found, "code", str(found))


def test_every_task_of_a_plan_is_a_declared_kind() -> None:
    declared = {kind.code for process, kind in KINDS if process == WORKFLOW_TYPE}

    assert set(asked_by_the_plan()) - declared == set()


@pytest.mark.parametrize(("process", "kind"), KINDS, ids=named)
def test_a_kind_of_task_has_a_page_and_somebody_in_the_demonstration_who_does_it(
    process: str, kind: TaskKind
) -> None:
    page = registry.page_of(process=process, code=kind.code)

    assert isinstance(page, TaskPage), "declare its form in the pages of its process"
    assert kind.code in manners.MANNERS, "tell the demonstration how people do it"


@pytest.mark.parametrize(("process", "kind"), KINDS, ids=named)
def test_every_outcome_has_a_name_and_the_form_of_the_kind_asks_for_nothing_else(
    process: str, kind: TaskKind
) -> None:
    page = registry.page_of(process=process, code=kind.code)
    assert page is not None
    known = set(kind.outcomes)

    unnamed = {code for code in known if outcome_name(process=process, code=code) == code}
    assert unnamed <= set(page.form.names)
    assert known >= set(page.form.names) | set(page.form.needs)


def test_no_page_is_of_a_kind_that_nobody_declared() -> None:
    declared = {kind.code for _process, kind in KINDS}
    shown = {
        code
        for process in registry.processes()
        if (pages := registry.pages_of(process=process.code))
        for code in pages.tasks
    }

    assert shown | {giving.FREE} == declared


@pytest.mark.parametrize(("process", "kind"), KINDS, ids=named)
def test_a_kind_of_task_is_declared_and_listed_nowhere_else(process: str, kind: TaskKind) -> None:
    if kind.code not in AMBIGUOUS:
        assert len(found := files_with(kind.code)) <= FILES_MAX, "\n".join(found)


@pytest.mark.parametrize(("process", "kind"), KINDS, ids=named)
def test_what_a_report_does_is_undone_or_said_to_be_final(process: str, kind: TaskKind) -> None:
    if kind.effect is not None:
        assert kind.undo or kind.final, "say how it is undone, or what to do instead"
    assert not (kind.undo and kind.final)


@pytest.mark.parametrize("process", registry.processes(), ids=lambda process: process.code)
def test_a_process_says_what_its_stages_sides_and_closings_are_called(process: Process) -> None:
    lacking = [
        name
        for name in ("title", "tasks", "stages", "sides", "closings")
        if not getattr(process, name)
    ]

    assert lacking == []
    assert registry.pages_of(process=process.code), "declare its pages"


@pytest.mark.parametrize("process", registry.processes(), ids=lambda process: process.code)
def test_a_process_can_be_conducted_by_the_shared_room(process: Process) -> None:
    """Its papers can be made, what carries them reads something, and it ends for known reasons."""
    made = set(process.papers.drafts)
    lacking = [
        *(f"no blank for the paper {name}" for name in made - set(CATALOGUE)),
        *(
            f"no name for closing as {code}"
            for code in process.asked_closings
            if code not in process.closings
        ),
    ]
    if made and process.messages is None:
        lacking.append("no wording for what carries its papers")
    if any(other.series == process.series for other in registry.processes() if other != process):
        lacking.append("no series of numbers of its own")

    assert lacking == []


@pytest.mark.parametrize("process", registry.processes(), ids=lambda process: process.code)
def test_a_pause_that_a_process_declares_has_its_name_and_its_action(process: Process) -> None:
    pages = registry.pages_of(process=process.code)
    assert pages is not None
    codes = {kind.code for kind in process.pauses}

    assert codes <= set(process.sides)
    assert codes == set(pages.pauses)
    for kind in process.pauses:
        assert len(kind.code) <= Pause._meta.get_field("kind").max_length
        is_ended_by_button = pages.pauses[kind.code].end is not None
        assert is_ended_by_button == bool(kind.ended), "either a button or a way of its own"


def test_debt_recovery_names_every_stage_of_its_plan_and_every_reason_to_close() -> None:
    [recovery] = [process for process in registry.processes() if process.code == WORKFLOW_TYPE]

    assert set(recovery.stages) == set(plan.STEPS)
    assert set(recovery.closings) == set(CloseReason)


def test_the_shared_room_names_no_process() -> None:
    room = [module for module in source.modules() if module.name.startswith("webapp/processes/")]
    names = {process.code for process in registry.processes()} | {
        kind.code for _process, kind in KINDS if "_" in kind.code
    }
    apps = re.compile(r"\bwebapp\.(recovery|workplace|demo|payments|billing|metering)\b")

    assert room
    assert [module.name for module in room if apps.search(module.text)] == []
    assert [
        (module.name, name) for module in room for name in names if f'"{name}"' in module.text
    ] == []


def test_the_pages_of_the_shared_room_name_no_process() -> None:
    addresses = {pages.address for pages in registry.pages()}
    codes = {process.code for process in registry.processes()}
    named = re.compile(rf"\b({'|'.join(addresses | codes)})[_/.]")
    room = list((source.ROOT / "webapp/processes/templates").rglob("*.html"))

    assert room
    assert [path.name for path in room if named.search(path.read_text())] == []


@pytest.mark.parametrize("pages", registry.pages(), ids=lambda pages: pages.process)
def test_everything_that_pages_name_is_there(pages: Pages) -> None:
    named = [name for panel in pages.panels for name in panel.templates.values()]
    named += [column.template for column in pages.cases.columns]
    named += [action.template for action in pausing.actions(pages).values()]

    for name in filter(None, [*named, pages.cases.marks]):
        get_template(name)
    for entry in pages.menu:
        assert reverse(f"admin:{entry.page}")
