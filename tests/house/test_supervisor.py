"""The supervisor keeps its parts running and leaves nothing behind: shown on toy parts, in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.house.processes import group, is_alive, until
from webapp.config.stack import leash, ports, surroundings

ROOT = Path(__file__).resolve().parent.parent.parent
# a supervisor of two parts: one that sleeps and has a child of its own, one that ends at once
SCRIPT = """
import subprocess
import sys
from pathlib import Path
from webapp.config.stack.console import Console
from webapp.config.stack.processes import Part
from webapp.config.stack.supervisor import StopAsked, Supervisor
import os
shell = ("/bin/sh", "-c")
with Supervisor(home=Path(sys.argv[1]), environment=os.environ, console=Console()) as supervisor:
    supervisor.start(Part("sleeper", (*shell, "echo awake; sleep 1000 & wait")))
    supervisor.start(Part("faulty", (*shell, "echo ouch; exit 3")))
    print("result:", supervisor.run("once", *shell, "echo first; echo last"), flush=True)
    supervisor.declare_ready()
    try:
        supervisor.watch()
    except StopAsked:
        print("stop was asked for", flush=True)
"""


def state(home: Path) -> dict[str, Any]:
    path = home / "processes.json"
    return json.loads(path.read_text()) if path.exists() else {}


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until(lambda: state(tmp_path).get("ready"))
    yield process
    process.kill()
    process.communicate()


def test_a_killed_part_is_back_at_once_and_the_supervisor_says_so(
    supervisor: subprocess.Popen[str], tmp_path: Path
) -> None:
    before = state(tmp_path)["parts"]["sleeper"]["pid"]
    members = until(lambda: len(found := group(before)) > 1 and found)

    os.kill(before, signal.SIGKILL)

    after = until(
        lambda: (now := state(tmp_path)["parts"]["sleeper"]["pid"]) != before and now, seconds_max=5
    )
    assert is_alive(after)
    until(
        lambda: not any(is_alive(pid) for pid in members)
    )  # what the part had started is gone too
    supervisor.send_signal(signal.SIGTERM)
    assert (
        f"sleeper (pid {before}) was killed by SIGKILL; starting it again now"
        in supervisor.communicate(timeout=20)[0]
    )


def test_a_part_that_never_runs_for_long_is_started_later_and_later(
    supervisor: subprocess.Popen[str], tmp_path: Path
) -> None:
    time.sleep(2)

    assert 3 <= state(tmp_path)["parts"]["faulty"]["starts"] <= 8


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_leaves_no_process(
    supervisor: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    members = until(
        lambda: len(found := group(state(tmp_path)["parts"]["sleeper"]["pid"])) > 1 and found
    )

    supervisor.send_signal(number)
    said, _ = supervisor.communicate(timeout=20)

    assert supervisor.returncode == 0
    until(lambda: not any(is_alive(pid) for pid in members))
    assert "sleeper   │ awake" in said
    assert "result: last" in said
    assert said.index("stopping faulty") < said.index("stopping sleeper"), (
        "the last that was started is the first that is stopped"
    )
    assert state(tmp_path)["parts"] == {}


def test_parts_die_with_a_killed_supervisor(
    supervisor: subprocess.Popen[str], tmp_path: Path
) -> None:
    pid = state(tmp_path)["parts"]["sleeper"]["pid"]

    supervisor.kill()

    until(lambda: not is_alive(pid))


def test_a_leashed_command_does_not_start_without_its_parent() -> None:
    command = leash.leashed(("/bin/echo", "alive"), stop_signal=signal.SIGTERM)
    orphan = [*command[:4], "1", *command[5:]]

    done = subprocess.run(orphan, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")


def test_another_port_is_chosen_when_the_usual_one_is_taken() -> None:
    with ports.socket.socket() as busy:
        busy.bind((ports.HOST, 0))
        busy.listen()
        usual = busy.getsockname()[1]
        taken: set[int] = set()

        chosen = ports.choose(usual=usual, taken=taken)

    assert chosen != usual
    assert taken == {chosen}


def test_two_stacks_that_start_at_one_moment_take_different_ports() -> None:
    usual = ports.any_free()
    choose = f"from webapp.config.stack import ports; print(ports.choose(usual={usual}, taken=set())); input()"
    first, second = (
        subprocess.Popen(
            [sys.executable, "-c", choose], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _stack in range(2)
    )

    chosen = {int(stack.stdout.readline()) for stack in (first, second) if stack.stdout}
    for stack in (first, second):
        stack.communicate("\n")

    assert len(chosen) == 2
    assert usual in chosen
    assert ports.choose(usual=usual, taken=set()) == usual


def test_what_the_environment_names_is_used_and_the_rest_is_ours(tmp_path: Path) -> None:
    given = {
        "DATABASE_URL": "postgres://office@db/istok",
        "SMTP_URL": "smtp://relay:25",
        "MAIL_FROM": "dolg@water.example",
    }

    around = surroundings.settle(home=tmp_path, given=given, web_port=8000)
    surroundings.write_env(around)

    assert around.own == {"TEMPORAL_ADDRESS", "TWILIO_ACCOUNT_SID"}
    env = (tmp_path / "env").read_text().splitlines()
    assert "DATABASE_URL=postgres://office@db/istok" in env
    assert {"SMTP_URL=smtp://relay:25", "MAIL_FROM=dolg@water.example"} <= set(env)
    assert f"TEMPORAL_ADDRESS=127.0.0.1:{around.ports['temporal']}" in env
    assert (tmp_path / "env").stat().st_mode & 0o077 == 0


def test_a_gateway_without_a_sender_is_refused(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ISTOK_HOME": str(tmp_path),
        "SECRET_KEY": "x",
        "SMTP_URL": "smtp://relay:25",
    }

    tried = subprocess.run(
        [sys.executable, "-m", "webapp.config.cli", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert tried.returncode != 0
    assert "MAIL_FROM" in tried.stderr


def test_twilio_is_ours_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    given = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "secret"}

    around = surroundings.settle(home=tmp_path, given=given, web_port=8000)

    assert around.values["TWILIO_AUTH_TOKEN"] == "secret"
    assert "TWILIO_API_URL" not in around.values


def test_secrets_stay_the_same_from_start_to_start(tmp_path: Path) -> None:
    first = surroundings.settle(home=tmp_path, given={}, web_port=8000)
    second = surroundings.settle(home=tmp_path, given={}, web_port=8000)

    assert first.values["SECRET_KEY"] == second.values["SECRET_KEY"]
    assert first.cluster.password == second.cluster.password


def test_the_address_of_the_web_stays_from_start_to_start(tmp_path: Path) -> None:
    """Providers report to it about what was sent before."""
    first = surroundings.settle(home=tmp_path, given={}, web_port=ports.any_free())
    second = surroundings.settle(home=tmp_path, given={}, web_port=8000)

    assert second.values["PUBLIC_URL"] == first.values["PUBLIC_URL"]


def test_an_address_that_somebody_else_holds_is_refused_with_who_it_is(tmp_path: Path) -> None:
    known = surroundings.settle(home=tmp_path, given={}, web_port=ports.any_free()).ports["web"]
    with ports.socket.socket() as busy:
        busy.bind((ports.HOST, known))
        busy.listen()

        with pytest.raises(ports.PortIsTaken, match=rf"port {known}.*process {os.getpid()} "):
            surroundings.settle(home=tmp_path, given={}, web_port=8000)

        other = surroundings.settle(home=tmp_path, given={}, web_port=ports.any_free())
    assert other.ports["web"] != known
