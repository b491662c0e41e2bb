"""Ports: the usual one when it is free, else another."""

import os
import socket
from contextlib import suppress
from pathlib import Path

HOST = "127.0.0.1"
_LISTENING = "0A"
# below the ports that systems give to outgoing connections: one of those could be gone before its
# server starts
OTHERS = range(20_000, 30_000)


class PortIsTaken(Exception):
    """Somebody else listens where this stack is known to be reached."""


def is_free(port: int) -> bool:
    """Tell whether nothing listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return not answers(port)


def answers(port: int) -> bool:
    """Tell whether somebody accepts connections on the port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


def any_free() -> int:
    """Return a port that the system says is free."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def promise(port: int) -> bool:
    """Keep other stacks of this machine off a port for as long as this process lives.

    Say whether nobody else has it.

    Between the choice and the start of the server lie seconds in which the port is still free for
    all to see.
    """
    mark = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        mark.bind(
            f"\0istok-port-{port}"
        )  # an abstract name: it goes with the process, however that ends
    except OSError:
        mark.close()
        return False
    mark.detach()  # never closed but by the end of the process
    return True


def choose(*, usual: int, taken: set[int]) -> int:
    """Return the usual port, or another when it is in use or promised to somebody, and add it to
    ``taken``.
    """
    found: int = next(
        port for port in (usual, *OTHERS) if port not in taken and is_free(port) and promise(port)
    )
    taken.add(found)
    return found


def keep(port: int, *, taken: set[int]) -> int:
    """Return a port once chosen, when nobody else has taken it meanwhile, and add it to ``taken``.

    :raises PortIsTaken: with the process that holds it, where that can be known
    """
    if not is_free(port):
        raise PortIsTaken(
            f"port {port}, where this stack was reached before, is held by {holder(port)}: "
            "stop that, or name another port with --port"
        )
    promise(port)
    taken.add(port)
    return port


def holder(port: int) -> str:
    """Return which process listens on a port.

    Its id and name where the system tells, as Linux does of one's own.
    """
    inodes = _inodes(port)
    for folder in Path("/proc").glob("[0-9]*"):
        if inodes & _sockets(folder):
            return f"process {folder.name} ({(folder / 'comm').read_text().strip()})"
    return "another program"


def _inodes(port: int) -> set[str]:
    table = Path("/proc/net/tcp")
    if table.exists():
        rows = table.read_text().splitlines()[1:]
    else:
        rows = []
    fields = [row.split() for row in rows]
    here = [row for row in fields if int(row[1].rpartition(":")[2], 16) == port]
    return {row[9] for row in here if row[3] == _LISTENING}


def _sockets(folder: Path) -> set[str]:
    """Return the inodes of a process's sockets; of a process that is gone or not ours, none."""
    found: set[str] = set()
    with suppress(OSError):
        for link in (folder / "fd").iterdir():
            with suppress(OSError):  # the list of files was one of them
                found.add(os.readlink(link).removeprefix("socket:[").removesuffix("]"))
    return found
