"""How a catcher at the edge of the network waits for its end."""

import os
import signal
from types import FrameType

_STOPS = (signal.SIGINT, signal.SIGTERM)


class StopRequest:
    """SIGTERM or Ctrl-C, kept from the moment this is made.

    One that comes before ``wait`` is not lost.

    A handler, not a mask with ``sigwait``: libraries start threads of their own that mask nothing,
    and the kernel hands a signal that the main thread has blocked to any of them, where it kills
    the process.
    """

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        signal.set_wakeup_fd(self._write)
        for number in _STOPS:
            signal.signal(number, _note)

    def wait(self) -> None:
        """Return when the request has come."""
        os.read(self._read, 1)


def _note(_number: int, _frame: FrameType | None) -> None:
    """The byte that the interpreter writes as soon as any thread takes the
    signal is note enough.
    """
