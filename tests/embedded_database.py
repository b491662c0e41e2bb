"""An embedded PostgreSQL for one test session: fast, forgetful, and gone when the session ends.

Its data folder stays between sessions, so ``--reuse-db`` works; two sessions at the same time take two folders.
"""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from webapp.config import catalogues
from webapp.config.stack import ports, postgres

ROOT = Path(__file__).resolve().parent.parent
OURS = "ISTOK_TESTS_EMBEDDED_DATABASE"
READY_SECONDS_MAX = 60

_lock: IO[str] | None = None
_server: subprocess.Popen[bytes] | None = None
_cluster: postgres.Cluster | None = None


def settle() -> None:
    """Name the database and the secret, and compile the words, before Django reads any of them."""
    global _cluster, _lock
    catalogues.compile_all()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.config.settings")
    os.environ.setdefault("SECRET_KEY", "tests-only-" * 5)
    os.environ.setdefault("SECOND_FACTOR", "off")
    os.environ.setdefault("ISTOK_HOME", str(ROOT / ".istok" / "tests"))
    if os.environ.get("DATABASE_URL"):
        return
    folder, _lock = _free_folder(ROOT / ".istok")
    _cluster = postgres.Cluster(folder=folder, port=ports.any_free(), password="tests-only")
    os.environ["DATABASE_URL"] = _cluster.url(database="postgres")
    os.environ[OURS] = "1"


def is_ours() -> bool:
    """Tell whether the database of this session is the embedded one; the other test processes inherit the answer."""
    return OURS in os.environ


def start(config: pytest.Config) -> None:
    """Start the server, in the one process that settled it, and only when tests will run."""
    global _server
    if _cluster is None or config.option.collectonly:
        return
    postgres.prepare(_cluster)
    with (_cluster.folder / "log.txt").open("wb") as log:
        command = postgres.on_leash(
            _cluster.command(settings=postgres.FORGETFUL), folder=_cluster.folder
        )
        _server = subprocess.Popen(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, process_group=0
        )
    deadline = time.monotonic() + READY_SECONDS_MAX
    while not postgres.answers(_cluster):
        if _server.poll() is not None or time.monotonic() > deadline:
            sys.exit(
                f"the embedded PostgreSQL did not start: {(_cluster.folder / 'log.txt').read_text()}"
            )
        time.sleep(0.05)


def stop() -> None:
    """Stop the server."""
    global _server
    if _server is not None:
        _server.send_signal(postgres.STOP_SIGNAL)
        _server.wait(timeout=30)
        _server = None
    if _lock is not None:
        _lock.close()


def _free_folder(home: Path) -> tuple[Path, IO[str]]:
    for number in range(100):
        folder = home / (f"test-postgres-{number}" if number else "test-postgres")
        folder.mkdir(parents=True, exist_ok=True)
        lock = (home / f"{folder.name}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
        else:
            return folder, lock
    raise AssertionError("a hundred test sessions at once")
