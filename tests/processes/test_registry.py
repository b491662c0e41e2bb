"""What is declared is looked up by process and code: two processes may ask for tasks of one code."""

import pytest

from webapp.processes import registry
from webapp.processes.declarations import TaskKind, TaskPage
from webapp.processes.forms.reports import FreeForm, ReportForm
from webapp.processes.queries import labels, worklist
from webapp.tasks.models import Task


@pytest.fixture
def two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for process, title, form in (("one", "Осмотр", ReportForm), ("two", "Сверка", FreeForm)):
        kind = TaskKind("look", title=title, waits="", is_visit=process == "one")  # type: ignore[arg-type]
        monkeypatch.setitem(registry._kinds, (process, "look"), kind)
        monkeypatch.setitem(registry._task_pages, (process, "look"), TaskPage(form))


@pytest.mark.usefixtures("two_kinds")
def test_each_task_is_called_and_reported_on_as_its_own_process_says() -> None:
    of_one, of_two = (
        Task(kind="look", title="", workflow_id=f"{process}:7") for process in ("one", "two")
    )

    assert [labels.task_title(task) for task in (of_one, of_two)] == ["Осмотр", "Сверка"]
    pages = [registry.page_of_task(task) for task in (of_one, of_two)]
    assert [page.form for page in pages if page] == [ReportForm, FreeForm]


@pytest.mark.usefixtures("two_kinds")
def test_what_people_ask_of_each_other_is_of_no_process() -> None:
    asked = Task(kind="look", title="Посмотреть")

    assert registry.kind_of_task(asked) is None
    assert labels.task_title(asked) == "Посмотреть"
    assert worklist.of_kind("one", "look") != worklist.of_kind("two", "look")
