"""A journal of JSON lines that survives being killed: what was told as done is on the disk."""

import json
import os
from pathlib import Path
from threading import Lock
from typing import Any


class JsonLines:
    """Lines are only added.

    A line torn by a kill is dropped at the next start: nobody was told of it.
    """

    def __init__(self, path: Path) -> None:
        """Read what is there and open for adding."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock()
        if path.exists():
            self.loaded = _whole_lines(path)
        else:
            self.loaded = []
        self._file = path.open("ab")

    def add(self, entry: dict[str, Any], *, durable: bool = True) -> None:
        """Write one line; a durable one is on the disk when this returns."""
        with self._lock:
            self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            self._file.flush()
            if durable:
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _whole_lines(path: Path) -> list[dict[str, Any]]:
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) != len(content):
        os.truncate(path, len(whole))
    return [json.loads(line) for line in whole.splitlines()]
