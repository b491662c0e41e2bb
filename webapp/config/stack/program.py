"""``istok up`` and ``istok demo``.

Run before Django loads, because they make what its settings read.
"""

import argparse
import fcntl
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from webapp.config import given
from webapp.config.stack import parts, ports, postgres, processes, surroundings
from webapp.config.stack.console import Console
from webapp.config.stack.supervisor import StopAsked, Supervisor, UnableToStart
from webapp.config.stack.surroundings import Surroundings

COMMANDS = ("up", "demo")
INTERRUPTED = 130


class AlreadyRunning(Exception):
    """Another supervisor holds this home folder."""


def main(arguments: Sequence[str]) -> int:
    """Run the stack until it is told to stop, and return the exit code."""
    options = parser().parse_args(arguments)
    console = Console()
    # whatever is written below this folder is names, debts and letters: for its owner only
    os.umask(0o077)
    try:
        _refuse(options)
        home = Path(os.environ.get("ISTOK_HOME") or processes.ROOT / ".istok").resolve()
        home.mkdir(parents=True, exist_ok=True)
        with _lock(home):
            last_line = _run(options, home=home, console=console)
    except (
        UnableToStart,
        AlreadyRunning,
        ports.PortIsTaken,
        postgres.UnableToPrepareCluster,
    ) as error:
        console.say(f"cannot go on: {error}")
        return 1
    except StopAsked:
        console.say("stopped, nothing is left running")
        return (
            INTERRUPTED if getattr(options, "exit", False) else 0
        )  # a story that was to be told to its end was not
    console.write(last_line)
    return 0


def _refuse(options: argparse.Namespace) -> None:
    """Look at what a person has set before anything starts.

    :raises UnableToStart: with every fault in a sentence
    """
    faults = given.faults(os.environ)
    if options.port is not None and not ports.is_free(options.port):
        faults.append(f"port {options.port} is taken: name another with --port")
    if faults:
        raise UnableToStart("; ".join(faults))


def parser() -> argparse.ArgumentParser:
    """Return the words that the two commands understand."""
    result = argparse.ArgumentParser(
        prog="istok",
        description="Start everything: servers, relay, worker, web.",
    )
    commands = result.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="start the stack and keep it running")
    up.add_argument(
        "--servers",
        action="store_true",
        help="only the servers, no relay, worker and web: to restore a backup",
    )
    demo = commands.add_parser(
        "demo",
        help="start the stack and show debt recovery from debt to bailiffs",
    )
    demo.add_argument(
        "--exit",
        action="store_true",
        help="stop when the story is told; the last line is its result as JSON",
    )
    demo.add_argument("--seed", type=int, default=7, help="the same seed tells the same story")
    for command in (up, demo):
        command.add_argument(
            "--port",
            type=port,
            help=(
                f"where the screens are; {surroundings.USUAL_PORTS['web']} or any free one "
                "unless named"
            ),
        )
    return result


def port(text: str) -> int:
    """Return the number of a port.

    :raises ValueError: when no port has it
    """
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def _run(options: argparse.Namespace, *, home: Path, console: Console) -> str:
    """Start everything; return the story's last line when that is all that was asked for."""
    around = surroundings.settle(
        home=home,
        given=os.environ,
        web_port=options.port or surroundings.USUAL_PORTS["web"],
    )
    _refuse_without_post_office(around)
    if "DATABASE_URL" in around.own:
        postgres.prepare(around.cluster)
    surroundings.write_env(around)
    environment = {**os.environ, **around.values, "ISTOK_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    with Supervisor(home=home, environment=environment, console=console) as supervisor:
        _start(
            supervisor,
            around,
            with_office=not getattr(options, "servers", False),
        )
        _show_addresses(around, console)
        if options.command == "demo":
            last_line = _tell(supervisor, options, console)
            if options.exit:
                return last_line
            _show_addresses(around, console)
        supervisor.watch()
    raise AssertionError("watching ends only with an exception")


def _tell(supervisor: Supervisor, options: argparse.Namespace, console: Console) -> str:
    """Let the story be told.

    What goes wrong with it is said, and whoever stays can still look at the screens.

    :raises UnableToStart: when the result is all that was asked for, and there is none
    """
    try:
        return supervisor.run(
            "story",
            *parts.istok("rehearse", "--seed", str(options.seed)),
        )
    except UnableToStart as error:
        if options.exit:
            raise
        console.say(f"{error}; everything else goes on running")
        return ""


def _refuse_without_post_office(around: Surroundings) -> None:
    """Say so before anything starts when nobody would take the letters."""
    if "SMTP_URL" in around.own and importlib.util.find_spec("aiosmtpd") is None:
        raise UnableToStart(
            "no mail gateway is named and the post office of the demonstration is not installed:"
            " set SMTP_URL and MAIL_FROM, or run: make setup-demo"
        )


def _start(supervisor: Supervisor, around: Surroundings, *, with_office: bool) -> None:
    supervisor.start(*parts.servers(around))
    if "DATABASE_URL" in around.own:
        postgres.ensure_database(around.cluster)
    if with_office:
        supervisor.run("prepare", *parts.istok("prepare"))
        supervisor.start(*parts.office(around))
    supervisor.declare_ready()


def _show_addresses(around: Surroundings, console: Console) -> None:
    ui = f"http://{ports.HOST}"
    lines = [f"screens      {around.web_url}/"]
    if "TEMPORAL_ADDRESS" in around.own:
        lines.append(f"processes    {ui}:{around.ports['temporal_ui']}/  (Temporal's own view)")
    if "SMTP_URL" in around.own:
        lines.append(f"mail         {ui}:{around.ports['mail_ui']}/  (letters that were sent)")
    lines += [f"everything   {around.home}", "Ctrl-C stops it all"]
    for line in lines:
        console.say(line)


def _lock(home: Path) -> IO[str]:
    """Hold the home folder for the life of this process.

    :raises AlreadyRunning: when another supervisor holds it.
    """
    lock = (home / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise AlreadyRunning(
            f"a stack already runs in {home}; stop it, or name another folder in ISTOK_HOME"
        ) from error
    return lock


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
