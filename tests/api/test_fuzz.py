"""The API is asked by its own description, rightly and wrongly: it breaks on nothing, and answers as it says it does.

``make api-fuzz`` asks two thousand times; every run of the tests asks a few times of each.
"""

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.live_server_helper import LiveServer
from schemathesis import GenerationMode, openapi
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from tests import factories
from tests.api.conftest import secret_of
from tests.notifications import providers
from tests.recovery import living
from webapp.api.protocol import limits
from webapp.api.protocol.described import description
from webapp.api.urls import version_1
from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.tasks.models import Task

CASES = int(os.environ.get("ISTOK_API_CASES", "120"))
OPERATIONS = [
    (path, method) for path, methods in description()["paths"].items() for method in methods
]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.fixture
def town(transactional_db: None, morning: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """A case with its paper and its task, and nobody who counts calls."""
    for limit in ("ADDRESS_CALLS_A_MINUTE", "TOKEN_CALLS_A_MINUTE"):
        monkeypatch.setattr(limits, limit, 10**9)
    boss = living.prepare()
    account = factories.create_debtor(
        party=factories.create_person(email="", phone=""), months=3, today=living.START
    )
    life = living.Life(
        case=living.open_case(account),
        by=boss,
        gateways=providers.gateways(),
        lazy=frozenset({"deliver_by_post"}),
    )
    life.go(until="ask:deliver_by_post")
    return {
        "accounts": account.pk,
        "cases": Case.objects.get().pk,
        "documents": Document.objects.get().pk,
        "tasks": Task.objects.get().pk,
    }


def test_the_description_names_every_address() -> None:
    described = {path for path, _method in OPERATIONS}

    assert len(described) == len(version_1)


@pytest.mark.django_db(transaction=True)
def test_no_call_breaks_it_and_every_answer_is_as_described(
    town: dict[str, int], live_server: LiveServer
) -> None:
    secret = secret_of(factories.create_staff(role="ADMINISTRATOR"))
    schema, answered = openapi.from_dict(description()), set()
    for path, method in OPERATIONS:
        known = town.get(path.split("/")[3], 1)
        answered |= ask(schema[path][method], live_server.url, secret, known)

    # wrong calls are refused, and what is asked is not always wrong
    assert {200, 400, 404} <= answered


def ask(operation: Any, address: str, secret: str, known: int) -> set[int]:
    """Ask an address many times; return how it answered."""
    answered = set()
    calls = st.one_of([operation.as_strategy(generation_mode=mode) for mode in MODES])
    headers = {"Authorization": f"Bearer {secret}"}

    @settings(max_examples=max(1, CASES // len(OPERATIONS)))
    @given(case=calls, is_known=st.booleans())
    def once(case: Any, is_known: bool) -> None:
        if is_known and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = known
        answer = case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)
        answered.add(answer.status_code)

    once()
    return answered
