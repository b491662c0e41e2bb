"""Looking at processes from outside."""

import os
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import connection


def until[T](ask: Callable[[], T], *, seconds_max: float = 20) -> T:
    deadline = time.monotonic() + seconds_max
    while not (answer := ask()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return answer


def in_this_database() -> dict[str, str]:
    """The environment of a program that shall work in the database of the test that starts it."""
    database = connection.settings_dict
    user = (
        f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
    )
    address = f"postgres://{user}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "webapp.config.settings",
    }


def doctor(*options: str) -> str:
    """What ``istok doctor`` says; a last line that asks for a look comes with exit code 1."""
    said = StringIO()
    try:
        call_command("doctor", *options, stdout=said)
    except CommandError as error:
        return f"{said.getvalue()}{error}"
    return said.getvalue()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def group(leader: int) -> list[int]:
    return [
        pid
        for pid in map(int, filter(str.isdigit, os.listdir("/proc")))
        if group_of(pid) == leader and is_alive(pid)
    ]


def group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def mentioning(text: str) -> list[str]:
    """The command lines of living processes that name this text."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            command = (
                Path(f"/proc/{pid}/cmdline")
                .read_bytes()
                .replace(b"\0", b" ")
                .decode(errors="replace")
            )
            environment = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if text in command or text in environment:
            found.append(f"{pid} {command}")
    return found
