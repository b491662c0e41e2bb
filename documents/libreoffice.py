"""DOCX to PDF by LibreOffice, where the machine has it.

A program of its own, one conversion at a time, bounded in time.
"""

import fcntl
import io
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from documents.refusals import UnableToConvert, Why

PROGRAMS = ("soffice", "libreoffice")
# a usual paper takes three seconds, the first one of an installation ten
CONVERSION_S_MAX = 60.0
QUEUE_S_MAX = 120.0


def program() -> str | None:
    """Return where LibreOffice is, or nothing when the machine does not have it."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def convert(docx: bytes, *, home: Path, fonts: str) -> bytes:
    """Return the PDF of a paper, printed with the fonts of a fontconfig file.

    ``home`` keeps the profile.

    :raises UnableToConvert: without LibreOffice, when the file is not a DOCX, and when it takes too
        long
    """
    found = program()
    if found is None:
        raise UnableToConvert(Why.NOT_PRINTED, cause="LibreOffice is not installed")
    # an empty file would be a new, blank paper
    if not zipfile.is_zipfile(io.BytesIO(docx)):
        raise UnableToConvert(Why.NOT_PRINTED, cause="the file is not a DOCX")
    room = home / "libreoffice"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(room):
        return _printed(
            docx,
            room=room,
            command=_command(found, room),
            fonts=fonts,
        )


@contextmanager
def _alone(room: Path) -> Iterator[None]:
    """Two programs over one profile would take each other's papers.

    Threads and processes stand in one queue.
    """
    with (room / "lock").open("w") as lock:
        _wait_for_turn(lock)
        yield


def _wait_for_turn(lock: IO[str]) -> None:
    until = time.monotonic() + QUEUE_S_MAX
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise UnableToConvert(Why.NOT_PRINTED, cause="LibreOffice is busy") from error
        time.sleep(0.05)


def _printed(docx: bytes, *, room: Path, command: list[str], fonts: str) -> bytes:
    """Print one paper.

    Its files have fixed names, so that a conversion that was killed leaves nothing for long.
    """
    paper = room / "paper.docx"
    result = room / "paper.pdf"
    result.unlink(missing_ok=True)
    try:
        paper.write_bytes(docx)
        said = _run(command, room=room, fonts=fonts)
        # it ends with 0 whatever happened: only the file tells
        if not result.exists():
            raise UnableToConvert(Why.NOT_PRINTED, cause=said.strip() or "LibreOffice said nothing")
        return result.read_bytes()
    finally:
        paper.unlink(missing_ok=True)
        result.unlink(missing_ok=True)


def _command(found: str, room: Path) -> list[str]:
    return [
        found,
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        # named, or it would print a text, a page or a table that calls itself a paper
        "--infilter=MS Word 2007 XML",
        *("--convert-to", "pdf:writer_pdf_Export"),
        *("--outdir", str(room)),
        str(room / "paper.docx"),
    ]


def _run(command: list[str], *, room: Path, fonts: str) -> str:
    """Run LibreOffice, which starts programs of its own, and return what it said.

    It learns none of our secrets.
    """
    known = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(room),
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(
        command,
        env={**known, "FONTCONFIG_FILE": fonts},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,
    )
    try:
        said, _nothing = process.communicate(timeout=CONVERSION_S_MAX)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        # killed at any moment, a profile may be half written: the next paper begins a new one
        shutil.rmtree(room / "profile", ignore_errors=True)
        if isinstance(error, subprocess.TimeoutExpired):
            raise UnableToConvert(Why.NOT_PRINTED, cause="LibreOffice took too long") from error
        raise
    return said.decode(errors="replace")
