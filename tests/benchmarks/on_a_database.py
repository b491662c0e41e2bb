"""A database of its own for one benchmark: PostgreSQL as the stack starts it, migrated, and gone afterwards."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measures import Measure, from_json
from webapp.config.stack import ports, postgres

ROOT = Path(__file__).resolve().parent.parent.parent


def measure(module: str) -> list[Measure]:
    """Run a module beside a fresh database, or that of ``BENCH_DATABASE_URL``, and return what its last line says it measured.

    :raises subprocess.CalledProcessError: when the module fails
    """
    known = os.environ.get("BENCH_DATABASE_URL", "")
    if known:
        return _inside(module, known)
    with tempfile.TemporaryDirectory(prefix="istok-bench-") as folder:
        cluster = postgres.Cluster(
            folder=Path(folder) / "postgres", port=ports.any_free(), password="bench"
        )
        postgres.prepare(cluster)
        command = postgres.on_leash(
            cluster.command(settings=postgres.TRUTHFUL), folder=cluster.folder
        )
        server = subprocess.Popen(command, cwd="/", process_group=0)
        try:
            while not postgres.answers(cluster):
                time.sleep(0.1)
            postgres.ensure_database(cluster)
            _run("webapp.config.cli", "migrate", "--verbosity=0", address=cluster.url())
            return _inside(module, cluster.url())
        finally:
            server.send_signal(postgres.STOP_SIGNAL)
            server.wait(timeout=60)


def _inside(module: str, address: str) -> list[Measure]:
    told = _run("tests.benchmarks.inside", module, address=address)
    return from_json(told.strip().splitlines()[-1])


def _run(*command: str, address: str) -> str:
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "webapp.config.settings",
        "SECRET_KEY": "bench-only-" * 5,
        "SECOND_FACTOR": "off",
        "ALLOWED_HOSTS": "testserver",
        "DEBUG": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout
