"""A database of the former release: what the keys of its steps said, the columns say now."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.recovery.living import Life
from webapp.correspondence.models import Document, Message
from webapp.recovery.models import Step
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)
FORMER = [
    ("recovery", "0005_the_database_keeps"),
    ("tasks", "0001_initial"),
    ("correspondence", "0006_the_database_keeps"),
]
WHERE = ("id", "case", "stage", "attempt")


def migrate(*targets: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate(list(targets))


def said() -> dict[str, list[Any]]:
    """Return what the columns say, row by row."""
    steps = Step.objects.order_by("id").values_list("id", "deed", "name", "revision", "is_answer")
    tasks = Task.objects.order_by("id").values_list(*WHERE, "name", "revision")
    messages = Message.objects.order_by("id").values_list(*WHERE, "revision")
    papers = Document.objects.order_by("id").values_list(*WHERE)
    return {
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


def test_what_the_keys_said_is_in_the_columns(
    begin: Callable[..., Life], present: list[tuple[str, str]]
) -> None:
    life = begin(outcomes={"restriction": "NO_ACCESS", "approve": "RETURNED"})
    life.go(until="2:make:service_memo")
    known = said()
    assert all(known.values())
    assert {deed for _id, deed, *_rest in known["steps"]} >= {"make", "send", "ask", "pass"}
    assert any(is_answer for *_rest, is_answer in known["steps"])

    migrate(*FORMER)
    migrate(*present)

    assert said() == known
