"""Lists cost the same queries for one row and for many, and that many."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api.conftest import Program
from tests.recovery import living
from webapp.correspondence.models import Document, Message
from webapp.processes.models import Case
from webapp.recovery.operations import opening
from webapp.staff.models import User
from webapp.tasks.models import Task

Programs = Callable[..., Program]
QUERIES = {"accounts": 7, "cases": 9, "documents": 7, "messages": 7, "tasks": 9}
"""Two count the call, one finds the token, two the rights; the rest is the list itself."""


@pytest.fixture
def boss(morning: None) -> User:
    return living.prepare()


def eleven_cases() -> None:
    accounts = [factories.create_debtor(today=living.START) for _number in range(11)]
    opening.open_cases(
        account_ids=[account.pk for account in accounts], by=None, today=living.START
    )
    file = Document._meta.get_field("docx").remote_field.model.objects.create(
        sha256="x", content=b"x"
    )
    for case in Case.objects.select_related("account"):
        about = {"subject": f"recovery_case:{case.pk}", "account": case.account}
        Task.objects.create(kind="approve", role="LAWYER", created_on=living.START, **about)
        Message.objects.create(
            channel="email",
            recipient="a@example.com",
            workflow_id=str(case.pk),
            step="x",
            reference=uuid4(),
            planned_on=living.START,
            **about,
        )
        Document.objects.create(
            kind="notice", number=str(case.pk), dated=living.START, docx=file, **about
        )


@pytest.mark.parametrize("name", QUERIES)
def test_a_list_costs_so_many_queries(program: Programs, boss: User, name: str) -> None:
    caller = program(boss)
    eleven_cases()
    caller.get(f"/api/v1/{name}/")
    cache.clear()

    with CaptureQueriesContext(connection) as spent:
        answer = caller.get(f"/api/v1/{name}/")

    assert len(answer.json()["results"]) == 11
    # the business clock is read once a second
    asked = [query["sql"] for query in spent if "businessclock" not in query["sql"]]
    assert len(asked) <= QUERIES[name], "\n".join(asked)
