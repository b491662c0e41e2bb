"""A whole stack of its own for one benchmark: servers, relay, worker, web, all as processes, gone afterwards."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measures import Measure, from_json
from webapp.config.stack.handle import Stack

ROOT = Path(__file__).resolve().parent.parent.parent


def measure(module: str) -> list[Measure]:
    """Run a module beside a fresh stack and return what its last line says it measured.

    :raises subprocess.CalledProcessError: when the module fails
    """
    with tempfile.TemporaryDirectory(prefix="istok-bench-") as folder:
        home = Path(folder) / "home"
        with Stack(home=home) as stack:
            known = {"ISTOK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "webapp.config.settings"}
            workers = " ".join(
                str(part["pid"])
                for name, part in stack.state()["parts"].items()
                if name.startswith("worker")
            )
            environment = {
                **os.environ,
                **stack.values(),
                **known,
                "WORKER_PIDS": workers,
                "DEBUG": "0",
            }
            command = [sys.executable, "-m", "tests.benchmarks.inside", module]
            done = subprocess.run(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True
            )
    return from_json(done.stdout.strip().splitlines()[-1])
