"""A home folder whose database is made already: a stack starts in a copy of it in seconds, not in a minute.

The first start of all, with its migrations, is a test of its own (`tests/house/test_stack.py`).
"""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.stack.rehearsal import QUIET
from webapp.config.stack.handle import Stack

# the database and the secrets that open it; what servers keep besides is each stack's own
KEPT = ("postgres", "secrets.json")


def new_home(folders: pytest.TempPathFactory, name: str) -> Path:
    """Return a folder of its own for a stack that need not make its database."""
    home = folders.mktemp(name)
    prepared = _prepared(_of_the_run(folders))
    for part in KEPT:
        _copy(prepared / part, home / part)
    return home


def _of_the_run(folders: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of a run share."""
    own = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        return own.parent
    return own


def _prepared(shared: Path) -> Path:
    """Return the home that was prepared; whoever comes first prepares it, others wait."""
    home, is_whole = shared / "prepared", shared / "prepared.whole"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_whole.exists():
            with Stack(home=home, environment=QUIET):
                pass
            is_whole.touch()
    return home


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)
