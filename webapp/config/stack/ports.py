"""Ports: the usual one when it is free, else any free one."""

import socket

HOST = "127.0.0.1"


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
    """Keep other stacks of this machine off a port for as long as this process lives; say whether nobody else has it.

    Between the choice and the start of the server lie seconds in which the port is still free for all to see.
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
    """Return the usual port, or a free one when it is in use or promised to somebody, and add it to ``taken``."""
    port = usual
    while port in taken or not is_free(port) or not promise(port):
        port = any_free()
    taken.add(port)
    return port
