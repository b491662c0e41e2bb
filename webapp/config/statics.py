"""Static files: asked for once a version, because their addresses name it."""

import functools
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

_DIGITS = 10


class VersionedStatic(StaticFilesStorage):
    """Files where they were installed, each at an address that changes with what is in it."""

    def url(self, name: str | None) -> str:
        """Return the address of a file with its version."""
        address = super().url(name)
        version = _version(name or "")
        if version:
            return f"{address}?v={version}"
        return address


@functools.cache
def _version(name: str) -> str:
    found = finders.find(name)
    if not found:
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:_DIGITS]
