"""Every part of a stack is killed in the middle of verifying contacts: each customer is asked once and each case ends as the desk says."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.stack import prepared, rehearsal
from webapp.config.stack import processes
from webapp.config.stack.handle import Stack

pytestmark = pytest.mark.stack

CUSTOMERS = 24
VICTIMS = ("worker", "relay", "temporal", "postgres", "worker", "relay")
CALM_S = 3
PATIENCE_S = 500


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = prepared.new_home(tmp_path_factory, "contacts")
    with Stack(home=home, environment=rehearsal.QUIET) as running:
        yield running


def test_every_case_ends_as_the_desk_says_and_nobody_is_asked_twice(stack: Stack) -> None:
    with _office(stack) as office:
        assert office.stdout is not None
        assert json.loads(office.stdout.readline()) == {"failed": CUSTOMERS}
        for victim in VICTIMS:
            time.sleep(CALM_S)
            stack.kill(victim, back_seconds_max=120)
        said, _errors = office.communicate(timeout=PATIENCE_S)

    assert json.loads(said.splitlines()[-1]) == _expected()


def _office(stack: Stack) -> subprocess.Popen[str]:
    known = {"ISTOK_HOME": str(stack.home), "DJANGO_SETTINGS_MODULE": "webapp.config.settings"}
    command = [sys.executable, "-m", "tests.stack.contacts_office", str(CUSTOMERS)]
    return subprocess.Popen(
        command,
        cwd=processes.ROOT,
        env={**os.environ, **stack.values(), **known},
        stdout=subprocess.PIPE,
        text=True,
    )


def _expected() -> dict[str, Any]:
    third, half = CUSTOMERS // 3, CUSTOMERS // 2
    return {
        "cases": CUSTOMERS,
        "ends": {"CONFIRMED": third, "CORRECTED": third, "UNUSABLE": third},
        "asked": [[0, half], [1, half]],
        "tasks": [[1, CUSTOMERS]],
        "new_contacts": third,
    }
