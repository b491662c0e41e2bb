"""The language of processes belongs to no process: neither its code nor its words name one."""

import re
from pathlib import Path

from activities import registry

ROOT = Path(__file__).resolve().parents[2]
WORDS = [f"workflows/interfaces/{name}.py" for name in ("approval", "deeds", "process")]
SHARED = [*(ROOT / "workflows/process").glob("*.py"), *map(ROOT.joinpath, WORDS)]
PROCESSES = {
    path.stem
    for path in (ROOT / "workflows").iterdir()
    if path.name not in {"process", "interfaces", "__init__.py"}
}


def imported(text: str) -> set[str]:
    return set(re.findall(r"^\s*(?:from|import) ([\w.]+)", text, flags=re.MULTILINE))


def test_the_language_imports_nothing_of_a_process() -> None:
    allowed = ("workflows.process", "workflows.interfaces", "tariffs")
    ours = [
        f"{path.name}: {module}"
        for path in SHARED
        for module in imported(path.read_text(encoding="utf-8"))
        if module.startswith(("workflows", "tariffs", "activities", "webapp"))
        and not module.startswith(allowed)
    ]

    assert ours == []


def test_the_language_names_no_process() -> None:
    types = {
        story.__temporal_workflow_definition.name
        for found in registry.WORKFLOWS.values()
        for story in found
        if story.__temporal_workflow_definition.name
    }
    named = [
        f"{path.name}: {name}"
        for path in SHARED
        for name in PROCESSES | types
        if len(name) > 2 and re.search(rf"\b{name}\b", path.read_text(encoding="utf-8"))
    ]

    assert named == []
