"""The real Temporal server from a wheel, with its web UI and a file that survives a kill."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

from webapp.config.stack import ports
from workflows.process import marks

# fairness is ignored without its flag; a stuck workflow shows after two failed tasks; timers fire
# when due
DYNAMIC_CONFIG = {
    "matching.enableFairness": "true",
    "frontend.WorkflowPauseEnabled": "true",
    "frontend.namespaceRPS": "10000",
    "history.timerProcessorMaxTimeShift": '"10ms"',
    "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": "2",
}
# two and a half times faster on disk, and still safe against a killed process
PRAGMAS = ("journal_mode=wal", "synchronous=normal")


def program() -> str:
    """Return the path of the ``temporal`` program: beside this Python, else on the PATH."""
    beside = Path(sysconfig.get_path("scripts")) / "temporal"
    if beside.exists():
        return str(beside)
    return shutil.which("temporal") or "temporal"


def command(*, port: int, ui_port: int, metrics_port: int, database: Path) -> tuple[str, ...]:
    """Return the command that runs the server in the foreground."""
    flags = (
        f"--ip={ports.HOST}",
        f"--port={port}",
        f"--ui-port={ui_port}",
        f"--metrics-port={metrics_port}",
        f"--db-filename={database}",
        "--log-level=error",
        "--ui-disable-news-fetch",
        *(f"--sqlite-pragma={pragma}" for pragma in PRAGMAS),
        *(f"--search-attribute={key.name}={marks.kind_of(key)}" for key in marks.ALL),
        *(f"--dynamic-config-value={key}={value}" for key, value in DYNAMIC_CONFIG.items()),
    )
    return (program(), "server", "start-dev", *flags)


def answers(address: str) -> bool:
    """Tell whether the server serves its namespace."""
    if not ports.answers(int(address.rpartition(":")[2])):
        return False
    describe = [
        program(),
        "operator",
        "namespace",
        "describe",
        "-n",
        "default",
        "--address",
        address,
    ]
    try:
        return (
            subprocess.run(describe, capture_output=True, check=False, timeout=10).returncode == 0
        )
    except subprocess.TimeoutExpired:
        return False
