"""A check of a template in a process of its own.

Whatever is in the file, it costs so much time and memory and no more.
"""

import resource
import subprocess
import sys

from pydantic import TypeAdapter

from documents import checking
from documents.catalogue import DocumentKind
from documents.markup import Fault
from documents.pdf import Engine
from documents.refusals import Why

# a usual check takes one second and 100 MB
CPU_S_MAX = 15
WAIT_S_MAX = 60
MEMORY_BYTES_MAX = 1024 * 1024 * 1024
_FAULTS = TypeAdapter(tuple[Fault, ...])


def check(*, kind: DocumentKind, content: bytes, engine: Engine) -> tuple[Fault, ...]:
    """Return everything that keeps a file from being the template of a kind.

    That checking it costs too much is a fault too.
    """
    command = [sys.executable, "-m", "documents.trial", kind, engine]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=WAIT_S_MAX,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return (Fault(Why.TOO_COSTLY),)
    return _FAULTS.validate_json(done.stdout)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S_MAX, CPU_S_MAX))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound()
    [_program, kind, engine] = sys.argv
    found = checking.check(
        kind=DocumentKind(kind), content=sys.stdin.buffer.read(), engine=Engine(engine)
    )
    sys.stdout.buffer.write(_FAULTS.dump_json(found))
