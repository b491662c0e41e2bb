"""The whole stack, started for real in a folder of its own: every part comes back when it is killed, and nothing is left at the end."""

import re
import urllib.request
from collections.abc import Iterator

import psycopg
import pytest

from tests.house.processes import mentioning, until
from webapp.config.stack import temporal
from webapp.config.stack.handle import Stack

pytestmark = pytest.mark.stack

PARTS = ("postgres", "temporal", "mail", "twilio", "relay", "worker", "worker2", "bounces", "web")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(home=tmp_path_factory.mktemp("stack")) as running:
        yield running


def is_served(stack: Stack) -> bool:
    try:
        with urllib.request.urlopen(f"{stack.values()['PUBLIC_URL']}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        body: bytes = answer.read()
    return body.decode(errors="replace")


def log(stack: Stack) -> str:
    return (stack.home / "log.txt").read_text()


def test_every_part_runs(stack: Stack) -> None:
    assert tuple(stack.state()["parts"]) == PARTS
    assert is_served(stack)
    assert temporal.answers(stack.values()["TEMPORAL_ADDRESS"])


def test_the_door_comes_with_its_styles_and_scripts(stack: Stack) -> None:
    address = stack.values()["PUBLIC_URL"]

    files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', read(f"{address}/office/login/")))

    assert any(re.search(r"[.]css([?]|$)", name) for name in files)
    assert any(re.search(r"[.]js([?]|$)", name) for name in files)
    assert all(read(f"{address}{name}") for name in files)


def test_the_database_is_migrated_and_keeps_its_word(stack: Stack) -> None:
    with psycopg.connect(stack.values()["DATABASE_URL"]) as connection:
        row = connection.execute(
            "SELECT count(*) > 20, current_setting('fsync') FROM django_migrations"
        ).fetchone()

    assert row == (True, "on")


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_comes_back_and_the_office_serves(stack: Stack, part: str) -> None:
    stack.kill(part)

    until(lambda: is_served(stack), seconds_max=60)
    assert f"{part} (pid" in log(stack)


def test_a_second_stack_in_the_same_folder_is_refused(stack: Stack) -> None:
    second = Stack(home=stack.home, log=stack.home / "second.txt")

    with pytest.raises(RuntimeError, match="a stack already runs in"):
        second.start()


def test_a_stop_leaves_no_process(stack: Stack) -> None:
    """The last test here, for it ends the stack."""
    assert len(mentioning(str(stack.home))) > len(PARTS)

    assert stack.stop() == 0
    assert mentioning(str(stack.home)) == []
    assert "stopped, nothing is left running" in log(stack)
