"""Message catalogues: ``.po`` files of every room, compiled to ``.mo`` without the gettext
programs.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import mofile, pofile

ROOT = Path(__file__).resolve().parent.parent.parent


def catalogues(*, root: Path = ROOT) -> Iterator[Path]:
    """Return every ``.po`` file of the house."""
    for room in ("webapp", "webapp/*"):
        yield from sorted(root.glob(f"{room}/locale/*/LC_MESSAGES/django.po"))


def compile_all(*, root: Path = ROOT) -> int:
    """Compile the catalogues that are newer than their compiled form, and return how many were."""
    stale = [path for path in catalogues(root=root) if _is_stale(path)]
    for path in stale:
        _compile(path)
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def _compile(path: Path) -> None:
    """Write beside, then rename.

    Two processes that start together neither read half a file nor share one.
    """
    with path.open("rb") as source:
        catalog = pofile.read_po(
            source,
            locale=path.parent.parent.name,
            domain="django",
        )
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".mo.new", delete=False) as target:
        mofile.write_mo(target, catalog)
    fresh = Path(target.name)
    fresh.chmod(0o644)
    fresh.replace(path.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all()
