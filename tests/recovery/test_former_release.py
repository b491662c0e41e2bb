"""A database of the former release: its rows are those of every process, its keys are columns."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.recovery.living import Life
from webapp.correspondence.models import Document, Message
from webapp.processes.models import Case, Step
from webapp.recovery.models import CaseCharge, Recovery
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)
FORMER = [
    ("recovery", "0005_the_database_keeps"),
    ("tasks", "0001_initial"),
    ("correspondence", "0006_the_database_keeps"),
]
OWN = ("case", "scheme_version", "is_filed", "is_restricted")
CASE = ("id", "process", "number", "exclusive", "account", "stage_kind", "side", "closed_on")
WHERE = ("id", "case", "stage", "attempt")


def migrate(*targets: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate(list(targets))


def said() -> dict[str, list[Any]]:
    """Return what the columns say, row by row."""
    steps = Step.objects.order_by("id").values_list("id", "deed", "name", "revision", "is_answer")
    tasks = Task.objects.order_by("id").values_list(*WHERE, "name", "revision")
    messages = Message.objects.order_by("id").values_list(*WHERE, "revision")
    papers = Document.objects.order_by("id").values_list(*WHERE)
    cases = Case.objects.order_by("id").values_list(*CASE)
    return {
        "cases": list(cases),
        "recoveries": list(Recovery.objects.order_by("case").values_list(*OWN)),
        "steps": list(steps),
        "tasks": list(tasks),
        "messages": list(messages),
        "papers": list(papers),
    }


@pytest.fixture
def present() -> Iterator[list[tuple[str, str]]]:
    whole = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield whole
    migrate(*whole)


def test_every_row_is_there_and_what_the_keys_said_is_in_the_columns(
    begin: Callable[..., Life], present: list[tuple[str, str]]
) -> None:
    life = begin(outcomes={"restriction": "NO_ACCESS", "approve": "RETURNED"})
    life.go(until="2:make:service_memo")
    known = said()
    assert all(known.values())
    assert known["cases"][0][1] == "debt_recovery"
    assert {deed for _id, deed, *_rest in known["steps"]} >= {"make", "send", "ask", "pass"}
    assert any(is_answer for *_rest, is_answer in known["steps"])

    migrate(*FORMER)
    migrate(*present)

    assert said() == known
    Case.objects.update(closed_on=life.today, close_reason="WITHDRAWN")
    assert not CaseCharge.objects.filter(is_open=True).exists()
