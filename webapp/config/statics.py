"""Static files: asked for once a version, because their addresses name it."""

import functools
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

_DIGITS = 10
_SELECT = "admin/js/vendor/select2/select2.full"
# Unfold names the long spelling of what Django names in short: pages would load it twice
_SHORT = {f"{_SELECT}.js": f"{_SELECT}.min.js"}


class VersionedStatic(StaticFilesStorage):
    """Files where they were installed, each at an address that changes with what is in it."""

    def url(self, name: str | None) -> str:
        """Return the address of a file with its version."""
        name = _SHORT.get(name or "", name or "")
        address = super().url(name)
        version = _version(name)
        if version:
            return f"{address}?v={version}"
        return address


@functools.cache
def _version(name: str) -> str:
    found = finders.find(name)
    if not found:
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:_DIGITS]
